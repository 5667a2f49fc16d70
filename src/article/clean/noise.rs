//! Parts of a page that are no article, told from the names that their elements bear: other stories, comments of readers,
//! newsletters, who the author is.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// Words in the class or the id of an element that holds no text of the article.
static NAMES: LazyLock<HashSet<&str>> =
    LazyLock::new(|| super::furniture::noise_names().iter().map(String::as_str).collect());

/// Elements that may be such a part.
const PARTS: [&str; 11] =
    ["div", "section", "aside", "ul", "ol", "article", "footer", "header", "form", "p", "nav"];

/// Elements that are open inside of a part, so that its end is known.
#[derive(Debug, Default)]
pub(super) struct Parts {
    open: Option<Part>,
    found: Vec<Range<usize>>,
}

#[derive(Debug)]
struct Part {
    name: String,
    start: usize,
    /// Elements of this name that are open, the part itself counted.
    depth: usize,
}

impl Parts {
    /// Sees a tag: its name in small letters, its attributes, where it stands.
    pub(super) fn see(
        &mut self,
        name: &str,
        attributes: &str,
        closes: bool,
        start: usize,
        end: usize,
    ) {
        match &mut self.open {
            Some(part) if part.name == name => {
                if !closes {
                    part.depth += 1;
                } else if part.depth > 1 {
                    part.depth -= 1;
                } else {
                    self.found.push(part.start..end);
                    self.open = None;
                }
            }
            None if !closes && PARTS.contains(&name) && is_noise(attributes) => {
                self.open = Some(Part { name: name.to_owned(), start, depth: 1 });
            }
            Some(_) | None => {}
        }
    }

    /// Where the parts stand in the page.
    pub(super) fn into_ranges(self) -> Vec<Range<usize>> {
        self.found
    }
}

/// Whether the class or the id names such a part: `related-stories`, `NewsletterSignup`.
fn is_noise(attributes: &str) -> bool {
    ["class", "id"].into_iter().filter_map(|key| value(attributes, key)).any(|value| {
        value.split_whitespace().any(|name| {
            let words = name.split(|c: char| !c.is_alphanumeric());
            words.clone().any(|word| NAMES.contains(word.to_lowercase().as_str()))
                || NAMES.contains(name.to_lowercase().as_str())
        })
    })
}

/// The value of an attribute in quote marks or without.
pub(super) fn value<'t>(attributes: &'t str, key: &str) -> Option<&'t str> {
    /// Only so many places are looked at.
    const MOST: usize = 8;
    attributes.match_indices(key).take(MOST).find_map(|(at, _)| {
        let before = attributes.get(..at)?;
        let rest = attributes.get(at + key.len()..)?.trim_start().strip_prefix('=')?.trim_start();
        if !before.is_empty() && !before.ends_with(char::is_whitespace) {
            return None;
        }
        match rest.chars().next()? {
            mark @ ('"' | '\'') => rest.get(1..)?.split(mark).next(),
            _ => rest.split(|c: char| c.is_whitespace() || c == '>').next(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_names() {
        for attributes in [
            " class=\"related-stories wide\"",
            " id='comments'",
            " data-x=\"1\" class=newsletter-signup>",
            " class=\"author-bio\"",
        ] {
            assert!(is_noise(attributes), "{attributes}");
        }
        for attributes in [
            "",
            " class=\"article-body\"",
            " data-class=\"related\"",
            " id=\"commentary\"",
            " class=\"byline author\"",
        ] {
            assert!(!is_noise(attributes), "{attributes}");
        }
    }
}
