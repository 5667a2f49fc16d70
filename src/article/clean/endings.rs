//! What stands behind the end of a sentence: signs of notes, remarks in brackets, pictures of feelings, addresses.

/// The line without them; the whole line where nothing is left.
pub(super) fn without(line: &str) -> &str {
    let mut rest = line;
    while let Some(shorter) = shorter(rest) {
        rest = shorter;
    }
    if rest.is_empty() { line } else { rest }
}

fn shorter(line: &str) -> Option<&str> {
    let last = line.chars().next_back()?;
    let cut = match last {
        '*' | '†' | '‡' | '§' | '¶' | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' => {
            line.trim_end_matches(last)
        }
        ']' | ')' => remark(line, last)?,
        last if is_picture(last) => line.trim_end_matches(is_picture),
        _ => {
            let (before, word) = line.rsplit_once(' ')?;
            let address = word.contains("://") || word.starts_with("www.");
            address.then_some(before)?
        }
    };
    let cut = cut.trim_end();
    (cut.len() < line.len()).then_some(cut)
}

/// The line before a remark of a few words in small letters in brackets: `[our italics]`, `(laughter)`, `[a]`.
fn remark(line: &str, close: char) -> Option<&str> {
    const MOST_WORDS: usize = 4;
    let (before, inside) = line.rsplit_once(if close == ']' { '[' } else { '(' })?;
    let inside = inside.strip_suffix(close)?;
    let few = inside.split(' ').nth(MOST_WORDS).is_none();
    (few && inside.chars().all(|c| c.is_lowercase() || matches!(c, ' ' | '.' | '-')))
        .then_some(before)
}

/// A sign that is no letter, digit or mark of any script: 👍, with what varies its look.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2BFF}' | '\u{FE0E}' | '\u{FE0F}' | '\u{200D}' | '\u{1F000}'..='\u{1FAFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_the_sentence() {
        for (line, wanted) in [
            ("The mill did not burn.*", "The mill did not burn."),
            ("The mill did not burn.†", "The mill did not burn."),
            ("The mill did not burn.¹²", "The mill did not burn."),
            ("The mill did not burn.[a][b]", "The mill did not burn."),
            ("The mill did not burn [our italics]", "The mill did not burn"),
            ("The mill did not burn. (laughter) 👍🏽", "The mill did not burn."),
            ("The mill did not burn ❤️", "The mill did not burn"),
            ("The mill did not burn https://mill.example/a?b", "The mill did not burn"),
            ("Mills of the town (2019)", "Mills of the town (2019)"),
            ("Mills of the Board (MB)", "Mills of the Board (MB)"),
            ("‘Critical issue’", "‘Critical issue’"),
            ("***", "***"),
            ("https://mill.example", "https://mill.example"),
            ("", ""),
        ] {
            assert_eq!(without(line), wanted);
        }
    }
}
