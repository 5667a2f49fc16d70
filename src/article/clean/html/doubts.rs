//! Whether what is served is likely to be the whole article: a second opinion from the data of the page, and from how
//! much of its running text is left out.

use std::collections::HashSet;

use super::json_ld::Article;
use super::keep::{Kept, squeeze};
use super::marks::{self, Marks};
use super::paragraphs::Paragraph;
use crate::model::origins::Doubt;

/// A smaller share of the text is told, in percent.
const LEAST: usize = 80;

/// What speaks against the text.
pub(super) fn doubt(
    marks: &Marks,
    data: &Article,
    paragraphs: &[Paragraph],
    kept: &[Kept],
) -> Option<Doubt> {
    /// Shorter texts of the data are teasers. In words.
    const SHORTEST: usize = 60;
    let served: HashSet<usize> = kept.iter().map(|one| one.paragraph).collect();
    if let Some(body) = data.body.as_deref() {
        let wanted = fours(body);
        if wanted.len() >= SHORTEST {
            let words: String = kept
                .iter()
                .flat_map(|one| [paragraphs[one.paragraph].words.as_str(), " "])
                .collect();
            let known: HashSet<_> = fours(&words).into_iter().collect();
            let found = wanted.iter().filter(|four| known.contains(*four)).count();
            if let Some(percent) = below(found, wanted.len()) {
                return Some(Doubt::UnlikeData(percent));
            }
        }
    }
    if data.is_paid {
        return Some(Doubt::Paid);
    }
    let (mut left, mut all) = (0, 0);
    for (index, paragraph) in
        paragraphs.iter().enumerate().filter(|(_, paragraph)| paragraph.is_prose())
    {
        if marks.has(paragraph.holder, marks::NOISE) {
            continue;
        }
        all += paragraph.length;
        if !served.contains(&index) {
            left += paragraph.length;
        }
    }
    below(all - left, all).map(Doubt::Short)
}

/// The share in percent, if it is smaller than it should be.
fn below(part: usize, whole: usize) -> Option<u8> {
    let percent = part * 100 / whole.max(1);
    (whole > 0 && percent < LEAST).then(|| u8::try_from(percent).unwrap_or(u8::MAX))
}

/// Each four words that follow each other, by letters and digits alone.
fn fours(text: &str) -> Vec<String> {
    let words: Vec<_> =
        text.split_whitespace().map(squeeze).filter(|word| !word.is_empty()).collect();
    words.windows(4).map(<[String]>::concat).collect()
}
