//! Whether what is served is likely to be the whole article: a second opinion from the data of the page, and from how
//! much of its running text is left out.

use std::collections::HashSet;

use super::json_ld::Article;
use super::keep::{Kept, squeeze};
use super::marks::{self, Marks};
use super::paragraphs::Paragraph;
use crate::model::origins::{self, Doubt, LEAST_SERVED};

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

/// How many letters and digits the page shows from the first to the last paragraph that is served, whether these are served or
/// not; links and running text count, what is no part of the article by its name and no running text does not.
pub(super) fn letters(marks: &Marks, paragraphs: &[Paragraph], kept: &[Kept]) -> usize {
    let served = || kept.iter().filter(|one| one.is_text()).map(|one| one.paragraph);
    let (Some(first), Some(last)) = (served().min(), served().max()) else { return 0 };
    let kept: HashSet<usize> = kept.iter().map(|one| one.paragraph).collect();
    let counts = |index: &usize| {
        let paragraph = &paragraphs[*index];
        let within = (first..=last).contains(index)
            && (!marks.has(paragraph.holder, marks::NOISE) || paragraph.is_prose());
        within || kept.contains(index)
    };
    let letters = |index: usize| origins::letters(&paragraphs[index].words);
    (0..paragraphs.len()).filter(counts).map(letters).sum()
}

/// Whether the headline that the page shows is another one than it states. Both may leave words out.
pub(super) fn unlike_title(shown: Option<&str>, titles: &[String]) -> bool {
    let words = |text: &str| -> HashSet<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let Some(shown) = shown.map(words).filter(|shown| shown.len() > 1) else { return false };
    let is_like = |title: &String| {
        let title = words(title);
        let both = title.intersection(&shown).count();
        title.len() < 2 || both * 3 >= title.len().min(shown.len())
    };
    !titles.is_empty() && !titles.iter().any(is_like)
}

/// The share in percent, if it is smaller than it should be.
fn below(part: usize, whole: usize) -> Option<u8> {
    origins::below(part, whole, LEAST_SERVED)
}

/// Each four words that follow each other, by letters and digits alone.
fn fours(text: &str) -> Vec<String> {
    let words: Vec<_> =
        text.split_whitespace().map(squeeze).filter(|word| !word.is_empty()).collect();
    words.windows(4).map(<[String]>::concat).collect()
}
