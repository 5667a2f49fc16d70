//! What each paragraph of an article is for, decided from its words, its shape and its neighbours.

use super::endings;
use super::furniture;
use super::lines::{Line, first_places};
use super::markup::Markup;
use crate::english::sentences::{self, LineBreak};
use crate::model::document::{BlockKind, Metadata};
use crate::model::plan::Reason;
use crate::model::span::TextSpan;

/// Headlines are not longer, in bytes.
const LONGEST_HEADLINE: usize = 250;

/// Sub-headings are not longer, in bytes and in words.
const LONGEST_SUBHEADING: (usize, usize) = (90, 14);

/// Captions that are told by their words alone are not longer, in bytes.
const LONGEST_CAPTION: usize = 450;

/// Standfirsts are not longer, in bytes.
const LONGEST_STANDFIRST: usize = 350;

/// The address of a copied text stands among its first paragraphs: so many.
const COPIED_HEAD: usize = 4;

/// What becomes of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    /// It is a block. Lengths in bytes: the bullet and the dateline before it, the credit at its end.
    Keep { kind: BlockKind, bullet: usize, dateline: usize, credit: usize },
    /// It goes on with the sentence of the block before it; the bullet before it in bytes.
    Continue { bullet: usize },
    /// It is dropped.
    Drop(Reason),
}

impl Role {
    pub(super) fn keep(kind: BlockKind) -> Self {
        Self::Keep { kind, bullet: 0, dateline: 0, credit: 0 }
    }

    pub(super) fn is_body(&self) -> bool {
        matches!(self, Self::Keep { kind: BlockKind::Body, .. })
    }
}

/// The paragraphs of a text while their roles are being found; none yet found is `None`.
struct Page<'t> {
    lines: Vec<&'t str>,
    groups: Vec<usize>,
    /// What they are by the markup of a page.
    markup: Vec<Option<Markup>>,
    roles: Vec<Option<Role>>,
    /// Stands twice, one right after the other.
    doubled: Vec<bool>,
    metadata: Metadata,
}

/// The role of each line, and what the lines state about the article.
pub(super) fn assign(text: &str, lines: &[Line]) -> (Vec<Role>, Metadata) {
    let mut page = Page {
        lines: lines.iter().map(|line| &text[line.range.clone()]).collect(),
        groups: lines.iter().map(|line| line.group).collect(),
        markup: lines.iter().map(|line| line.markup).collect(),
        roles: vec![None; lines.len()],
        doubled: vec![false; lines.len()],
        metadata: Metadata::default(),
    };
    page.find_repeats(text, lines);
    page.find_furniture();
    page.find_last_lines();
    page.find_marked();
    let headline = page.marked_headline().or_else(|| page.find_headline());
    page.find_captions();
    page.find_datelines();
    page.find_bullets();
    page.find_standfirst(headline);
    page.find_subheadings();
    let body = |role: Option<Role>| role.unwrap_or(Role::keep(BlockKind::Body));
    (page.roles.into_iter().map(body).collect(), page.metadata)
}

impl Page<'_> {
    fn find_repeats(&mut self, text: &str, lines: &[Line]) {
        let places = first_places(text, lines);
        for index in 0..self.lines.len() {
            let Some(&first) = places.get(self.lines[index]) else { continue };
            if first < index {
                self.roles[index] = Some(Role::Drop(Reason::Repeat));
                self.doubled[first] |= self.lines[index - 1] == self.lines[index];
            }
        }
    }

    fn find_furniture(&mut self) {
        /// Bylines stand among the first paragraphs.
        const BYLINE_WITHIN: usize = 12;
        let mut holder = None;
        let mut after_lead = false;
        let mut kept = 0;
        for index in 0..self.lines.len() {
            let line = self.lines[index];
            if index < COPIED_HEAD && self.markup[index].is_none() && self.read_address(index) {
                continue;
            }
            let teaser = std::mem::take(&mut after_lead) && is_title(line);
            if self.roles[index].is_some() || self.markup[index] == Some(Markup::Headline) {
                continue;
            }
            let role = if furniture::is_teaser_lead(line) && !line.ends_with('.') {
                after_lead = true;
                Role::Drop(Reason::Navigation)
            } else if teaser || furniture::is_navigation(line) || self.is_page_break(index) {
                Role::Drop(Reason::Navigation)
            } else if furniture::is_credit(line) {
                holder = holder.or(furniture::copyright_holder(line));
                Role::Drop(Reason::Credit)
            } else if let Some(date) = furniture::date_line(line) {
                self.metadata.date.get_or_insert_with(|| date.to_owned());
                Role::keep(BlockKind::Dateline)
            } else if let Some(names) = furniture::byline(line).filter(|_| kept < BYLINE_WITHIN) {
                self.metadata.author.get_or_insert_with(|| names.to_owned());
                Role::keep(BlockKind::Byline)
            } else if let Some(source) = furniture::source_line(line) {
                self.metadata.publisher.get_or_insert_with(|| source.to_owned());
                Role::keep(BlockKind::Byline)
            } else {
                kept += 1;
                continue;
            };
            self.roles[index] = Some(role);
        }
        self.find_names_of_byline();
        if self.metadata.publisher.is_none() {
            self.metadata.publisher = holder.map(str::to_owned);
        }
    }

    /// The address or the site above a text that was copied from a page.
    fn read_address(&mut self, index: usize) -> bool {
        let line = self.lines[index];
        let is_url = furniture::is_address(line);
        if self.roles[index].is_none() && is_url {
            self.metadata.url.get_or_insert_with(|| line.to_owned());
        }
        let found = is_url || furniture::is_host(line);
        if found && self.roles[index].is_none() {
            self.roles[index] = Some(Role::Drop(Reason::Navigation));
        }
        found
    }

    /// Whether the line is the number of a page in the middle of a sentence.
    fn is_page_break(&self, index: usize) -> bool {
        let line = |index: Option<usize>| {
            index.and_then(|index| self.lines.get(index)).copied().unwrap_or_default()
        };
        furniture::is_page_break(
            line(index.checked_sub(1)),
            line(Some(index)),
            line(Some(index + 1)),
        )
    }

    /// The name of an author on a line of its own beside the byline.
    fn find_names_of_byline(&mut self) {
        /// A name has this many words at most.
        const MOST_WORDS: usize = 4;
        let Some(byline) =
            self.roles.iter().position(|role| *role == Some(Role::keep(BlockKind::Byline)))
        else {
            return;
        };
        let around = byline.saturating_sub(1)..(byline + 2).min(self.lines.len());
        for index in around.filter(|index| *index != byline) {
            let line = self.lines[index];
            let named = self.lines[byline].contains(line)
                && (2..=MOST_WORDS).contains(&line.split(' ').count());
            if self.roles[index].is_none() && named {
                self.roles[index] = Some(Role::keep(BlockKind::Byline));
            }
        }
    }

    /// Credits that can be told only by their place at the end.
    fn find_last_lines(&mut self) {
        for index in (0..self.lines.len()).rev() {
            match &self.roles[index] {
                Some(Role::Drop(_)) => {}
                None if furniture::is_last_line(self.lines[index]) => {
                    self.roles[index] = Some(Role::Drop(Reason::Credit));
                }
                _ => return,
            }
        }
    }

    /// The first paragraph that is neither furniture nor a caption, if it looks like a title.
    fn find_headline(&mut self) -> Option<usize> {
        let mut labels = Vec::new();
        for index in 0..self.lines.len() {
            let line = self.lines[index];
            if self.roles[index].is_some() {
                continue;
            }
            let caption = line.len() <= LONGEST_CAPTION
                && (furniture::describes_picture(line)
                    || furniture::trailing_credit(line).is_some());
            let has_more = self.roles[index + 1..].iter().any(Option::is_none);
            if furniture::is_section_label(line) && has_more {
                labels.push(index);
            } else if line.len() <= LONGEST_HEADLINE && is_title(line) && has_more && !caption {
                self.roles[index] = Some(Role::keep(BlockKind::Headline));
                self.metadata.title.get_or_insert_with(|| line.to_owned());
                for label in labels {
                    self.roles[label] = Some(Role::Drop(Reason::Navigation));
                }
                return Some(index);
            } else if self.doubled[index] || caption {
                self.keep_caption(index);
            } else {
                return labels.first().map(|&label| {
                    // The label is all the title there is ("Ukraine").
                    self.roles[label] = Some(Role::keep(BlockKind::Headline));
                    self.metadata.title.get_or_insert_with(|| self.lines[label].to_owned());
                    label
                });
            }
        }
        None
    }

    fn keep_caption(&mut self, index: usize) {
        let line = self.lines[index];
        let credit = furniture::trailing_credit(line)
            .or_else(|| furniture::slashed_credit(line))
            .map_or(0, |at| line.len() - line[..at].trim_end().len());
        let kind = BlockKind::Caption;
        let whole = credit == line.len();
        self.roles[index] = Some(if whole {
            Role::Drop(Reason::Credit)
        } else {
            Role::Keep { kind, bullet: 0, dateline: 0, credit }
        });
    }

    /// What the markup says.
    fn find_marked(&mut self) {
        for index in 0..self.lines.len() {
            if self.roles[index].is_some() {
                continue;
            }
            let kind = match self.markup[index] {
                Some(Markup::Caption) => {
                    self.keep_caption(index);
                    continue;
                }
                Some(Markup::Headline) => BlockKind::Headline,
                Some(Markup::Standfirst) => BlockKind::Standfirst,
                Some(Markup::Heading) => BlockKind::Subheading,
                Some(Markup::Byline) => BlockKind::Byline,
                Some(Markup::Text) | None => continue,
            };
            self.roles[index] = Some(Role::keep(kind));
        }
    }

    fn marked_headline(&self) -> Option<usize> {
        self.markup.iter().position(|markup| *markup == Some(Markup::Headline))
    }

    fn find_captions(&mut self) {
        for index in 0..self.lines.len() {
            let line = self.lines[index];
            if self.roles[index].is_some() {
                continue;
            }
            let short = line.len() <= LONGEST_CAPTION;
            let credited = short && furniture::trailing_credit(line).is_some();
            let before_credit = short
                && self.groups.get(index + 1) == Some(&self.groups[index])
                && furniture::is_picture_credit(self.lines[index + 1])
                && !furniture::is_agency(self.lines[index + 1]);
            let after_caption = index > 0
                && is_title(line)
                && self.groups[index - 1] == self.groups[index]
                && matches!(
                    self.roles[index - 1],
                    Some(Role::Keep { kind: BlockKind::Caption, .. })
                );
            if self.doubled[index]
                || credited
                || before_credit
                || after_caption
                || (short && furniture::describes_picture(line))
            {
                self.keep_caption(index);
            }
        }
    }

    fn find_datelines(&mut self) {
        /// After this many paragraphs a place in capitals is no dateline any more.
        const WITHIN: usize = 12;
        let untold: Vec<_> = (0..self.lines.len())
            .filter(|index| self.roles[*index].is_none())
            .take(WITHIN)
            .collect();
        for index in untold {
            let line = self.lines[index];
            let Some(dateline) = furniture::dateline(line) else { continue };
            if !line[dateline.len..].starts_with(' ') || line.len() < dateline.len + 2 {
                continue;
            }
            if let Some(agency) = dateline.agency {
                // A copyright notice names it in full.
                self.metadata.publisher.get_or_insert_with(|| agency.to_owned());
            }
            if let Some(date) = furniture::date_of_dateline(&line[..dateline.len]) {
                self.metadata.date.get_or_insert_with(|| date.to_owned());
            }
            let kind = BlockKind::Body;
            self.roles[index] =
                Some(Role::Keep { kind, bullet: 0, dateline: dateline.len, credit: 0 });
        }
    }

    fn find_bullets(&mut self) {
        for (line, role) in
            self.lines.iter().zip(&mut self.roles).filter(|(_, role)| role.is_none())
        {
            let bullet = bullet_len(line);
            if bullet > 0 && bullet < line.len() {
                *role = Some(Role::Keep { kind: BlockKind::Body, bullet, dateline: 0, credit: 0 });
            }
        }
    }

    /// A paragraph between the headline and the byline, date, picture or dateline before the body.
    fn find_standfirst(&mut self, headline: Option<usize>) {
        let Some(headline) = headline else { return };
        let kept = |role: &Option<Role>| !matches!(role, Some(Role::Drop(_)));
        let following =
            |after: usize| (after + 1..self.roles.len()).find(|index| kept(&self.roles[*index]));
        let Some(first) = following(headline).filter(|first| self.roles[*first].is_none()) else {
            return;
        };
        let parted = following(first).is_some_and(|next| match &self.roles[next] {
            Some(Role::Keep { kind: BlockKind::Body, dateline, .. }) => *dateline > 0,
            Some(Role::Keep { kind, .. }) => {
                matches!(kind, BlockKind::Byline | BlockKind::Dateline | BlockKind::Caption)
            }
            _ => false,
        });
        if parted && self.lines[first].len() <= LONGEST_STANDFIRST {
            self.roles[first] = Some(Role::keep(BlockKind::Standfirst));
        }
    }

    /// Short paragraphs that end without a stop, between paragraphs that are none.
    fn find_subheadings(&mut self) {
        let is_short: Vec<_> = (0..self.lines.len())
            .map(|index| self.roles[index].is_none() && is_subheading(self.lines[index]))
            .collect();
        let mut before: Option<usize> = None;
        for index in 0..self.lines.len() {
            if matches!(self.roles[index], Some(Role::Drop(_))) {
                continue;
            }
            let next = (index + 1..self.lines.len())
                .find(|next| !matches!(self.roles[*next], Some(Role::Drop(_))));
            let leads = next.is_some_and(|next| {
                !is_short[next]
                    && !is_signature(self.lines[next])
                    && self.roles[next].as_ref().is_none_or(Role::is_body)
                    && !goes_on(self.lines[index], self.lines[next])
            });
            let listed = before.is_some_and(|before| is_short[before]);
            if is_short[index] && leads && !listed {
                self.roles[index] = Some(Role::keep(BlockKind::Subheading));
            }
            before = Some(index);
        }
    }
}

/// No sentence: it ends without a full stop, comma, semicolon or colon.
fn is_title(line: &str) -> bool {
    let bare = endings::without(line).trim_end_matches(['"', '”', '’', '\'', ')', ']']);
    line.len() <= LONGEST_HEADLINE && !bare.ends_with(['.', ',', ';', ':', '…'])
        || bare.ends_with("U.S.") && line.len() <= LONGEST_HEADLINE
}

/// Whether the second line goes on with a sentence that the first one begins, blank lines between them or not.
pub(super) fn goes_on(line: &str, next: &str) -> bool {
    sentences::line_break(line, next) == LineBreak::Inside
}

fn is_subheading(line: &str) -> bool {
    line.len() <= LONGEST_SUBHEADING.0
        && line.split(' ').count() <= LONGEST_SUBHEADING.1
        && is_title(line)
        && !line.ends_with(['-', '–', '—', '!', '?'])
        && endings::without(line).len() == line.len()
        && !is_open_quotation(line)
        && bullet_len(line) == 0
        && !is_signature(line)
        && !line.starts_with(|c: char| c.is_lowercase())
        && line.chars().any(char::is_alphabetic)
        && !sentences::is_unfinished(line)
        && sentences::sentences(line, TextSpan::new(0, line.len())).len() == 1
}

/// Behind a dash stands who said what is above.
fn is_signature(line: &str) -> bool {
    line.starts_with(['—', '–', '―'])
}

/// A quotation that goes on after the line is somebody's words, not the editor's.
fn is_open_quotation(line: &str) -> bool {
    line.starts_with(['"', '“']) && !line.ends_with(['"', '”'])
}

/// Length of the bullet and the space after it; 0 without a bullet.
fn bullet_len(line: &str) -> usize {
    let bullet =
        ["•", "‣", "▪", "●", "◦", "·", "*", "-"].iter().find(|bullet| line.starts_with(**bullet));
    bullet
        .filter(|bullet| line[bullet.len()..].starts_with(' '))
        .map_or(0, |bullet| bullet.len() + 1)
}
