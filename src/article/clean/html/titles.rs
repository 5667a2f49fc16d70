//! Titles of pages: the name of the site is no part of the article's title.
//!
//! The rules for `<title>` are those of Readability.js (Mozilla, Apache-2.0).

use super::keep::squeeze;

/// Marks between a title and the name of the site.
const SEPARATORS: [char; 8] = ['|', '-', '–', '—', '\\', '/', '>', '»'];

/// Those that stand between the steps of a path.
const STEPS: [char; 4] = ['\\', '/', '>', '»'];

/// The title of the data: the headline, or of headline and name the one that is like the page's title.
pub(super) fn of_data(
    headline: &Option<String>,
    name: &Option<String>,
    page: Option<&str>,
) -> Option<String> {
    match (headline, name, page) {
        (Some(headline), Some(name), Some(page)) if headline != name => {
            let page = squeeze(page);
            let like = |title: &str| page.contains(&squeeze(title));
            Some(if like(name) && !like(headline) { name.clone() } else { headline.clone() })
        }
        (None, Some(name), Some(page)) => {
            squeeze(page).contains(&squeeze(name)).then(|| name.clone())
        }
        (headline, name, _) => headline.clone().or_else(|| name.clone()),
    }
}

/// What stands on either side of the separators of a title.
pub(super) fn parts(title: &str) -> Vec<String> {
    let mut parts = Vec::new();
    for separator in [" | ", " - ", " – ", " — ", " » ", " · ", " • ", " :: ", ": "] {
        if let Some((first, _)) = title.rsplit_once(separator) {
            parts.push(first.trim().to_owned());
        }
        if let Some((_, last)) = title.split_once(separator) {
            parts.push(last.trim().to_owned());
        }
        if let Some((first, _)) = title.split_once(separator) {
            parts.push(first.trim().to_owned());
        }
    }
    // The other part is the name of the site or of a section.
    parts.retain(|part| part.split(' ').count() > 1 && part.len() * 2 >= title.len());
    parts
}

/// The title without the name of the site behind or in front of it, where the headline or the site's name shows that it is one.
pub(super) fn without_site(title: &str, shown: Option<&str>, site: Option<&str>) -> String {
    let whole = squeeze(title);
    let shown = shown.map(squeeze).filter(|shown| !shown.is_empty());
    let site = site.map(squeeze).filter(|site| !site.is_empty());
    if shown.as_ref() == Some(&whole) {
        return title.to_owned();
    }
    for (at, c) in
        title.char_indices().filter(|(_, c)| SEPARATORS.contains(c) || matches!(c, '·' | '•' | ':'))
    {
        let (before, behind) = (title[..at].trim(), title[at + c.len_utf8()..].trim());
        let is_site = |part: &str| site.as_ref().is_some_and(|site| *site == squeeze(part));
        let is_shown = |part: &str| shown.as_ref().is_some_and(|shown| *shown == squeeze(part));
        if !before.is_empty() && is_site(behind) && (shown.is_none() || is_shown(before)) {
            return before.to_owned();
        }
        if !behind.is_empty() && is_site(before) && is_shown(behind) {
            return behind.to_owned();
        }
    }
    title.to_owned()
}

/// The title of a page by its `<title>` and the heading that is shown.
pub(super) fn of_page(title: &str, shown: Option<&str>) -> String {
    /// Titles of fewer or more characters are the site's, or are full of keywords.
    const USUAL: std::ops::RangeInclusive<usize> = 15..=150;
    let words = |text: &str| text.split_whitespace().count();
    let mut current = title.trim();
    let mut steps = false;
    let is_separator = |at: usize, c: char| {
        SEPARATORS.contains(&c)
            && title[..at].ends_with(char::is_whitespace)
            && title[at + c.len_utf8()..].starts_with(char::is_whitespace)
    };
    let separators: Vec<(usize, char)> =
        title.char_indices().filter(|(at, c)| is_separator(*at, *c)).collect();
    if let (Some((first, mark)), Some((last, _))) = (separators.first(), separators.last()) {
        steps = separators.iter().any(|(_, c)| STEPS.contains(c));
        current = title[..*last].trim();
        if words(current) < 3 {
            current = title[first + mark.len_utf8()..].trim();
        }
    } else if let Some((_, behind)) = title.rsplit_once(": ") {
        if shown.is_none_or(|shown| shown != title) {
            current = behind.trim();
            if words(current) < 3 {
                current = title.split_once(':').map_or(title, |(_, behind)| behind).trim();
            } else if title.split_once(':').is_some_and(|(before, _)| words(before) > 5) {
                current = title;
            }
        }
    } else if !USUAL.contains(&title.chars().count()) {
        current = shown.unwrap_or(title);
    }
    let bare: usize = title.split(SEPARATORS).map(words).sum();
    if words(current) <= 4 && (!steps || words(current) + 1 != bare) {
        current = title;
    }
    current.split_whitespace().collect::<Vec<_>>().join(" ")
}
