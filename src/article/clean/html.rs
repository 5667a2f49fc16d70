//! A page of HTML: which of its text is the article is decided by the readability library, and the article's
//! paragraphs are then looked up in the page itself, so that every word keeps its place in the file.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use dom_smoothie::Readability;

use super::CleanError;
use super::characters;
use super::draft::{Draft, Edit};
use super::entities::reference;
use super::noise::Parts;
use super::superscripts;
use crate::model::document::Metadata;
use crate::model::plan::{Piece, Reason};
use crate::model::span::RawSpan;

/// Elements nested deeper than this are refused, because the library walks them recursively.
const DEEPEST: usize = 512;

/// More elements than this are refused: no page of an article has so many.
const MOST_ELEMENTS: usize = 200_000;

/// More `&` than this are refused: the parser's time grows with the square of their number.
const MOST_REFERENCES: usize = 100_000;

/// At least this share of the article's words, in percent, must be found again in the page.
const FOUND_PERCENT: usize = 95;

/// Drops the markup and all that is not the article, and gives back what the page states about it.
pub(super) fn strip(draft: &mut Draft) -> Result<Metadata, CleanError> {
    let page = draft.text().to_owned();
    let Scan { edits, parts } = scan(&page)?;
    draft.edit(edits);
    characters::tidy(draft);
    let mut reader =
        Readability::new(page.as_str(), None, None).map_err(|_| CleanError::NoArticle)?;
    let article = reader.parse().map_err(|_| CleanError::NoArticle)?;
    let content = paragraphs(&article.content)?;
    let title = squeeze(&article.title);
    let noise = noise(&page, &parts, &content, draft.text())?;
    let mut edits = Vec::new();
    let mut found = 0;
    let mut seen = HashSet::new();
    let text = draft.text();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let range = start..start + line.len();
        start = range.end;
        let words = line.trim_end();
        if content.contains(words) {
            if seen.insert(words) {
                found += words.len();
            }
            if noise.contains(words) {
                edits.push(Edit::new(range, "", Reason::Navigation));
            }
        } else if words.is_empty() || (squeeze(words) == title && seen.insert(words)) {
            // A blank line, or the headline, which the library takes out of the article.
        } else {
            edits.push(Edit::new(range, "", Reason::Navigation));
        }
    }
    let wanted: usize = content.iter().map(String::len).sum();
    if wanted == 0 || found * 100 < wanted * FOUND_PERCENT {
        return Err(CleanError::Unaligned);
    }
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

/// The paragraphs of the article as the page's own scanner sees them.
fn paragraphs(content: &str) -> Result<HashSet<String>, CleanError> {
    let copied = Piece { raw: RawSpan::new(0, content.len()), replacement: None };
    let mut draft = Draft::new(content.to_owned(), vec![copied]);
    draft.edit(scan(content)?.edits);
    characters::tidy(&mut draft);
    Ok(draft.text().split('\n').filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

/// The paragraphs of the parts that are no article and that stand nowhere else; none if they make up much of the article,
/// for then their names were misread.
fn noise(
    page: &str,
    parts: &[Range<usize>],
    content: &HashSet<String>,
    text: &str,
) -> Result<HashSet<String>, CleanError> {
    /// Of the article's length.
    const MOST_PERCENT: usize = 50;
    let mut noise = HashSet::new();
    for part in parts {
        noise.extend(paragraphs(page.get(part.clone()).unwrap_or_default())?);
    }
    noise.retain(|line| content.contains(line));
    let mut places: HashMap<&str, usize> = HashMap::new();
    for line in text.split('\n').filter(|line| noise.contains(*line)) {
        *places.entry(line).or_default() += 1;
    }
    let twice: HashSet<String> = places
        .iter()
        .filter(|(_, count)| **count > 1)
        .map(|(line, _)| (*line).to_owned())
        .collect();
    noise.retain(|line| !twice.contains(line));
    let length = |lines: &HashSet<String>| lines.iter().map(String::len).sum::<usize>();
    let most = length(content) * MOST_PERCENT / 100;
    Ok(if length(&noise) > most { HashSet::new() } else { noise })
}

/// Letters and digits alone, for comparing titles.
fn squeeze(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Elements whose content is no text of the page: code, controls, readings of characters, words that were struck out.
const HIDDEN: [&str; 15] = [
    "script", "style", "noscript", "template", "textarea", "title", "iframe", "svg", "select",
    "object", "rt", "rp", "del", "s", "strike",
];

/// Elements that begin a new paragraph. All others stand in a line of text, those that nobody knows as well, which is
/// what a browser does with them.
const BLOCK: [&str; 69] = [
    "address",
    "article",
    "aside",
    "audio",
    "blockquote",
    "body",
    "button",
    "canvas",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "iframe",
    "input",
    "legend",
    "li",
    "link",
    "main",
    "menu",
    "meta",
    "nav",
    "object",
    "ol",
    "optgroup",
    "option",
    "p",
    "pre",
    "search",
    "section",
    "select",
    "summary",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
    "video",
    "xmp",
];

/// Elements that have no end tag.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Elements that end without an end tag where the next one begins, so that they are never deep.
const IMPLIED: [&str; 12] =
    ["p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot", "option", "colgroup"];

/// What was found in a page.
struct Scan {
    /// They leave the text: paragraphs with blank lines between them.
    edits: Vec<Edit>,
    /// Where the parts stand that are no article.
    parts: Vec<Range<usize>>,
}

/// Reads the tags and the character references of a page.
fn scan(page: &str) -> Result<Scan, CleanError> {
    let mut edits = Vec::new();
    let mut parts = Parts::default();
    let mut nesting = Nesting::default();
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
                let end = nesting.enter(page, &tag, &name)?;
                let with = match name.as_str() {
                    "" => "",
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
    Ok(Scan { edits, parts: parts.into_ranges() })
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

/// Where the scanner stands in the tree of elements.
#[derive(Default)]
struct Nesting {
    depth: usize,
    elements: usize,
    preformatted: usize,
    /// Hidden elements whose end tag was not found: it is not looked for again.
    unclosed: Vec<&'static str>,
}

impl Nesting {
    /// Passes a tag, and with the start tag of a hidden element its content. Gives back where text goes on.
    fn enter(&mut self, page: &str, tag: &Tag<'_>, name: &str) -> Result<usize, CleanError> {
        self.elements += 1;
        let stays =
            tag.closed || name.is_empty() || VOID.contains(&name) || IMPLIED.contains(&name);
        let hidden = HIDDEN.into_iter().find(|hidden| *hidden == name);
        let mut end = tag.end;
        if tag.closes {
            self.depth = self.depth.saturating_sub(usize::from(!stays));
        } else if let Some(hidden) =
            hidden.filter(|hidden| !tag.closed && !self.unclosed.contains(hidden))
        {
            match find_end_tag(page, end, hidden) {
                Some(close) => end = close,
                None => self.unclosed.push(hidden),
            }
        } else {
            self.depth += usize::from(!stays);
        }
        if name == "pre" {
            let before = self.preformatted;
            self.preformatted = if tag.closes { before.saturating_sub(1) } else { before + 1 };
        }
        if self.depth > DEEPEST || self.elements > MOST_ELEMENTS {
            return Err(CleanError::TooDeep);
        }
        Ok(end)
    }
}

struct Tag<'t> {
    /// Empty for comments and declarations.
    name: &'t str,
    attributes: &'t str,
    /// An end tag.
    closes: bool,
    /// `<br/>`.
    closed: bool,
    end: usize,
}

impl<'t> Tag<'t> {
    /// The tag, comment or declaration that starts at `at`; none where the sign is text.
    fn read(page: &'t str, at: usize) -> Option<Self> {
        let rest = &page[at + 1..];
        let no_name =
            |end| Some(Self { name: "", attributes: "", closes: false, closed: true, end });
        if let Some(comment) = rest.strip_prefix("!--") {
            let end = comment.find("-->").map_or(page.len(), |end| at + 4 + end + 3);
            return no_name(end);
        }
        let bytes = page.as_bytes();
        let closes = rest.starts_with('/');
        let start = at + 1 + usize::from(closes);
        match bytes.get(start)? {
            b'!' | b'?' => {
                return no_name(page[start..].find('>').map_or(page.len(), |end| start + end + 1));
            }
            byte if byte.is_ascii_alphabetic() => {}
            _ => return None,
        }
        let is_name = |byte: &u8| !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'>');
        let name_end = start + bytes[start..].iter().take_while(|byte| is_name(byte)).count();
        let name = page.get(start..name_end)?;
        // The end of the tag is the first `>` outside of quoted values.
        let mut quote = None;
        let mut value = false;
        let mut end = page.len();
        for (offset, &byte) in bytes[name_end..].iter().enumerate() {
            match (quote, byte) {
                (Some(mark), _) if mark != byte => {}
                (Some(_), _) => quote = None,
                (None, b'"' | b'\'') if value => quote = Some(byte),
                (None, b'>') => {
                    end = name_end + offset + 1;
                    break;
                }
                _ => {}
            }
            value = byte == b'=' || (value && byte.is_ascii_whitespace());
        }
        let closed = end >= 2 && bytes[end - 2] == b'/';
        let attributes = page.get(name_end..end)?;
        Some(Self { name, attributes, closes, closed, end })
    }
}

/// Just past the end tag of a hidden element.
fn find_end_tag(page: &str, from: usize, name: &str) -> Option<usize> {
    let mut at = from;
    while let Some(found) = page[at..].find("</") {
        at += found + 2;
        let is_it = page.get(at..at + name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name));
        if is_it {
            return page[at..].find('>').map(|end| at + end + 1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

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
            ("", ""),
        ] {
            assert_eq!(text_of(page), text, "{page}");
        }
    }

    #[test]
    fn refuses_what_is_too_deep() {
        assert!(matches!(scan(&"<div>".repeat(100_000)), Err(CleanError::TooDeep)));
        assert!(matches!(scan(&"&".repeat(100_001)), Err(CleanError::TooDeep)));
    }
}
