//! Hyphens at the ends of lines: of a word that was cut there, or of a word that has one anyway.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::english::offices;
use crate::english::value_words::{Part, VALUE_WORDS};

/// What becomes of the hyphen when the line is joined to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hyphen {
    /// It belongs to the word: `self-` before `governing`.
    Stays,
    /// It was put in where the word was cut: `govern-` before `ment`.
    Goes { bytes: usize },
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    first_parts: HashSet<String>,
    doubtful_first_parts: HashSet<String>,
    endings: HashSet<String>,
    last_parts: HashSet<String>,
}

static WORDS: LazyLock<Data> = LazyLock::new(|| {
    crate::english::data(
        "hyphens.toml",
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/config/hyphens.toml")),
    )
});

/// Reads the hyphen at the end of `line`, which `next` follows; none without one.
///
/// How the text writes the word elsewhere decides; else its two parts do.
pub(super) fn at_line_end(text: &str, line: &str, next: &str) -> Option<Hyphen> {
    let (head, bytes) = ['-', '\u{2010}']
        .into_iter()
        .find_map(|hyphen| line.strip_suffix(hyphen).map(|rest| (rest, hyphen.len_utf8())))?;
    // `U.S.-` has a stop before its hyphen.
    if !head.ends_with(|c: char| c.is_alphanumeric() || c == '.') {
        return None;
    }
    let is_edge = |c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\'' | '’' | '.');
    let first = head.rsplit(is_edge).next().unwrap_or(head);
    let last = next.split(is_edge).next().unwrap_or(next).trim_end_matches('.');
    let goes = Hyphen::Goes { bytes };
    if last.is_empty() {
        // `two- / (or three-)year`
        return None;
    }
    if !first.chars().all(char::is_alphabetic) || !last.starts_with(char::is_lowercase) {
        return Some(Hyphen::Stays);
    }
    if matches!(last, "and" | "or" | "to") {
        // `short- and long-term`: nothing is joined.
        return None;
    }
    if has_word(text, &format!("{first}{last}")) {
        return Some(goes);
    }
    if has_word(text, &format!("{first}-{last}")) {
        return Some(Hyphen::Stays);
    }
    if WORDS.endings.contains(last) {
        return Some(goes);
    }
    let capitals = first.chars().filter(|c| c.is_uppercase()).count();
    let first = first.to_lowercase();
    // It stands in the next line anyway.
    let known = || count(text, last) > 1 || offices::is_title(last);
    let stays = first.contains('-')
        || capitals > 1
        || WORDS.first_parts.contains(&first)
        || matches!(VALUE_WORDS.part(&first), Part::Count(2..))
        || WORDS.last_parts.contains(last.split('-').next().unwrap_or(last))
        || is_participle(last)
        || (WORDS.doubtful_first_parts.contains(&first) && known());
    Some(if stays { Hyphen::Stays } else { goes })
}

/// `price-determining`, `flag-waving`: a participle that is a word of its own.
fn is_participle(last: &str) -> bool {
    /// A stem of two syllables, or one that is no ending of a longer word. In bytes.
    const SHORTEST: usize = 9;
    last.len() >= SHORTEST && (last.ends_with("ing") || last.ends_with("ed"))
}

/// Whether the word stands in the text, not inside a longer one.
pub(super) fn has_word(text: &str, word: &str) -> bool {
    count(text, word) > 0
}

/// How often the word stands in the text, up to a few times.
fn count(text: &str, word: &str) -> usize {
    /// Only so many places are looked at.
    const MOST: usize = 8;
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '-');
    let places = text.match_indices(word).take(MOST).filter(|(at, _)| {
        let before = text.get(..*at).and_then(|text| text.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|text| text.chars().next());
        edge(before) && edge(after)
    });
    places.count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_hyphens() {
        for (line, next, wanted) in [
            ("the govern-", "ment of the isle", "government"),
            ("the gar-", "dener", "gardener"),
            ("a well-", "kept mill", "well-kept"),
            ("the self-", "taught baker", "self-taught"),
            ("an ill-", "advised plan", "ill-advised"),
            ("a rust-", "preventing paint", "rust-preventing"),
            ("the U.S.-", "led fleet", "U.S.-led"),
            ("the EU-", "wide ban", "EU-wide"),
            ("a 24-", "hour strike", "24-hour"),
            ("Anna Berg-", "Olsen", "Berg-Olsen"),
            ("the mayor-", "elect", "mayor-elect"),
            ("the law-", "yer left", "lawyer"),
            ("they ex-", "pect it", "expect"),
            ("the high-", "er mill", "higher"),
            ("the pro-", "gramme", "programme"),
            ("the so-", "called plan", "so-called"),
            ("an ex-", "minister", "ex-minister"),
            ("a short-", "and long-term plan", "short- and"),
            ("a two‐", "year plan", "two‐year"),
            ("the meet‐", "ing", "meeting"),
        ] {
            let joined = match at_line_end(&format!("{line}\n{next}"), line, next) {
                Some(Hyphen::Stays) => format!("{line}{next}"),
                Some(Hyphen::Goes { bytes }) => format!("{}{next}", &line[..line.len() - bytes]),
                None => format!("{line} {next}"),
            };
            assert!(joined.contains(wanted), "{line} / {next} became {joined}, not {wanted}");
        }
        let text = "The co-owner and the day-\ncare. The daycare is shut.";
        assert_eq!(
            at_line_end(text, "The co-owner and the day-", "care."),
            Some(Hyphen::Goes { bytes: 1 })
        );
        let text = "The tide-\ntable. A tide-table hangs there.";
        assert_eq!(at_line_end(text, "The tide-", "table."), Some(Hyphen::Stays));
    }
}
