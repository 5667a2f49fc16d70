//! Paragraphs become blocks: told apart, put in order, and what is no text of the article dropped.

use std::ops::Range;

use super::borders::{self, Border, Part};
use super::draft::{Draft, Edit};
use super::hyphens::{self, Hyphen};
use super::lines::{Line, lines};
use super::roles::{self, Role};
use crate::english::sentences;
use crate::model::document::{Block, BlockKind, Metadata};
use crate::model::plan::Reason;
use crate::model::span::TextSpan;

/// Tells the blocks apart and drops what is not to be served. The draft has one paragraph a line.
pub(super) fn lay_out(draft: &mut Draft) -> (Vec<Block>, Metadata) {
    let mut lines = lines(draft);
    let (mut roles, metadata) = roles::assign(draft.text(), &lines);
    move_captions(draft, &mut lines, &mut roles);
    let blocks = drop_furniture(draft, &lines, &roles);
    (blocks, metadata)
}

/// Moves captions that stand in the middle of a sentence behind its paragraph, and marks the parts of the
/// paragraph as one.
fn move_captions(draft: &mut Draft, lines: &mut Vec<Line>, roles: &mut Vec<Role>) {
    let text = draft.text();
    let borders = draft.borders();
    let mut order: Vec<usize> = Vec::with_capacity(lines.len());
    let mut at = 0;
    let mut moved = false;
    while at < lines.len() {
        order.push(at);
        let mut held = Vec::new();
        while let Some(next) = continuation(text, borders, lines, roles, at) {
            roles[next] = Role::Continue { bullet: bullet_of(&roles[next]) };
            let between = at + 1..next;
            let (captions, dropped): (Vec<_>, Vec<_>) =
                between.partition(|line| matches!(roles[*line], Role::Keep { .. }));
            moved |= !captions.is_empty();
            order.extend(dropped);
            order.push(next);
            held.extend(captions);
            at = next;
        }
        order.extend(held);
        at += 1;
    }
    if !moved {
        return;
    }
    // The separators stay where they are: the one after the first line comes after the first line again.
    let separator = |line: usize| {
        lines[line].range.end..lines.get(line + 1).map_or(text.len(), |next| next.range.start)
    };
    let mut ranges = Vec::with_capacity(2 * lines.len());
    let mut moved_lines = Vec::with_capacity(lines.len());
    let mut end = 0;
    for (place, &line) in order.iter().enumerate() {
        let (length, gap) = (lines[line].range.len(), separator(place));
        moved_lines.push(Line { range: end..end + length, ..lines[line].clone() });
        end += length + gap.len();
        ranges.push(lines[line].range.clone());
        ranges.push(gap);
    }
    if draft.rearrange(&ranges) {
        *roles = order.iter().map(|line| roles[*line].clone()).collect();
        *lines = moved_lines;
    } else {
        for role in roles.iter_mut().filter(|role| matches!(role, Role::Continue { .. })) {
            let bullet = bullet_of(role);
            *role = Role::Keep { kind: BlockKind::Body, bullet, dateline: 0, credit: 0 };
        }
    }
}

/// The line with which the sentence goes on that breaks off at the end of this one, if only blank lines, captions and
/// furniture stand between.
fn continuation(
    text: &str,
    borders: &[Border],
    lines: &[Line],
    roles: &[Role],
    at: usize,
) -> Option<usize> {
    /// More blocks than this in the middle of a sentence are no interruption.
    const MOST_BETWEEN: usize = 6;
    let line = text.get(lines.get(at)?.range.clone())?;
    if !(roles[at].is_body() || matches!(roles[at], Role::Continue { .. })) || !breaks_off(line) {
        return None;
    }
    let between = roles[at + 1..].iter().take(MOST_BETWEEN + 1).position(Role::is_body)?;
    let next = at + 1 + between;
    let only_captions = roles[at + 1..next].iter().all(|role| match role {
        Role::Keep { kind, .. } => *kind == BlockKind::Caption,
        _ => true,
    });
    let bullet = bullet_of(&roles[next]);
    let small = text.get(lines[next].range.start + bullet..)?.starts_with(char::is_lowercase);
    // An item goes on in the next one only where it cannot end.
    let joins = match borders::crossed(borders, &(lines[at].raw.end..lines[next].raw.start)) {
        Some(Part::Item) => sentences::is_unfinished(line),
        Some(_) => false,
        None if bullet > 0 => sentences::is_unfinished(line),
        // Of lines without a blank line between them it has been decided that they are not one.
        None => between > 0 || lines[next].group != lines[at].group,
    };
    (small && only_captions && joins).then_some(next)
}

/// Length of the bullet before a block.
fn bullet_of(role: &Role) -> usize {
    match role {
        Role::Keep { bullet, .. } | Role::Continue { bullet } => *bullet,
        Role::Drop(_) => 0,
    }
}

fn breaks_off(line: &str) -> bool {
    line.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '-' | '‐' | '–' | '—'))
}

/// Edits the draft and gives back the blocks that are left.
fn drop_furniture(draft: &mut Draft, lines: &[Line], roles: &[Role]) -> Vec<Block> {
    let text_len = draft.text().len();
    let mut out = Assembly { edits: Vec::new(), added: 0, dropped: 0 };
    let mut blocks: Vec<Block> = Vec::new();
    let last_kept = roles.iter().rposition(|role| !matches!(role, Role::Drop(_)));
    for (index, (line, role)) in lines.iter().zip(roles).enumerate() {
        let next = lines.get(index + 1).map_or(text_len, |next| next.range.start);
        let separator = line.range.end..next;
        match role {
            Role::Drop(reason) => {
                out.replace(line.range.start..next, "", *reason);
                continue;
            }
            Role::Continue { bullet } => {
                if *bullet > 0 {
                    let start = line.range.start;
                    out.replace(start..start + bullet, "", Reason::Bullet);
                }
                if let Some(block) = blocks.last_mut() {
                    let end = out.place(line.range.end);
                    block.span = TextSpan::new(block.span.start(), end);
                }
            }
            Role::Keep { kind, dateline, bullet, credit } => {
                let mut start = line.range.start;
                if *bullet > 0 {
                    out.replace(start..start + bullet, "", Reason::Bullet);
                    start += bullet;
                }
                if *dateline > 0 {
                    let end = start + dateline;
                    let span = TextSpan::new(out.place(start), out.place(end));
                    blocks.push(Block { kind: BlockKind::Dateline, span });
                    // The space after the dash stands between the two blocks.
                    start = end + 1;
                }
                let end = line.range.end - credit;
                let span = TextSpan::new(out.place(start), out.place(end));
                if *credit > 0 {
                    out.replace(end..line.range.end, "", Reason::Credit);
                }
                blocks.push(Block { kind: *kind, span });
            }
        }
        let goes_on = roles[index + 1..].iter().find(|role| !matches!(role, Role::Drop(_)));
        if Some(index) == last_kept {
            if !separator.is_empty() {
                out.replace(separator, "", Reason::Whitespace);
            }
        } else if matches!(goes_on, Some(Role::Continue { .. })) {
            let words = draft.text().get(line.range.clone()).unwrap_or_default();
            let next = goes_on_at(draft.text(), lines, roles, index);
            let (hyphen, with) = match hyphens::at_line_end(draft.text(), words, next) {
                Some(Hyphen::Goes { bytes }) => (bytes, ""),
                Some(Hyphen::Stays) => (0, ""),
                None => (0, " "),
            };
            out.replace(separator.start - hyphen..separator.end, with, Reason::LineWrap);
        }
    }
    draft.edit(out.edits);
    blocks
}

/// The words with which the sentence goes on behind the line.
fn goes_on_at<'t>(text: &'t str, lines: &[Line], roles: &[Role], at: usize) -> &'t str {
    let behind = lines.iter().zip(roles).skip(at + 1);
    let next = behind
        .filter(|(_, role)| matches!(role, Role::Continue { .. }))
        .map(|(line, role)| line.range.start + bullet_of(role)..line.range.end)
        .next();
    next.and_then(|next| text.get(next)).unwrap_or_default()
}

/// Edits in order, and where they put what comes after them.
struct Assembly {
    edits: Vec<Edit>,
    added: usize,
    dropped: usize,
}

impl Assembly {
    fn replace(&mut self, range: Range<usize>, with: &'static str, why: Reason) {
        self.dropped += range.len();
        self.added += with.len();
        self.edits.push(Edit::new(range, with, why));
    }

    /// Where an offset of the present text, past all edits so far, comes to stand.
    fn place(&self, offset: usize) -> usize {
        offset + self.added - self.dropped
    }
}
