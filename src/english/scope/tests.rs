use super::*;

/// The sentence without its braces, and the places of the words between them.
fn marked(line: &str) -> (Sentence, Vec<Range<usize>>) {
    let (mut text, mut kept, mut open) = (String::new(), vec![], 0);
    for c in line.chars() {
        match c {
            '{' => open = text.len(),
            '}' => kept.push(open..text.len()),
            _ => text.push(c),
        }
    }
    let (sentence, places) = Sentence::of(&text);
    let ranges = kept.iter().map(|bytes| {
        let at = |byte: usize| places.partition_point(|place| place.start < byte);
        at(bytes.start)..at(bytes.end)
    });
    let ranges = ranges.collect();
    (sentence, ranges)
}

fn cases() -> impl Iterator<Item = (Vec<&'static str>, &'static str)> {
    let lines = include_str!("cases.txt").lines();
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| {
        let (changes, sentence) = line.split_once(" | ").expect("changes | sentence");
        (changes.split_whitespace().filter(|change| *change != "-").collect(), sentence)
    })
}

#[test]
fn what_governs_is_seen() {
    let (mut faults, mut positives, mut negatives) = (vec![], 0, 0);
    for (expected, line) in cases() {
        let (sentence, kept) = marked(line);
        let hidden = hidden(&sentence, &kept, false);
        let found: Vec<_> = hidden.iter().map(|hidden| hidden.change.as_str()).collect();
        if expected.is_empty() {
            negatives += 1;
        } else {
            positives += 1;
        }
        let is_right = if expected.is_empty() {
            found.is_empty()
        } else {
            expected.iter().all(|change| found.contains(change))
        };
        if !is_right {
            faults.push(format!("{line}: expected {expected:?}, found {hidden:?}"));
        }
    }
    assert!(positives >= 80 && negatives >= 40, "{positives} and {negatives} cases");
    assert!(
        faults.is_empty(),
        "{} of {}:\n{}",
        faults.len(),
        positives + negatives,
        faults.join("\n")
    );
}

/// Whatever is kept with all that governs it is not governed by anything that was left out, and nothing panics.
#[test]
fn whole_sentences_are_governed_by_nothing() {
    for (_, line) in cases() {
        let (sentence, _) = marked(line);
        let whole = 0..sentence.len() + 1;
        assert_eq!(hidden(&sentence, std::slice::from_ref(&whole), false), vec![], "{line}");
        for from in 0..sentence.len() {
            for to in from..=sentence.len() {
                let kept = from..to;
                let _ = hidden(&sentence, std::slice::from_ref(&kept), true);
            }
        }
    }
}

const GOVERNORS: [&str; 22] = [
    "It is false that",
    "I do not think that",
    "Nobody can say that",
    "We never promised that",
    "I doubt that",
    "Critics say that",
    "If",
    "They want us to believe that",
    "The claim that",
    "I refuse to say that",
    "There is no proof that",
    "We deny that",
    "I wonder whether",
    "I cannot imagine a day on which",
    "It is unlikely that",
    "I hope that",
    "You talk as if",
    "No one told me that",
    "It does not mean that",
    "I have never, to anyone, said that",
    "Rumour has it, they say, and the papers write that",
    "It is nonsense that",
];

const CLAUSES: [&str; 12] = [
    "the mayor sold the harbour",
    "we will raise taxes this year",
    "she stole nine paintings from the chapel",
    "the tram is free",
    "our nurses are lazy and the doctors know it",
    "the glacier will melt before the year ends",
    "farmers poison the river",
    "I am a thief",
    "they would burn the archive in spring",
    "the vote was rigged",
    "boats can pass under the bridge at night",
    "he has left the party",
];

proptest::proptest! {
    /// No cut from a clause under a governor is free of it, wherever it begins and ends.
    #[test]
    fn no_cut_drops_its_governor(governor in 0..GOVERNORS.len(), clause in 0..CLAUSES.len(), from in 0..6_usize, length in 1..9_usize) {
        let front = Sentence::of(GOVERNORS[governor]).1.len();
        let (sentence, places) = Sentence::of(&format!("{} {}.", GOVERNORS[governor], CLAUSES[clause]));
        let start = (front + from).min(places.len() - 1);
        let kept = start..(start + length).min(places.len());
        let says = kept.clone().any(|at| !is_small(sentence.word(at)));
        let found = hidden(&sentence, std::slice::from_ref(&kept), false);
        proptest::prop_assert!(!says || !found.is_empty(), "{} {}: {kept:?}", GOVERNORS[governor], CLAUSES[clause]);
    }
}
