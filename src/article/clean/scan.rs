//! Reads the tags of a page: what leaves its text, which of its parts are no article, and where elements end.

use std::ops::Range;

use super::CleanError;
use super::borders::{Border, Part};
use super::draft::Edit;
use super::entities::reference;
use super::noise::Parts;
use super::superscripts;
use super::tags::{BLOCK, HIDDEN, IMPLIED, RAW, Tag, VOID, find_end, find_end_tag, is_hidden};
use crate::model::plan::Reason;

/// Elements nested deeper than this are refused, because the library walks them recursively.
const DEEPEST: usize = 512;

/// More elements than this are refused: no page of an article has so many.
const MOST_ELEMENTS: usize = 200_000;

/// More `&` than this are refused: the parser's time grows with the square of their number.
const MOST_REFERENCES: usize = 100_000;

/// What was found in a page.
pub(super) struct Scan {
    /// They leave the text: paragraphs with blank lines between them.
    pub(super) edits: Vec<Edit>,
    /// Where the parts stand that are no article.
    pub(super) parts: Vec<Range<usize>>,
    /// Where elements begin and end whose text never goes on outside of them.
    pub(super) borders: Vec<Border>,
}

/// Reads the tags and the character references of a page.
pub(super) fn scan(page: &str) -> Result<Scan, CleanError> {
    let mut edits = Vec::new();
    let mut parts = Parts::default();
    let mut nesting = Nesting::default();
    let mut borders = Vec::new();
    let mut references = 0;
    let mut at = 0;
    while let Some(found) = page[at..].find(['<', '&', '\n', '\r', '\t', '\x0C']) {
        at += found;
        match page.as_bytes()[at] {
            b'<' => {
                let Some(tag) = Tag::read(page, at) else {
                    at += 1;
                    continue;
                };
                let name = tag.name.to_ascii_lowercase();
                parts.see(&name, tag.attributes, tag.closes, at, tag.end);
                if let Some((end, raised)) = superscript(page, at, &tag, &name) {
                    edits.push(Edit::new(at..end, raised, Reason::NoteMark));
                    at = end;
                    continue;
                }
                if let Some(part) = part(&name) {
                    borders.push(Border { at, part, opens: !tag.closes });
                }
                let end = nesting.enter(page, &tag, &name)?;
                let with = match name.as_str() {
                    "" => "",
                    "sub" | "small" if parts_number(page, at, end) => " ",
                    "button" => " ",
                    "br" => "\n",
                    // A browser shows the marks.
                    "q" if tag.closes => "”",
                    "q" => "“",
                    name if BLOCK.contains(&name) => "\n\n",
                    _ => "",
                };
                edits.push(Edit::new(at..end, with, Reason::Markup));
                at = end;
            }
            b'&' => {
                references += 1;
                if references > MOST_REFERENCES {
                    return Err(CleanError::TooDeep);
                }
                let (len, made) = reference(&page[at..]);
                if let Some(made) = made {
                    edits.push(Edit::new(at..at + len, made, Reason::Entity));
                }
                at += len;
            }
            _ => {
                let rest = &page[at..];
                let blank =
                    rest.len() - rest.trim_start_matches([' ', '\n', '\r', '\t', '\x0C']).len();
                if nesting.preformatted == 0 {
                    edits.push(Edit::new(at..at + blank, " ", Reason::Whitespace));
                }
                at += blank;
            }
        }
    }
    Ok(Scan { edits, parts: parts.into_ranges(), borders })
}

/// Where an element `sup` ends and what stands for it, if not its words.
fn superscript(page: &str, at: usize, tag: &Tag<'_>, name: &str) -> Option<(usize, String)> {
    /// No note mark or exponent is longer, with its tags, in bytes.
    const LONGEST: usize = 400;
    if name != "sup" || tag.closes || tag.closed {
        return None;
    }
    let rest = page.get(tag.end..)?;
    let reach = rest.get(..rest.floor_char_boundary(LONGEST))?;
    let length = reach.to_ascii_lowercase().find("</sup")?;
    let close = tag.end + length;
    let end = close + page.get(close..)?.find('>')? + 1;
    let before = page.get(page.floor_char_boundary(at.saturating_sub(LONGEST))..at)?;
    superscripts::replacement(before, reach.get(..length)?).map(|raised| (end, raised))
}

/// Whether an element is one out of which no sentence leads.
fn part(name: &str) -> Option<Part> {
    match name {
        "li" => Some(Part::Item),
        "figcaption" | "caption" => Some(Part::Caption),
        "td" | "th" | "dt" | "dd" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" => {
            Some(Part::Other)
        }
        _ => None,
    }
}

/// Whether digits stand on both sides of a tag: `12<sub>3</sub>` is not 123.
fn parts_number(page: &str, start: usize, end: usize) -> bool {
    /// No further is looked, in bytes.
    const REACH: usize = 200;
    let from = page.floor_char_boundary(start.saturating_sub(REACH));
    let to = page.floor_char_boundary((end + REACH).min(page.len()));
    let mut before = page.get(from..start).unwrap_or_default();
    while let Some(tag) = before.strip_suffix('>').and_then(|rest| rest.rfind('<')) {
        before = before.get(..tag).unwrap_or_default();
    }
    let mut after = page.get(end..to).unwrap_or_default();
    while let Some(tag) = after.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
        after = tag.1;
    }
    let digit = |c: char| c.is_ascii_digit();
    before.ends_with(digit) && after.starts_with(digit)
}

/// Where the scanner stands in the tree of elements.
#[derive(Default)]
struct Nesting {
    depth: usize,
    elements: usize,
    preformatted: usize,
    /// Hidden elements whose end tag was not found: it is not looked for again.
    unclosed: Vec<String>,
}

impl Nesting {
    /// Passes a tag, and with the start tag of a hidden element its content. Gives back where text goes on.
    fn enter(&mut self, page: &str, tag: &Tag<'_>, name: &str) -> Result<usize, CleanError> {
        /// After so many elements without an end the page is too broken to look for more.
        const MOST_UNCLOSED: usize = 24;
        let named = HIDDEN.contains(&name);
        let hidden = !tag.closes
            && !tag.closed
            && !VOID.contains(&name)
            && (named || is_hidden(tag.attributes))
            && self.unclosed.len() < MOST_UNCLOSED
            && !self.unclosed.iter().any(|unclosed| unclosed == name);
        let end = match hidden {
            false => None,
            true if named => find_end_tag(page, tag.end, name),
            true => find_end(page, tag.end, name),
        };
        if hidden && end.is_none() {
            self.unclosed.push(name.to_owned());
        }
        let Some(end) = end else {
            self.count(tag, name)?;
            if name == "pre" {
                let before = self.preformatted;
                self.preformatted = if tag.closes { before.saturating_sub(1) } else { before + 1 };
            }
            return Ok(tag.end);
        };
        self.elements += 1;
        if !RAW.contains(&name) {
            self.count_all(page.get(tag.end..end).unwrap_or_default())?;
        }
        Ok(end)
    }

    /// The library reads what is hidden as well.
    fn count_all(&mut self, inside: &str) -> Result<(), CleanError> {
        let depth = self.depth;
        let mut at = 0;
        while let Some(found) = inside.get(at..).and_then(|rest| rest.find('<')) {
            at += found;
            let Some(tag) = Tag::read(inside, at) else {
                at += 1;
                continue;
            };
            self.count(&tag, &tag.name.to_ascii_lowercase())?;
            at = tag.end;
        }
        self.depth = depth;
        Ok(())
    }

    fn count(&mut self, tag: &Tag<'_>, name: &str) -> Result<(), CleanError> {
        let stays =
            tag.closed || name.is_empty() || VOID.contains(&name) || IMPLIED.contains(&name);
        self.elements += 1;
        if tag.closes {
            self.depth = self.depth.saturating_sub(usize::from(!stays));
        } else {
            self.depth += usize::from(!stays);
        }
        if self.depth > DEEPEST || self.elements > MOST_ELEMENTS {
            return Err(CleanError::TooDeep);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::clean::characters;
    use crate::article::clean::draft::Draft;
    use crate::model::plan::Piece;
    use crate::model::span::RawSpan;

    fn text_of(page: &str) -> String {
        let copied = Piece { raw: RawSpan::new(0, page.len()), replacement: None };
        let mut draft = Draft::new(page.to_owned(), vec![copied]);
        draft.edit(scan(page).unwrap().edits);
        characters::tidy(&mut draft);
        let (text, plan) = draft.into_parts();
        assert_eq!(plan.apply(page.as_bytes()).as_ref(), Ok(&text));
        text
    }

    #[test]
    fn leaves_the_text() {
        for (page, text) in [
            ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
            ("<p>O<b>n</b>e &amp; t<i>w</i>o</p>", "One & two"),
            ("<p>One\n  two<br>three</p>", "One two\nthree"),
            ("a < b and c > d & e", "a < b and c > d & e"),
            ("<p title=\"a > b\">One</p>", "One"),
            ("<!-- <p>no</p> --><p>yes</p>", "yes"),
            ("<script>if (a < b) { x() }</script><p>yes</p><STYLE>p{}</STYLE>", "yes"),
            ("caf&eacute; &#8220;x&#x201D; &#146; &bogus; &nbsp;y", "café “x” ’ &bogus; y"),
            ("<![CDATA[no]]><p>yes", "yes"),
            ("<p>open <b", "open"),
            ("<pre>one\ntwo</pre>", "one\ntwo"),
            ("<p>Ten <nobr>old mills</nobr> <x-note>bur</x-note>ned</p>", "Ten old mills burned"),
            (
                "<p>The <tt>mill</tt><script>x</script> of 12<sup>3</sup> feet</p>",
                "The mill of 12³ feet",
            ),
            ("<p>“It burns,”<sup><a href=\"#n\">4</a></sup> he said</p>", "“It burns,” he said"),
            ("<p>the 6<SUP>th</SUP> mill<sup>1</sup></p>", "the 6th mill"),
            ("<p>It cost <del>nine</del> <ins>ten</ins> euros</p>", "It cost ten euros"),
            ("<p>She said <q>no</q>.</p>", "She said “no”."),
            ("<p>x<sup>2", "x2"),
            (
                "<p>12<sub>3</sub> and 3<small>1</small> of H<sub>2</sub>O</p>",
                "12 3 and 3 1 of H2O",
            ),
            ("<p>He said <span hidden>x <span>y</span></span>that.</p>", "He said that."),
            ("<p>He <button>Share</button> said</p><p hidden>no<p>yes", "He said\n\nyes"),
            ("<p>He <span hidden>never closed</p>", "He never closed"),
            ("<p>One <i style='display:none'>x</i>two <img hidden>three</p>", "One two three"),
            ("", ""),
        ] {
            assert_eq!(text_of(page), text, "{page}");
        }
    }

    #[test]
    fn refuses_what_is_too_deep() {
        assert!(matches!(scan(&"<div>".repeat(100_000)), Err(CleanError::TooDeep)));
        let hidden = format!("<p hidden>{}</p>", "<b>".repeat(1000));
        assert!(matches!(scan(&hidden), Err(CleanError::TooDeep)));
        assert!(matches!(scan(&"&".repeat(100_001)), Err(CleanError::TooDeep)));
    }
}
