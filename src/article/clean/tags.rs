//! The tags of a page, and what the names of elements mean for the text in them.

use super::attributes;

/// Elements that begin a new paragraph. All others stand in a line of text, those that nobody knows as well, which is
/// what a browser does with them.
pub(super) const BLOCK: [&str; 68] = [
    "address",
    "article",
    "aside",
    "audio",
    "blockquote",
    "body",
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

/// Elements that end without an end tag where the next one begins, so that they are never deep.
pub(super) const IMPLIED: [&str; 12] =
    ["p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot", "option", "colgroup"];

/// A tag, comment or declaration.
pub(super) struct Tag<'t> {
    /// Empty for comments and declarations.
    pub(super) name: &'t str,
    pub(super) attributes: &'t str,
    /// An end tag.
    pub(super) closes: bool,
    /// `<br/>`.
    pub(super) closed: bool,
    pub(super) end: usize,
}

impl<'t> Tag<'t> {
    /// The tag, comment or declaration that starts at `at`; none where the sign is text.
    pub(super) fn read(page: &'t str, at: usize) -> Option<Self> {
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

/// Whether nobody sees the element, by its attributes.
pub(super) fn is_hidden(attributes: &str) -> bool {
    let style = || attributes::value(attributes, "style").unwrap_or_default().to_ascii_lowercase();
    let hides = |style: &str| {
        style.split(';').filter_map(|rule| rule.split_once(':')).any(|(key, value)| {
            let value = value.trim().trim_end_matches("!important").trim_end();
            matches!((key.trim(), value), ("display", "none") | ("visibility", "hidden"))
        })
    };
    has_word(attributes, "hidden")
        || attributes::value(attributes, "aria-hidden").is_some_and(|value| value == "true")
            && !attributes.contains("fallback-image")
        || hides(&style())
}

/// Whether the attribute is there, with a value or without.
fn has_word(attributes: &str, key: &str) -> bool {
    /// Only so many places are looked at.
    const MOST: usize = 8;
    attributes.match_indices(key).take(MOST).any(|(at, _)| {
        let before = attributes.get(..at).unwrap_or_default();
        let behind = attributes.get(at + key.len()..).unwrap_or_default();
        before.ends_with(char::is_whitespace)
            && !before.trim_end().ends_with('=')
            && before.matches('"').count() % 2 == 0
            && before.matches('\'').count() % 2 == 0
            && (behind.is_empty() || behind.starts_with([' ', '\n', '\t', '\r', '=', '>', '/']))
    })
}

/// Just past the end tag of an element whose content is not read.
pub(super) fn find_end_tag(page: &str, from: usize, name: &str) -> Option<usize> {
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

/// Just past the end tag of an element in which others of its name may stand. An element that needs no end tag ends
/// before the next one of its name and with the element around it.
pub(super) fn find_end(page: &str, from: usize, name: &str) -> Option<usize> {
    let implied = IMPLIED.contains(&name);
    let mut depth = 1;
    let mut at = from;
    while let Some(found) = page.get(at..)?.find('<') {
        at += found;
        let Some(tag) = Tag::read(page, at) else {
            at += 1;
            continue;
        };
        let same = tag.name.eq_ignore_ascii_case(name);
        if same && tag.closes {
            depth -= 1;
            if depth == 0 {
                return Some(tag.end);
            }
        } else if implied && (same || tag.closes && is_block(tag.name)) {
            return Some(at);
        } else if same {
            depth += 1;
        }
        at = tag.end;
    }
    None
}

fn is_block(name: &str) -> bool {
    BLOCK.contains(&name.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_nobody_sees() {
        for attributes in [
            " hidden",
            " hidden=\"\"",
            " class=\"x\" hidden>",
            " aria-hidden=\"true\"",
            " style='display:none'",
            " style=\"color: red; DISPLAY: none !important\"",
            " style=\"visibility: hidden\"",
        ] {
            assert!(is_hidden(attributes), "{attributes}");
        }
        for attributes in [
            "",
            " class=\"hidden\"",
            " class=\"md hidden\"",
            " data-hidden",
            " title=hidden",
            " aria-hidden=\"false\"",
            " style=\"display:block\"",
        ] {
            assert!(!is_hidden(attributes), "{attributes}");
        }
    }
}
