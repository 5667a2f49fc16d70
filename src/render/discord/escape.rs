//! Words escaped so that Discord shows them as they are.
//!
//! Discord's markup is a dialect of Markdown. Before any character that is neither a letter, a digit nor white
//! space a backslash takes its meaning away and is itself not shown, so every character that could begin
//! markup gets one. Letters, digits, marks of other scripts, zero-width and direction marks stay untouched.

use std::ops::Range;

/// The text with everything in it that Discord would take for markup made plain.
#[must_use]
pub fn escape(text: &str) -> String {
    escape_marked(text, &(0..0))
}

/// The same with the words in these bytes bold. White space at their edges, which would keep them from being bold, is
/// left outside.
#[must_use]
pub(super) fn escape_marked(text: &str, bold: &Range<usize>) -> String {
    let bold = without_edges(text, bold);
    let mut escaped = String::with_capacity(text.len() + text.len() / 16);
    let mut place = Place::LineStart;
    let mut rest = text.char_indices().peekable();
    while let Some((at, character)) = rest.next() {
        if !bold.is_empty() && (at == bold.start || at == bold.end) {
            escaped.push_str(BOLD);
        }
        if needs_backslash(character, place, rest.peek().map(|(_, next)| *next)) {
            escaped.push('\\');
        }
        escaped.push(character);
        place = place.after(character);
    }
    if !bold.is_empty() && bold.end == text.len() {
        escaped.push_str(BOLD);
    }
    escaped
}

/// What stands around bold words.
const BOLD: &str = "**";

/// The range without white space at its edges; empty where it is no stretch of the text.
fn without_edges(text: &str, range: &Range<usize>) -> Range<usize> {
    let Some(words) = text.get(range.clone()) else { return 0..0 };
    let start = range.start + (words.len() - words.trim_start().len());
    start..start + words.trim().len()
}

/// Length of a text as Discord counts it at its strictest: in units of UTF-16, never fewer than characters.
#[must_use]
pub fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// Where in a line a character stands, as far as block markup (headings, lists, small print) cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Nothing but white space before it.
    LineStart,
    /// Nothing but white space and digits before it: a full stop would make it an item of a numbered list.
    AfterNumber,
    /// Anywhere else.
    Inside,
}

impl Place {
    fn after(self, character: char) -> Self {
        match self {
            _ if is_line_break(character) => Self::LineStart,
            Self::LineStart if character.is_whitespace() => Self::LineStart,
            Self::LineStart | Self::AfterNumber if character.is_ascii_digit() => Self::AfterNumber,
            _ => Self::Inside,
        }
    }
}

/// Everything that a Markdown parser or a regular expression may take for the end of a line.
pub(super) fn is_line_break(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn needs_backslash(character: char, place: Place, next: Option<char>) -> bool {
    match character {
        // Emphasis, code, spoilers, links, mentions, time stamps, quotes, and the backslash itself.
        '\\' | '*' | '_' | '~' | '`' | '|' | '[' | ']' | '<' | '>' | '@' => true,
        // An address (`https://`) or a picture by its name (`:smile:`): both need a character after the colon.
        ':' => next.is_some_and(|next| !next.is_whitespace()),
        // Headings, lists and small print (`-#`).
        '#' | '-' | '+' => place == Place::LineStart,
        '.' | ')' => place == Place::AfterNumber,
        _ => false,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What Discord shows of a text, or the markup that it would act on. Written from Discord's side: a
    /// backslash makes the next character plain unless that is a letter, a digit or white space, and any
    /// character that can begin markup counts as markup wherever it is not plain.
    pub(in crate::render::discord) fn shown(text: &str) -> Result<String, String> {
        let mut shown = String::new();
        let mut line = String::new();
        let mut rest = text.chars().peekable();
        while let Some(character) = rest.next() {
            match (character, rest.peek().copied()) {
                ('\\', Some(next)) if !next.is_ascii_alphanumeric() && !next.is_whitespace() => {
                    rest.next();
                    shown.push(next);
                    line.push('x');
                    continue;
                }
                ('\\' | '*' | '_' | '~' | '`' | '|' | '[' | ']' | '<' | '>' | '@', _) => {
                    return Err(format!("{character:?} after {line:?}"));
                }
                (':', Some(next)) if !next.is_whitespace() => {
                    return Err(format!("an address or a picture: {character}{next}"));
                }
                _ => {}
            }
            shown.push(character);
            match character {
                '\n' | '\r' | '\u{2028}' | '\u{2029}' => line.clear(),
                _ => line.push(character),
            }
            let start = line.trim_start();
            let number = start.trim_start_matches(|c: char| c.is_ascii_digit());
            if ["#", "-", "+"].contains(&start)
                || (number.len() < start.len() && [".", ")"].contains(&number))
            {
                return Err(format!("a heading or a list: {line:?}"));
            }
        }
        Ok(shown)
    }

    #[test]
    fn words_stay_words() {
        // (what an article says, what is sent)
        let cases = [
            ("“We agreed,” he said.", "“We agreed,” he said."),
            ("a well-known 3.5% rise + more #1", "a well-known 3.5% rise + more #1"),
            ("*bold* _it_ __under__ ~~gone~~", r"\*bold\* \_it\_ \_\_under\_\_ \~\~gone\~\~"),
            ("`code` ```rust\nfn```", "\\`code\\` \\`\\`\\`rust\nfn\\`\\`\\`"),
            ("||spoiler||", r"\|\|spoiler\|\|"),
            ("[text](https://example.org)", r"\[text\](https\://example.org)"),
            ("see https://example.org/a_b", r"see https\://example.org/a\_b"),
            ("<@123> <#5> <:emoji:9> <t:0:R>", r"\<\@123\> \<#5\> \<\:emoji\:9\> \<t\:0\:R\>"),
            ("@everyone @here", r"\@everyone \@here"),
            (":smile: at 10:30: so", r"\:smile: at 10\:30: so"),
            ("# head\n## two\n-# small", "\\# head\n\\## two\n\\-# small"),
            ("- item\n  * item\n+ item", "\\- item\n  \\* item\n\\+ item"),
            ("1. one\n 12) two\n1.5 m", "1\\. one\n 12\\) two\n1\\.5 m"),
            ("> quote\n>>> all", "\\> quote\n\\>\\>\\> all"),
            ("C:\\dir\\*", r"C\:\\dir\\\*"),
            ("¯\\_(ツ)_/¯", r"¯\\\_(ツ)\_/¯"),
            ("\u{202e}abc\u{200b}\u{200d}é\u{2060}", "\u{202e}abc\u{200b}\u{200d}é\u{2060}"),
            ("\r# head\u{2028}- item", "\r\\# head\u{2028}\\- item"),
        ];
        for (text, sent) in cases {
            assert_eq!(escape(text), sent, "of {text:?}");
            assert_eq!(shown(sent).as_deref(), Ok(text), "shown of {sent:?}");
        }
    }

    #[test]
    fn the_test_sees_markup() {
        for text in
            ["*a*", "a_b_", "# a", "x\n- a", "1. a", "http://a", ":a:", "<@1>", "@here", "[a](b)"]
        {
            assert!(shown(text).is_err(), "{text:?} is markup");
        }
    }

    proptest! {
        #[test]
        fn any_words_are_shown_as_they_are(text in "\\PC{0,60}|[-+#>*_~`|:<@\\[\\]\\\\().0-9a \n\r]{0,60}") {
            prop_assert_eq!(shown(&escape(&text)), Ok(text));
        }
    }
}
