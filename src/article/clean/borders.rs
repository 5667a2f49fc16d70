//! Where elements begin and end out of which no sentence leads: captions, items, cells, headings, quotations set apart.
//!
//! A stray break cuts a paragraph and may be mended; the end of such an element is no stray break.

use std::ops::Range;

/// What kind of element it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// An item of a list, which may go on in the next one.
    Item,
    /// The words under a picture.
    Caption,
    /// A heading, a cell, a quotation set apart.
    Other,
}

/// One end of such an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Border {
    /// An offset of the text in which it was found; of the raw bytes once the draft keeps it.
    pub(super) at: usize,
    pub(super) part: Part,
    pub(super) opens: bool,
}

/// The strongest border that a sentence would have to cross in this stretch of raw bytes. An element that begins and ends
/// in the stretch is none: it stands between the two edges.
pub(super) fn crossed(borders: &[Border], stretch: &Range<usize>) -> Option<Part> {
    let first = borders.partition_point(|border| border.at < stretch.start);
    let mut open: Vec<Part> = Vec::new();
    let mut strongest = None;
    for border in borders.get(first..)?.iter().take_while(|border| border.at <= stretch.end) {
        if border.opens {
            open.push(border.part);
        } else if let Some(at) = open.iter().rposition(|part| *part == border.part) {
            open.truncate(at);
        } else {
            strongest = strongest.max(Some(border.part));
        }
    }
    strongest.max(open.into_iter().max())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_between_are_no_borders() {
        // `[` opens and `]` closes an item, `{` and `}` a caption, `<` and `>` something else.
        for (text, wanted) in [
            ("", None),
            ("]", Some(Part::Item)),
            ("[", Some(Part::Item)),
            ("{}", None),
            ("][", Some(Part::Item)),
            ("]{}", Some(Part::Item)),
            ("<>>", Some(Part::Other)),
            ("[>", Some(Part::Other)),
            ("{[}", None),
        ] {
            let borders: Vec<_> = text
                .char_indices()
                .map(|(at, c)| Border {
                    at,
                    part: match c {
                        '[' | ']' => Part::Item,
                        '{' | '}' => Part::Caption,
                        _ => Part::Other,
                    },
                    opens: matches!(c, '[' | '{' | '<'),
                })
                .collect();
            assert_eq!(crossed(&borders, &(0..text.len())), wanted, "{text}");
        }
        let border = Border { at: 4, part: Part::Item, opens: true };
        assert_eq!(crossed(&[border], &(5..9)), None);
        assert_eq!(crossed(&[border], &(0..3)), None);
    }
}
