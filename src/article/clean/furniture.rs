//! Which lines are no text of the article: patterns from `config/blocks.toml`, and the shapes of bylines,
//! date lines, datelines and picture credits.

use std::sync::LazyLock;

use super::glob::Globs;
use crate::english::dates;
use crate::english::value_words::VALUE_WORDS;

/// No line of navigation or credits is longer, in bytes.
const LONGEST: usize = 400;

/// The data file, as it is written.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    navigation: Vec<String>,
    teaser_leads: Vec<String>,
    teasers: Vec<String>,
    section_labels: Vec<String>,
    credits: Vec<String>,
    credit_leads: Vec<String>,
    finite_verbs: Vec<String>,
    last_lines: Vec<String>,
    photo_words: Vec<String>,
    agencies: Vec<String>,
    picture_verbs: Vec<String>,
    picture_positions: Vec<String>,
    picture_phrases: Vec<String>,
    narrative_words: Vec<String>,
    question_words: Vec<String>,
    date_words: Vec<String>,
    byline_words: Vec<String>,
    source_words: Vec<String>,
    names: Names,
}

/// Words in the classes and ids of the elements of a page, and what they say about what is in them.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Names {
    pub(super) noise: Vec<String>,
    pub(super) comments: Vec<String>,
    pub(super) unseen: Vec<String>,
    pub(super) captions: Vec<String>,
    pub(super) posts: Vec<String>,
    pub(super) bodies: Vec<String>,
    pub(super) likely: Vec<String>,
    pub(super) bylines: Vec<String>,
    pub(super) standfirsts: Vec<String>,
    pub(super) pull_quotes: Vec<String>,
}

static DATA: LazyLock<Data> = LazyLock::new(|| {
    crate::english::data(
        "blocks.toml",
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/config/blocks.toml")),
    )
});

static NAVIGATION: LazyLock<Globs> = LazyLock::new(|| Globs::new(&DATA.navigation));
static TEASER_LEADS: LazyLock<Globs> = LazyLock::new(|| Globs::new(&DATA.teaser_leads));
static TEASERS: LazyLock<Globs> = LazyLock::new(|| Globs::new(&DATA.teasers));
static CREDITS: LazyLock<Globs> = LazyLock::new(|| Globs::new(&DATA.credits));
static CREDIT_LEADS: LazyLock<Globs> = LazyLock::new(|| Globs::new(&DATA.credit_leads));
static LAST_LINES: LazyLock<Globs> = LazyLock::new(|| Globs::new(&DATA.last_lines));

/// What the names of the elements of a page say.
pub(super) fn names() -> &'static Names {
    &DATA.names
}

/// Navigation of a web page, or a rule between parts of a page.
pub(super) fn is_navigation(line: &str) -> bool {
    // A rule: signs alone.
    (line.len() <= LONGEST
        && !line.chars().any(char::is_alphanumeric)
        && !line.chars().any(is_final))
        || any(&NAVIGATION, line)
        || (!line.ends_with('.') && any(&TEASERS, line))
}

/// The number of a page between two lines of one sentence.
pub(super) fn is_page_break(before: &str, line: &str, next: &str) -> bool {
    /// `Page 12 of 30`
    const LONGEST: usize = 20;
    let mut words = line.split([' ', '-', '–', '/', '|']).filter(|word| !word.is_empty());
    let number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    line.len() <= LONGEST
        && line.bytes().any(|byte| byte.is_ascii_digit())
        && words.all(|word| number(word) || matches!(word, "Page" | "page" | "of" | "p." | "Seite"))
        && before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '-'))
        && next.starts_with(char::is_lowercase)
}

/// A web address that stands alone.
pub(super) fn is_address(line: &str) -> bool {
    (line.starts_with("https://") || line.starts_with("http://")) && !line.contains(' ')
}

/// The name of a site that stands alone: `news.example`, `www.news.example`.
pub(super) fn is_host(line: &str) -> bool {
    let mut labels = line.split('.');
    let last = line.rsplit('.').next().unwrap_or_default();
    line.contains('.')
        && line.len() <= 60
        && labels.all(|label| {
            !label.is_empty()
                && label
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        })
        && last.len() >= 2
        && last.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// A line that announces a link to another article, whose title follows.
pub(super) fn is_teaser_lead(line: &str) -> bool {
    any(&TEASER_LEADS, line)
}

/// The name of a newspaper section.
pub(super) fn is_section_label(line: &str) -> bool {
    DATA.section_labels.iter().any(|label| label.eq_ignore_ascii_case(line))
}

/// A picture credit, a copyright notice, a list of contributors.
pub(super) fn is_credit(line: &str) -> bool {
    any(&CREDITS, line) || any(&CREDIT_LEADS, line) && !is_sentence(line) || is_picture_credit(line)
}

/// Whether a line that begins like a credit is a sentence: it has a finite verb and ends with a stop.
fn is_sentence(line: &str) -> bool {
    /// Words that begin clauses, among those that tell a story.
    const NO_VERBS: [&str; 6] = ["because", "but", "which", "who", "that", "it"];
    if !line.ends_with(|c| is_final(c) || matches!(c, '”' | '"' | ')')) || line.contains(';') {
        return false;
    }
    let folded = fold(line);
    if folded.contains("all rights") {
        return false;
    }
    let words: Vec<_> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.first().is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit())) {
        return false;
    }
    let listed = |list: &[String], word: &str| list.iter().any(|listed| listed == word);
    words.iter().enumerate().skip(2).any(|(at, word)| {
        let past = word.len() > 4 && word.ends_with("ed") && words.get(at + 1) != Some(&"by");
        !NO_VERBS.contains(word)
            && (past || listed(&DATA.narrative_words, word) || listed(&DATA.finite_verbs, word))
    })
}

/// A line that is a credit at the end of an article and may be text elsewhere.
pub(super) fn is_last_line(line: &str) -> bool {
    any(&LAST_LINES, line)
}

fn any(globs: &Globs, line: &str) -> bool {
    if line.len() > LONGEST {
        return false;
    }
    globs.match_any(&fold(line))
}

/// Lower case with straight apostrophes, as the patterns are written.
fn fold(line: &str) -> String {
    line.to_lowercase().replace(['’', '‘'], "'").replace(['“', '”'], "\"")
}

fn is_final(c: char) -> bool {
    matches!(c, '?' | '!' | '.' | '…')
}

/// `Yoan Valat / Reuters / Scanpix`, `AFP via Getty Images`: names, of which one is an agency, and no sentence.
pub(super) fn is_picture_credit(line: &str) -> bool {
    /// Longer lines say something besides who took the picture. In bytes.
    const LONGEST_CREDIT: usize = 120;
    if line.len() > LONGEST_CREDIT || line.ends_with(is_final) {
        return false;
    }
    let parts: Vec<_> =
        line.split(['/', '|', '©']).flat_map(|part| part.split(" via ")).map(str::trim).collect();
    let agencies = parts.iter().filter(|part| is_agency(part)).count();
    agencies > 0
        && (parts.len() > 1 || line.split(' ').count() <= 2)
        && parts.iter().all(|part| part.split(' ').all(is_name_word))
}

/// The name of a news or picture agency.
pub(super) fn is_agency(name: &str) -> bool {
    DATA.agencies.iter().any(|agency| agency.eq_ignore_ascii_case(name))
}

fn is_name_word(word: &str) -> bool {
    word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        || matches!(
            word,
            "" | "de"
                | "la"
                | "van"
                | "von"
                | "der"
                | "al"
                | "el"
                | "bin"
                | "di"
                | "da"
                | "and"
                | "&"
        )
}

/// Where the credit at the end of a caption begins: `(Photo by …)`, `[Ludovic Marin via AP]`, `(AFP)`.
pub(super) fn trailing_credit(block: &str) -> Option<usize> {
    /// No credit in brackets is longer, in bytes.
    const LONGEST_CREDIT: usize = 160;
    let trimmed = block.trim_end_matches('.');
    let open = match trimmed.chars().next_back()? {
        ')' => '(',
        ']' => '[',
        _ => return None,
    };
    let start = trimmed.rfind(open)?;
    let inside = &trimmed[start + 1..trimmed.len() - 1];
    if inside.len() > LONGEST_CREDIT {
        return None;
    }
    let words = || inside.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_credit = is_agency(inside.trim())
        || inside
            .split([',', '/'])
            .flat_map(|part| part.split(" via "))
            .any(|part| is_agency(part.trim()))
        || words()
            .take(2)
            .any(|word| DATA.photo_words.iter().any(|w| w.eq_ignore_ascii_case(word)));
    let names = words().filter(|word| word.starts_with(char::is_lowercase)).count();
    (is_credit && 2 * names <= words().count()).then_some(start)
}

/// Where a credit of names with a slash begins at the end of a caption: `… the harbour wall Ann Lee/Bay News`.
pub(super) fn slashed_credit(caption: &str) -> Option<usize> {
    let slash = caption.rfind('/')?;
    let is_name = |word: &str| word.starts_with(char::is_uppercase);
    if caption.ends_with(is_final) || !caption[slash + 1..].split(' ').all(is_name) {
        return None;
    }
    let mut start = slash;
    while let Some(at) = caption[..start].trim_end().rfind(' ') {
        if !is_name(&caption[at + 1..start]) {
            break;
        }
        start = at + 1;
    }
    let before = caption[..start].trim_end().rsplit(' ').next()?;
    let words = caption[start..].split([' ', '/']).count();
    (start < slash && !before.is_empty() && words <= 8).then_some(start)
}

/// Signs that a short block describes a picture.
pub(super) fn describes_picture(block: &str) -> bool {
    if is_agency_caption(block) {
        return true;
    }
    let folded = fold(block);
    let words: Vec<_> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let has = |list: &[String]| words.iter().any(|word| list.iter().any(|listed| listed == word));
    let contains = |list: &[String]| list.iter().any(|phrase| folded.contains(phrase.as_str()));
    let number = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit());
    let month = |word: &str| VALUE_WORDS.is_month(word);
    let dated = words
        .windows(2)
        .any(|pair| (month(pair[0]) && number(&pair[1])) || (number(&pair[0]) && month(pair[1])));
    !has(&DATA.narrative_words)
        && (contains(&DATA.picture_phrases)
            || (has(&DATA.picture_verbs) && (dated || contains(&DATA.picture_positions))))
}

/// Whether the line tells a story as a sentence does and a heading does not: with an auxiliary or a verb of saying, and not
/// as a question.
pub(super) fn tells(line: &str) -> bool {
    let folded = fold(line);
    let mut words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let asks = words
        .clone()
        .next()
        .is_some_and(|first| DATA.question_words.iter().any(|word| word == first));
    !asks && words.any(|word| DATA.narrative_words.iter().any(|listed| listed == word))
}

/// `PARIS, FRANCE - JANUARY 06: …`
fn is_agency_caption(block: &str) -> bool {
    let Some((place, rest)) = block.split_once(" - ") else { return false };
    let Some((date, _)) = rest.split_once(':') else { return false };
    is_upper(place)
        && place.len() <= 60
        && is_upper(date)
        && date.chars().any(|c| c.is_ascii_digit())
        && VALUE_WORDS
            .months()
            .iter()
            .flatten()
            .any(|month| date.to_lowercase().starts_with(month.as_str()))
}

fn is_upper(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

/// The date of a line that gives nothing else: `[January 07, 2026]`, `Published 6 January 2026, 10:15 GMT`.
pub(super) fn date_line(line: &str) -> Option<&str> {
    /// Longer lines say something besides the date. In bytes.
    const LONGEST_DATE: usize = 80;
    let inside = line.trim_matches(|c| matches!(c, '[' | ']' | '(' | ')')).trim();
    if line.len() > LONGEST_DATE || !inside.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut has_month = false;
    for word in inside.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let lower = word.to_lowercase();
        let month = VALUE_WORDS.is_month(&lower);
        has_month |= month;
        let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let named = month || VALUE_WORDS.is_weekday(&lower);
        if !(named || number || DATA.date_words.contains(&lower)) {
            return None;
        }
    }
    let numeric = inside.len() == 10 && inside.split(['-', '/', '.']).count() == 3;
    if !has_month && !numeric {
        return None;
    }
    let labels =
        ["published", "updated", "posted", "first published", "last updated", "on", "at", ":"];
    let mut date = inside;
    while let Some(rest) = labels.iter().find_map(|label| strip_prefix_ignore_case(date, label)) {
        date = rest.trim_start();
    }
    Some(date)
}

fn strip_prefix_ignore_case<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let head = text.get(..prefix.len())?;
    let rest = &text[prefix.len()..];
    let ends = prefix == ":" || rest.starts_with([' ', ':']);
    (head.eq_ignore_ascii_case(prefix) && ends).then_some(rest)
}

/// The names of a byline: `By SYLVIE CORBET and JOHN LEICESTER`.
pub(super) fn byline(line: &str) -> Option<&str> {
    /// Longer lines are sentences. In words.
    const MOST_WORDS: usize = 14;
    let names = ["By ", "BY ", "by "].iter().find_map(|by| line.strip_prefix(by))?.trim();
    let words = || names.split([' ', ',']).filter(|word| !word.is_empty());
    let is_name = |word: &str| {
        is_name_word(word) || DATA.byline_words.iter().any(|known| known.eq_ignore_ascii_case(word))
    };
    let sentence = names.ends_with(['.', '?', '!', ':', ';']);
    (!sentence
        && words().count() <= MOST_WORDS
        && words().all(is_name)
        && names.starts_with(char::is_uppercase))
    .then_some(names)
}

/// Who a line `Source: Meduza` names.
pub(super) fn source_line(line: &str) -> Option<&str> {
    /// Longer lines say something besides the source. In words.
    const MOST_WORDS: usize = 6;
    let (label, name) = line.split_once(':')?;
    let name = name.trim();
    let known = DATA.source_words.iter().any(|word| word.eq_ignore_ascii_case(label.trim()));
    (known
        && !name.is_empty()
        && name.split(' ').count() <= MOST_WORDS
        && !name.ends_with('.')
        && name.split(' ').all(is_name_word))
    .then_some(name)
}

/// Place and agency before the first sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dateline<'t> {
    /// Bytes up to and with the dash.
    pub(super) len: usize,
    /// The agency in brackets.
    pub(super) agency: Option<&'t str>,
}

/// The whole date in a dateline: `4 May 2026` in `LONDON, 4 May 2026 (Reuters) —`.
pub(super) fn date_of_dateline(dateline: &str) -> Option<&str> {
    let (_, rest) = dateline.split_once(',')?;
    let date = rest.split('(').next()?.trim_matches(|c: char| !c.is_alphanumeric());
    let first = date.split(|c: char| !c.is_alphanumeric()).next()?.to_lowercase();
    let is_date = VALUE_WORDS.is_month(&first) || first.starts_with(|c: char| c.is_ascii_digit());
    (is_date && dates::day(date).is_some()).then_some(date)
}

/// `PARIS (AP) —`, `WASHINGTON, Jan 6 (Reuters) -`, `LONDON —`.
pub(super) fn dateline(block: &str) -> Option<Dateline<'_>> {
    /// Longer beginnings are sentences. In bytes.
    const LONGEST_DATELINE: usize = 80;
    let (at, dash) = ["—", "–", "--", " - "]
        .iter()
        .filter_map(|dash| block.find(dash).map(|at| (at, *dash)))
        .min()?;
    let head = block[..at].trim_end();
    if at > LONGEST_DATELINE || head.is_empty() {
        return None;
    }
    let (place, agency) = match head.strip_suffix(')').and_then(|head| head.rsplit_once('(')) {
        Some((place, agency)) => (place.trim(), Some(agency.trim())),
        None => (head, None),
    };
    let is_place_word = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        bare.is_empty()
            || bare.bytes().all(|byte| byte.is_ascii_digit())
            || VALUE_WORDS.is_month(&bare.to_lowercase())
            || if agency.is_some() { bare.starts_with(char::is_uppercase) } else { is_upper(bare) }
    };
    let starts =
        place.split([' ', ',']).next().is_some_and(|word| is_upper(word) && word.len() > 2);
    let named = agency.is_some_and(|name| {
        name.len() <= 30
            && name.starts_with(|c: char| c.is_alphanumeric())
            && name.split(' ').count() <= 4
    });
    let spaced = !matches!(dash, "—" | "–")
        || block[..at].ends_with(' ')
        || block[at + dash.len()..].starts_with(' ');
    let fits = place.split(' ').all(is_place_word)
        && spaced
        && if agency.is_some() {
            named && (starts || agency.is_some_and(is_agency))
        } else {
            starts
        };
    fits.then_some(Dateline { len: at + dash.trim_end().len(), agency })
}

/// Who a copyright notice names: `All contents © copyright 2026 Associated Press. All rights reserved`.
pub(super) fn copyright_holder(line: &str) -> Option<&str> {
    /// Longer names are something else. In words.
    const MOST_WORDS: usize = 6;
    let (_, rest) = line
        .split_once('©')
        .or_else(|| line.split_once("(c)"))
        .or_else(|| line.split_once("Copyright"))?;
    // A sign without a year is a picture's credit as often.
    if !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut name = rest;
    loop {
        let trimmed = name.trim_start_matches(|c: char| {
            c.is_ascii_digit() || c.is_whitespace() || matches!(c, '-' | '–' | ',' | '©')
        });
        let trimmed = strip_prefix_ignore_case(trimmed, "copyright").unwrap_or(trimmed);
        let trimmed = strip_prefix_ignore_case(trimmed, "by").unwrap_or(trimmed);
        if trimmed.len() == name.len() {
            break;
        }
        name = trimmed;
    }
    let end = name.find(". ").or_else(|| name.find('|')).unwrap_or(name.len());
    let name = name[..end].trim().trim_end_matches('.');
    let name = name.split(" All rights").next().unwrap_or(name).trim();
    let words = || name.split(' ');
    (!name.is_empty() && words().count() <= MOST_WORDS && words().all(is_name_word)).then_some(name)
}
