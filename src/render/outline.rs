//! What a verdict or a comparison shows, in order and below which headings: walked once here, for a terminal and for
//! Discord to write each item in its own way.

use std::borrow::Cow;

use crate::model::answer::{Passage, label};
use crate::model::profile::Profile;
use crate::model::verdict::{
    Check, Comparison, Figures, Group, Match, Page, Quoted, Verdict, Wording,
};

/// Something to be shown.
#[derive(Debug, Clone, Copy)]
pub enum Item<'c> {
    /// A passage.
    Passage(&'c Passage<'c>),
    /// A place that a verdict rests on.
    Match(Verdict, &'c Match<'c>),
    /// Something that somebody is quoted with.
    Quoted(&'c Quoted<'c>),
    /// The same utterance in another document.
    Wording(&'c Wording<'c>),
    /// What several documents say of one number.
    Figures(&'c Figures<'c>),
}

/// An item with the heading that stands above it; most have none.
pub type Headed<'c> = (Cow<'static, str>, Item<'c>);

/// The places that a verdict rests on, then the other reports of the same utterance.
#[must_use]
pub fn check<'c>(check: &'c Check<'c>) -> Vec<Headed<'c>> {
    let matches = check.matches.iter().map(|one| bare(Item::Match(check.verdict, one)));
    let wordings = check.other_wordings().map(Item::Wording);
    matches.chain(under("Reported as, elsewhere:", wordings)).collect()
}

/// The quotations of a page.
#[must_use]
pub fn quotations<'c>(page: &'c Page<'c>) -> Vec<Headed<'c>> {
    page.quotations.iter().map(|quoted| bare(Item::Quoted(quoted))).collect()
}

/// A topic side by side: passages by document, utterances that several report, figures, a draft and its final text.
#[must_use]
pub fn comparison<'c>(comparison: &'c Comparison<'c>) -> Vec<Headed<'c>> {
    let Comparison { documents, wordings, figures, asks_for_figures, draft, final_text } =
        comparison;
    let mut items: Vec<_> = documents
        .iter()
        .flat_map(|side| {
            let heading = side.first().map_or_else(String::new, |one| label(one.document()));
            under(heading, side.iter().map(Item::Passage))
        })
        .collect();
    items.extend(wordings.iter().flat_map(group));
    let place = if *asks_for_figures { 0 } else { items.len() };
    items.splice(place..place, figures.iter().flat_map(of_figures));
    if !draft.is_empty() {
        items.extend(under("Of the draft:", draft.iter().map(Item::Passage)));
        items.extend(under("Of the final text:", final_text.iter().map(Item::Passage)));
    }
    items
}

/// Figures for one thing side by side, then the sentences in which they stand.
fn of_figures<'c>(figures: &'c Figures<'c>) -> impl Iterator<Item = Headed<'c>> {
    let heading = format!("Figures: {}", figures.thing);
    let mut sentences: Vec<&Passage<'c>> = vec![];
    for passage in figures.values.iter().flatten().map(|figure| &figure.passage) {
        if sentences.iter().all(|there| there.text() != passage.text()) {
            sentences.push(passage);
        }
    }
    let sentences = sentences.into_iter().map(|passage| bare(Item::Passage(passage)));
    std::iter::once((heading.into(), Item::Figures(figures))).chain(sentences)
}

/// Who somebody is: the sentences that tell it, then the quotations that tell most.
#[must_use]
pub fn profile<'c>(profile: &'c Profile<'c>) -> Vec<Headed<'c>> {
    let heading = if profile.is_described { "As the articles put it:" } else { "Named in:" };
    let told = under(heading, profile.told.iter().map(Item::Passage));
    let heading = if profile.best.len() < profile.quotations {
        "Among the quotations:"
    } else {
        "Quotations:"
    };
    told.chain(under(heading, profile.best.iter().map(Item::Quoted))).collect()
}

/// What is said of a name that no article has, or that several persons have.
#[must_use]
pub fn nobody(profile: &Profile<'_>) -> String {
    let names = match profile.nearest.split_last() {
        None => String::new(),
        Some((last, [])) => format!(" Did you mean {last}?"),
        Some((last, others)) => format!(" Did you mean {} or {last}?", others.join(", ")),
    };
    format!("No article tells who ‘{}’ is.{names}", profile.name)
}

/// An utterance as several documents report it.
pub fn group<'c>(group: &'c Group<'c>) -> impl Iterator<Item = Headed<'c>> {
    let first = std::iter::once(Item::Quoted(&group.first));
    under("The same utterance, reported as:", first.chain(group.others.iter().map(Item::Wording)))
}

/// Whether it is shown in what the asked words differ from a place: not where they are the same, and not where the
/// place is only the nearest there is.
#[must_use]
pub fn shows_difference(verdict: Verdict, one: &Match<'_>) -> bool {
    matches!(verdict, Verdict::Altered | Verdict::OtherSpeaker) && one.diff.len() > 1
}

/// An item without a heading.
fn bare(item: Item<'_>) -> Headed<'_> {
    (Cow::Borrowed(""), item)
}

/// Items of which the first has a heading.
fn under<'c>(
    heading: impl Into<Cow<'static, str>>,
    items: impl Iterator<Item = Item<'c>>,
) -> impl Iterator<Item = Headed<'c>> {
    let headings = std::iter::once(heading.into()).chain(std::iter::repeat(Cow::Borrowed("")));
    headings.zip(items)
}
