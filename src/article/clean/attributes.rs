//! Attributes of tags.

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
