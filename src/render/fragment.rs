//! Links to the words themselves: text fragments of addresses (WICG, "URL Fragment Text Directives").

use crate::model::document::Document;
use crate::model::span::TextSpan;

/// The address of the article with the words at `span` as its target; none without a web address.
///
/// A browser that cannot find the words shows the page from its top.
#[must_use]
pub fn link(document: &Document, span: TextSpan) -> Option<String> {
    let url = address(document.metadata().url.as_deref()?)?;
    let mark = if url.contains('#') { ":~:text=" } else { "#:~:text=" };
    Some(match directive(document.slice(span)) {
        Some(directive) if !url.contains(":~:") => format!("{url}{mark}{directive}"),
        _ => url,
    })
}

/// The words of a stretch, or its first and last ones; none without words.
fn directive(words: &str) -> Option<String> {
    /// Stretches of more words are named by their edges.
    const MOST: usize = 10;
    /// Words at each edge.
    const EDGE: usize = 4;
    let words: Vec<&str> = words.split_whitespace().collect();
    words.first()?;
    if words.len() <= MOST {
        return Some(encoded(&words.join(" ")));
    }
    let (first, last) = (words.get(..EDGE)?, words.get(words.len() - EDGE..)?);
    Some(format!("{},{}", encoded(&first.join(" ")), encoded(&last.join(" "))))
}

/// Letters and digits stay; commas, hyphens and ampersands mean something in a directive, so they are written as bytes too.
fn encoded(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for byte in words.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'_' | b'~' => out.push(byte.into()),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// An address that can stand in a link: web addresses only, with everything that could end the link early
/// written as its bytes.
pub(crate) fn address(url: &str) -> Option<String> {
    let lower = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    if !lower.starts_with("http://") && !lower.starts_with("https://") {
        return None;
    }
    let mut address = String::with_capacity(url.len());
    for byte in url.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => address.push(byte.into()),
            _ if b"-._~:/?#@!$&+,;=%".contains(&byte) => address.push(byte.into()),
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    Some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_directives() {
        for (words, directive) in [
            ("It sank.", Some("It%20sank.")),
            ("a-b, “c” & d", Some("a%2Db%2C%20%E2%80%9Cc%E2%80%9D%20%26%20d")),
            (
                "one two three four five six seven eight nine ten eleven",
                Some("one%20two%20three%20four,eight%20nine%20ten%20eleven"),
            ),
            ("  ", None),
        ] {
            assert_eq!(super::directive(words).as_deref(), directive, "{words}");
        }
        assert_eq!(address("javascript:alert(1)"), None);
        assert_eq!(
            address("https://example.org/a(b)").as_deref(),
            Some("https://example.org/a%28b%29")
        );
    }
}
