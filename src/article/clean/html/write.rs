//! The edits that leave of a page the paragraphs that are kept, word for word.

use super::super::draft::Edit;
use super::super::entities::reference;
use super::super::markup::Markup;
use super::super::superscripts;
use super::keep::Kept;
use super::marks::{self, Marks};
use super::paragraphs::Paragraph;
use super::tree::Tree;
use crate::model::plan::Reason;

/// The edits, and where each kept paragraph stands in the page.
pub(super) fn edits(
    tree: &Tree<'_>,
    marks: &Marks,
    paragraphs: &[Paragraph],
    kept: &[Kept],
) -> (Vec<Edit>, Vec<(std::ops::Range<usize>, Markup)>) {
    let mut writer = Writer { tree, marks, edits: Vec::new(), at: 0, dropped: false };
    let mut places = Vec::with_capacity(kept.len());
    for (place, one) in kept.iter().enumerate() {
        let paragraph = &paragraphs[one.paragraph];
        let before = if place == 0 { "" } else { "\n\n" };
        writer.dropped = true;
        if let Some(range) = writer.paragraph(paragraph, before) {
            places.push((range, one.markup));
        }
    }
    writer.gap(tree.page.len(), "", Reason::Navigation);
    (writer.edits, places)
}

struct Writer<'t, 'p> {
    tree: &'t Tree<'p>,
    marks: &'t Marks,
    edits: Vec<Edit>,
    /// The page is written up to here.
    at: usize,
    /// Words were left out since.
    dropped: bool,
}

impl Writer<'_, '_> {
    fn paragraph(
        &mut self,
        paragraph: &Paragraph,
        before: &'static str,
    ) -> Option<std::ops::Range<usize>> {
        let mut place: Option<std::ops::Range<usize>> = None;
        let mut with = before.to_owned();
        let mut skip_to = 0;
        for &text in &paragraph.texts {
            let node = &self.tree.nodes[text];
            if text < skip_to || self.is_control(text) || self.is_credit(text, paragraph) {
                continue;
            }
            if let Some((sup, raised)) = self.superscript(text) {
                let sup = &self.tree.nodes[sup];
                if place.is_some() {
                    with.push_str(&raised);
                    self.gap(sup.end, &with, Reason::NoteMark);
                    with.clear();
                }
                skip_to = sup.next;
                continue;
            }
            if place.is_some() {
                with = self.between(node.start, &with);
            }
            let reason = if self.dropped { Reason::Navigation } else { Reason::Markup };
            if self.is_blank(text) && place.is_none() {
                continue;
            }
            self.gap(node.start, &with, reason);
            with.clear();
            self.dropped = false;
            self.text(text);
            let start = place.map_or(node.start, |place| place.start);
            place = Some(start..node.end);
        }
        place
    }

    fn is_blank(&self, text: usize) -> bool {
        let node = &self.tree.nodes[text];
        self.tree.page.get(node.start..node.end).is_none_or(|text| text.trim().is_empty())
    }

    /// Who took the picture, in a caption that says more.
    fn is_credit(&self, text: usize, paragraph: &Paragraph) -> bool {
        self.marks.has(text, marks::CAPTION)
            && self.marks.has(text, marks::BYLINE)
            && !paragraph
                .texts
                .iter()
                .all(|text| self.marks.has(*text, marks::BYLINE) || self.is_blank(*text))
    }

    /// A button among the words, like "Share", or the address of a picture in a post.
    fn is_control(&self, text: usize) -> bool {
        let node = &self.tree.nodes[text];
        if self.marks.has(text, marks::POST) && self.marks.has(text, marks::LINK) {
            let words = self.tree.page.get(node.start..node.end).unwrap_or_default().trim();
            if ["pic.twitter.com/", "pic.x.com/", "https://t.co/"]
                .iter()
                .any(|at| words.starts_with(at))
            {
                return true;
            }
        }
        self.marks.has(text, marks::CONTROL)
            && !marks::is_said(self.tree.page.get(node.start..node.end).unwrap_or_default().trim())
    }

    /// What stands for the tags up to `to`: line breaks, the marks of quotations.
    fn between(&self, to: usize, so_far: &str) -> String {
        let mut with = so_far.to_owned();
        let gap = self.tree.page.get(self.at..to).unwrap_or_default();
        let mut at = 0;
        while let Some(found) = gap.get(at..).and_then(|rest| rest.find('<')) {
            at += found + 1;
            let tag = gap.get(at..).unwrap_or_default();
            let name: String = tag
                .trim_start_matches('/')
                .chars()
                .take(6)
                .take_while(char::is_ascii_alphanumeric)
                .map(|c| c.to_ascii_lowercase())
                .collect();
            match (name.as_str(), tag.starts_with('/')) {
                ("br", _) => with.push('\n'),
                // A browser shows the marks.
                ("q", true) => with.push('”'),
                ("q", false) => with.push('“'),
                ("sub" | "small" | "sup", _) if self.parts_number(to) && with.is_empty() => {
                    with.push(' ');
                }
                _ => {}
            }
        }
        if with.is_empty() && self.parts_sentences(to) {
            with.push(' ');
        }
        with
    }

    /// Whether digits stand on both sides: `12<sub>3</sub>` is not 123.
    fn parts_number(&self, to: usize) -> bool {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let page = self.tree.page;
        digit(page.get(..self.at).and_then(|text| text.chars().next_back()))
            && digit(page.get(to..).and_then(|text| text.chars().next()))
    }

    /// Whether one sentence ends in front and another begins behind, without a blank: `storms.</i><i>“We`.
    fn parts_sentences(&self, to: usize) -> bool {
        let page = self.tree.page;
        let Some((before, behind)) = page.get(..self.at).zip(page.get(to..)) else { return false };
        let bare = before.trim_end_matches(['”', '"', '’', ')']);
        let word = bare.trim_end_matches(['.', '!', '?']);
        let ends = bare.len() > word.len()
            && word.ends_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
        let long = word.chars().rev().take(3).filter(|c| c.is_lowercase()).count() == 3
            || bare.len() < before.len();
        ends && long && behind.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"'))
    }

    /// The element `sup` in which the text stands, with what stands for it, if not its words.
    fn superscript(&self, text: usize) -> Option<(usize, String)> {
        /// No further is looked, in bytes.
        const REACH: usize = 400;
        let sup =
            self.tree.ancestors(text).take(4).find(|node| self.tree.nodes[*node].name == "sup")?;
        let node = &self.tree.nodes[sup];
        let page = self.tree.page;
        let before =
            page.get(page.floor_char_boundary(node.start.saturating_sub(REACH))..node.start)?;
        let inside = page.get(node.inner..node.close).filter(|inside| inside.len() <= REACH)?;
        superscripts::replacement(before, inside).map(|raised| (sup, raised))
    }

    /// Copies a text, its references resolved and its blanks made even.
    fn text(&mut self, text: usize) {
        let node = &self.tree.nodes[text];
        let written = self.tree.page.get(node.start..node.end).unwrap_or_default();
        let even = !self.marks.has(text, marks::PREFORMATTED);
        let mut at = 0;
        while let Some(found) =
            written.get(at..).and_then(|rest| rest.find(['&', '\n', '\r', '\t', '\x0C']))
        {
            at += found;
            let rest = written.get(at..).unwrap_or_default();
            let place = node.start + at;
            if rest.starts_with('&') {
                let (length, made) = reference(rest);
                if let Some(made) = made {
                    self.edits.push(Edit::new(place..place + length, made, Reason::Entity));
                }
                at += length.max(1);
            } else {
                let blank =
                    rest.len() - rest.trim_start_matches([' ', '\n', '\r', '\t', '\x0C']).len();
                if even {
                    self.edits.push(Edit::new(place..place + blank, " ", Reason::Whitespace));
                }
                at += blank;
            }
        }
        self.at = node.end;
    }

    fn gap(&mut self, to: usize, with: &str, why: Reason) {
        if to > self.at {
            self.edits.push(Edit::new(self.at..to.max(self.at), with.to_owned(), why));
        }
        self.at = to.max(self.at);
    }
}
