//! Whether two reports are of the same utterance.

/// A report of an utterance: its words by number, small words and an editor's words left out where not said otherwise.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// All the words in order, small ones too.
    pub words: Vec<u32>,
    /// Numbers of the stems of the words that count; sorted, each once.
    pub stems: Vec<u32>,
    /// The same of all that the same speaker is quoted with in the paragraph; sorted, each once.
    pub around: Vec<u32>,
    /// The words inside quote marks in order, small ones too.
    pub quoted_words: Vec<u32>,
    /// The stems inside quote marks; sorted, each once.
    pub quoted: Vec<u32>,
    /// Whether every word stands inside quote marks.
    pub is_direct: bool,
    /// How many negations there are.
    pub negations: usize,
}

/// What is known of who speaks in two reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speakers {
    /// The same.
    Same,
    /// One report does not tell, or names nobody.
    Unknown,
    /// Two different ones.
    Different,
}

/// Whether two reports are of the same utterance: by a long run of the same words, by nearly the same words, or, where
/// one is a paraphrase, by the fragments that it quotes and the words around them.
///
/// The figures were set on news reports of one event and lean to the safe side: two groups rather than a wrong one.
#[must_use]
pub fn is_same_utterance(one: &Report, other: &Report, speakers: Speakers) -> bool {
    if speakers == Speakers::Different || one.stems.is_empty() || other.stems.is_empty() {
        return false;
    }
    // "Will" and "will not" are not two wordings of one thing.
    if one.negations % 2 != other.negations % 2 && one.is_direct == other.is_direct {
        return false;
    }
    let shared = common(&one.stems, &other.stems);
    let (short, long) =
        (one.stems.len().min(other.stems.len()), one.stems.len().max(other.stems.len()));
    let contained = shared as f32 / short as f32;
    let dice = 2.0 * shared as f32 / (short + long) as f32;
    let run = longest_run(&one.words, &other.words);
    if is_quoted_alike(one, other, if speakers == Speakers::Same { 0.6 } else { 0.75 }) {
        return true;
    }
    if speakers == Speakers::Unknown {
        return run >= 6 && contained >= 0.6 && shared >= 3;
    }
    let is_run = run >= 4 && shared >= 2 && contained >= 0.5;
    let is_alike =
        (dice >= 0.6 && shared >= 3) || (dice >= 0.8 && shared >= 2) || (dice >= 0.99 && run >= 1);
    is_run
        || is_alike
        || is_fragment(one, other)
        || is_fragment(other, one)
        || is_paraphrase(one, other)
        || is_paraphrase(other, one)
}

/// Whether what stands in quote marks is nearly the same, whatever stands around.
fn is_quoted_alike(one: &Report, other: &Report, least: f32) -> bool {
    let shared = common(&one.quoted, &other.quoted);
    let short = one.quoted.len().min(other.quoted.len());
    shared >= 3
        && shared as f32 >= least * short as f32
        && longest_run(&one.quoted_words, &other.quoted_words) >= 4
}

/// Whether `mixed` quotes a fragment that `other` quotes too, in a clause about the same.
fn is_fragment(mixed: &Report, other: &Report) -> bool {
    let shared = common(&mixed.stems, &other.stems);
    let fragments = common(&mixed.quoted, &other.quoted);
    !mixed.is_direct
        && fragments == mixed.quoted.len()
        && fragments >= 1
        && shared >= 3
        && shared as f32 >= 0.5 * mixed.stems.len().min(other.stems.len()) as f32
}

/// Whether `mixed` tells in its own words what `direct` quotes, fragments and all.
fn is_paraphrase(mixed: &Report, direct: &Report) -> bool {
    if mixed.is_direct || !direct.is_direct || mixed.quoted.is_empty() {
        return false;
    }
    let shared = common(&mixed.stems, &direct.around);
    common(&mixed.quoted, &direct.quoted) == mixed.quoted.len()
        && shared >= 4
        && shared as f32 >= 0.4 * mixed.stems.len() as f32
}

/// How many numbers two sorted lists share.
#[must_use]
pub fn common(one: &[u32], other: &[u32]) -> usize {
    let (mut at, mut there, mut count) = (0, 0, 0);
    while let (Some(a), Some(b)) = (one.get(at), other.get(there)) {
        match a.cmp(b) {
            std::cmp::Ordering::Less => at += 1,
            std::cmp::Ordering::Greater => there += 1,
            std::cmp::Ordering::Equal => {
                at += 1;
                there += 1;
                count += 1;
            }
        }
    }
    count
}

/// Length of the longest run of words that both have.
fn longest_run(one: &[u32], other: &[u32]) -> usize {
    let mut best = 0;
    let mut row = vec![0_usize; other.len() + 1];
    for &word in one {
        let mut diagonal = 0;
        for (at, &there) in other.iter().enumerate() {
            let next = row[at + 1];
            row[at + 1] = if word == there { diagonal + 1 } else { 0 };
            best = best.max(row[at + 1]);
            diagonal = next;
        }
    }
    best
}
