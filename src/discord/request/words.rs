//! The words in a text of Discord's: what stands there for people, channels, times and pictures is none.

/// The text without mentions of people, roles, channels and commands, times and custom emoji (`<@1>`, `<#1>`, `<t:1:R>`,
/// `<:name:1>`, `</name:1>`), and without the bars around a spoiler.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at(at);
        plain.push_str(before);
        let length = tag(from);
        if length == 0 {
            plain.push('<');
        } else {
            plain.push(' ');
        }
        rest = &from[length.max(1)..];
    }
    plain.push_str(rest);
    plain.replace("||", " ")
}

/// The bytes of the tag with which the text begins; 0 if it begins with none.
fn tag(text: &str) -> usize {
    /// Longer ones there are not.
    const LONGEST: usize = 80;
    let Some(end) = text.bytes().take(LONGEST).position(|byte| byte == b'>') else { return 0 };
    let inner = &text[1..end];
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let named = |text: &str| text.rsplit_once(':').is_some_and(|(_, id)| is_number(id));
    let is_tag = match inner.split_at_checked(1) {
        Some(("@", id)) => is_number(id.trim_start_matches(['!', '&'])),
        Some(("#", id)) => is_number(id),
        Some((":" | "/", rest)) => named(rest),
        Some(("a", rest)) => rest.starts_with(':') && named(rest),
        Some(("t", rest)) => rest
            .strip_prefix(':')
            .is_some_and(|time| time.starts_with(|c: char| c.is_ascii_digit() || c == '-')),
        Some(("i", rest)) => rest.starts_with("d:"),
        _ => false,
    };
    if is_tag { end + 1 } else { 0 }
}

/// The words on one line, without the marks that are left in front once a mention is gone: "@bot, who …".
pub(super) fn spoken(text: &str) -> String {
    let line = plain(text).split_whitespace().collect::<Vec<_>>().join(" ");
    line.trim_start_matches([',', ':', ';', '.', '!', '-', '–', '—', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_no_words() {
        let check = |text: &str, expected: &str| assert_eq!(spoken(text), expected, "{text:?}");
        check("<@7>, who led it?", "who led it?");
        check("<@!7>: who led it?", "who led it?");
        check(
            "hey <@&77> — who led <#5> on <t:1767700000:R> <:eyes:12> <a:wave:13>?",
            "hey — who led on ?",
        );
        check("</ask:12> who led it", "who led it");
        check("||who|| led it", "who led it");
        check("is 3 < 4 > 2?", "is 3 < 4 > 2?");
        check(
            "<https://example.org/a> <b> <@name> <#> <:x:>",
            "<https://example.org/a> <b> <@name> <#> <:x:>",
        );
        check("a <", "a <");
        check("<ü@1>", "<ü@1>");
        check("<@7>", "");
        check("– what is a peace plan", "what is a peace plan");
    }
}
