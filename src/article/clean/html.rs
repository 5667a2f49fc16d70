//! A page of HTML: which of its text is the article is decided by the readability library, and the article's
//! paragraphs are then looked up in the page itself, so that every word keeps its place in the file.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use dom_smoothie::Readability;

use super::CleanError;
use super::characters;
use super::draft::{Draft, Edit};
use super::scan::{Scan, scan};
use crate::model::document::Metadata;
use crate::model::plan::{Piece, Reason};
use crate::model::span::RawSpan;

/// At least this share of the article's words, in percent, must be found again in the page.
const FOUND_PERCENT: usize = 95;

/// Drops the markup and all that is not the article, and gives back what the page states about it.
pub(super) fn strip(draft: &mut Draft) -> Result<Metadata, CleanError> {
    let page = draft.text().to_owned();
    let Scan { edits, parts, borders } = scan(&page)?;
    draft.mark(borders);
    draft.edit(edits);
    characters::tidy(draft);
    let mut reader =
        Readability::new(page.as_str(), None, None).map_err(|_| CleanError::NoArticle)?;
    let article = reader.parse().map_err(|_| CleanError::NoArticle)?;
    let content = paragraphs(&article.content)?;
    let noise = noise(&page, &parts, &content, draft.text())?;
    let edits = align(draft.text(), &content, &noise, &squeeze(&article.title))?;
    draft.edit(edits);
    characters::tidy(draft);
    let stated = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    Ok(Metadata {
        title: stated(Some(article.title)),
        publisher: stated(article.site_name),
        author: stated(article.byline),
        date: stated(article.published_time),
        url: stated(article.url),
    })
}

/// Paragraphs by their letters and digits, because white space and marks around what was left out may differ.
type Paragraphs = HashMap<String, String>;

/// The edits that leave of a page's text what is the article.
fn align(
    text: &str,
    content: &Paragraphs,
    noise: &HashSet<String>,
    title: &str,
) -> Result<Vec<Edit>, CleanError> {
    let mut edits = Vec::new();
    let mut unknown = Vec::new();
    let mut found = 0;
    let mut seen = HashSet::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let range = start..start + line.len();
        start = range.end;
        let words = line.trim_end();
        let key = key(words);
        if let Some(known) = content.get(&key) {
            if noise.contains(&key) {
                edits.push(Edit::new(range, "", Reason::Navigation));
            }
            if seen.insert(key) {
                found += known.len();
            }
        } else if words.is_empty() || (key == title && seen.insert(key)) {
            // A blank line, or the headline, which the library takes out of the article.
        } else {
            unknown.push((range, words));
        }
    }
    // The library may have parted or joined a paragraph, or taken words out of it.
    let left = content.iter().filter(|(key, _)| !seen.contains(*key));
    let left: HashSet<_> = left.flat_map(|(_, words)| triples(words)).collect();
    for (range, words) in unknown {
        if is_made_of(words, &left) {
            found += words.len();
        } else {
            edits.push(Edit::new(range, "", Reason::Navigation));
        }
    }
    edits.sort_by_key(|edit| edit.range.start);
    let wanted: usize = content.values().map(String::len).sum();
    let enough = wanted > 0 && found * 100 >= wanted * FOUND_PERCENT;
    if enough { Ok(edits) } else { Err(CleanError::Unaligned) }
}

/// Whether the words are those of a paragraph, three by three: all of a few, most of many.
fn is_made_of(words: &str, known: &HashSet<[String; 3]>) -> bool {
    const MOST_PERCENT: usize = 70;
    const MANY: usize = 6;
    if known.is_empty() {
        return false;
    }
    let triples = triples(words);
    let mut covered = vec![false; triples.len() + 2];
    for (at, triple) in triples.iter().enumerate() {
        if known.contains(triple) {
            covered.iter_mut().skip(at).take(3).for_each(|word| *word = true);
        }
    }
    let found = covered.iter().filter(|word| **word).count();
    found == covered.len() || covered.len() >= MANY && found * 100 >= covered.len() * MOST_PERCENT
}

/// Each three words that follow each other.
fn triples(words: &str) -> Vec<[String; 3]> {
    let words: Vec<_> =
        words.split_whitespace().map(squeeze).filter(|word| !word.is_empty()).collect();
    words.windows(3).filter_map(|three| three.to_vec().try_into().ok()).collect()
}

/// Letters and digits alone; of a paragraph of signs the signs.
fn key(words: &str) -> String {
    let key = squeeze(words);
    if key.is_empty() { words.to_owned() } else { key }
}

/// The paragraphs of the article as the page's own scanner sees them.
fn paragraphs(content: &str) -> Result<Paragraphs, CleanError> {
    let copied = Piece { raw: RawSpan::new(0, content.len()), replacement: None };
    let mut draft = Draft::new(content.to_owned(), vec![copied]);
    draft.edit(scan(content)?.edits);
    characters::tidy(&mut draft);
    let lines = draft.text().split('\n').filter(|line| !line.is_empty());
    Ok(lines.map(|line| (key(line), line.to_owned())).collect())
}

/// The paragraphs of the parts that are no article and that stand nowhere else; none if they make up much of the article,
/// for then their names were misread.
fn noise(
    page: &str,
    parts: &[Range<usize>],
    content: &Paragraphs,
    text: &str,
) -> Result<HashSet<String>, CleanError> {
    /// Of the article's length.
    const MOST_PERCENT: usize = 50;
    let mut noise = HashSet::new();
    for part in parts {
        noise.extend(paragraphs(page.get(part.clone()).unwrap_or_default())?.into_keys());
    }
    noise.retain(|line| content.contains_key(line));
    let mut places: HashMap<String, usize> = HashMap::new();
    if !noise.is_empty() {
        for line in text.split('\n').map(key).filter(|line| noise.contains(line)) {
            *places.entry(line).or_default() += 1;
        }
    }
    noise.retain(|line| places.get(line).is_none_or(|count| *count < 2));
    let length = |lines: &HashSet<String>| lines.iter().map(String::len).sum::<usize>();
    let most = content.keys().map(String::len).sum::<usize>() * MOST_PERCENT / 100;
    Ok(if length(&noise) > most { HashSet::new() } else { noise })
}

/// Letters and digits alone, for comparing titles.
fn squeeze(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
