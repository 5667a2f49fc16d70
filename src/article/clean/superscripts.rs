//! `<sup>` in a page: a note mark is dropped, an exponent becomes a raised figure, the ending of an ordinal stays.

/// What stands for the element; none where its tags are dropped and its words stay.
///
/// `before` is the page up to the start tag, `inside` what stands between the tags.
pub(super) fn replacement(before: &str, inside: &str) -> Option<String> {
    let text = plain(inside);
    let word = last_word(before);
    let links = inside.contains("<a");
    if is_note_mark(&text) && (links || !can_be_raised(word)) {
        return Some(String::new());
    }
    let raised: Option<String> = text.chars().map(raised).collect();
    match raised.filter(|raised| !raised.is_empty()) {
        Some(raised) => Some(raised),
        // `12<sup>3/4</sup>`: two numbers are never made one.
        None if word.ends_with(is_digit) && text.starts_with(is_digit) => Some(format!(" {text}")),
        None => None,
    }
}

/// A number, a letter or a sign, in brackets or not.
fn is_note_mark(text: &str) -> bool {
    let bare = text.trim_matches(['[', ']', '(', ')']);
    let number = (1..=3).contains(&bare.len()) && bare.bytes().all(|byte| byte.is_ascii_digit());
    let letter = bare.len() < text.len() && bare.chars().count() <= 2;
    let sign = !bare.is_empty() && bare.chars().all(|c| matches!(c, '*' | '†' | '‡' | '§'));
    number || letter || sign
}

/// Whether a number behind the word may be an exponent: behind a number, a unit (`km`) or a variable (`x`).
fn can_be_raised(word: &str) -> bool {
    /// `km`, `10`
    const LONGEST_UNIT: usize = 2;
    word.ends_with(is_digit) || (1..=LONGEST_UNIT).contains(&word.chars().count())
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// The last word of the page so far, tags at its end left out; empty behind a mark.
fn last_word(before: &str) -> &str {
    let mut before = before;
    while let Some(start) = before.strip_suffix('>').and_then(|rest| rest.rfind('<')) {
        before = before.get(..start).unwrap_or_default();
    }
    let start = before.rfind(|c: char| !c.is_alphanumeric());
    let end =
        start.and_then(|start| before.get(start..)?.chars().next().map(|c| start + c.len_utf8()));
    before.get(end.unwrap_or(0)..).unwrap_or_default()
}

/// The words without tags.
fn plain(inside: &str) -> String {
    let mut text = String::new();
    let mut in_tag = false;
    for c in inside.chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            c if !in_tag => text.push(c),
            _ => {}
        }
    }
    text.replace("&nbsp;", " ").trim().to_owned()
}

fn raised(c: char) -> Option<char> {
    Some(match c {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4'..='9' => char::from_u32(u32::from('⁴') + u32::from(c) - u32::from('4'))?,
        '+' => '⁺',
        '-' | '−' | '–' => '⁻',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_superscripts() {
        for (before, inside, wanted) in [
            ("The mill", "1", Some("")),
            ("“It burns,”", "4", Some("")),
            ("The mill", "<a href=\"#n3\">[3]</a>", Some("")),
            ("The mill", "[b]", Some("")),
            ("The mill", "*", Some("")),
            ("<p>It rose to 12", "3", Some("³")),
            ("It has 40 m", "2", Some("²")),
            ("It has 40 <i>km</i>", "2", Some("²")),
            ("10", "-19", Some("⁻¹⁹")),
            ("12", "3/4", Some(" 3/4")),
            ("the 6", "th", None),
            ("M", "me", None),
        ] {
            assert_eq!(replacement(before, inside).as_deref(), wanted, "{before} {inside}");
        }
    }
}
