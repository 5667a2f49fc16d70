//! Patterns of whole lines: `*` stands for any characters, `#` for a number, everything else for itself.

/// A pattern, ready to be matched against lines in lower case.
#[derive(Debug)]
pub(super) struct Glob {
    pattern: Vec<char>,
}

impl Glob {
    /// A pattern as it stands in the data file.
    pub(super) fn new(pattern: &str) -> Self {
        Self { pattern: pattern.to_lowercase().chars().collect() }
    }

    /// Whether the whole line fits. Takes time in the product of both lengths at most.
    pub(super) fn matches(&self, line: &str) -> bool {
        // The places in the pattern that can be reached after the characters read so far.
        let Some(first) = self.pattern.first() else { return line.is_empty() };
        let literal = !matches!(first, '*' | '#');
        if literal && !line.starts_with(*first) {
            return false;
        }
        let mut reached = vec![false; self.pattern.len() + 1];
        reached[0] = true;
        self.skip_stars(&mut reached);
        for c in line.chars() {
            let mut next = vec![false; reached.len()];
            for (place, wanted) in
                self.pattern.iter().enumerate().filter(|(place, _)| reached[*place])
            {
                match wanted {
                    '*' => next[place] = true,
                    '#' if c.is_ascii_digit() => {
                        next[place] = true;
                        next[place + 1] = true;
                    }
                    wanted if *wanted == c => next[place + 1] = true,
                    _ => {}
                }
            }
            if !next.contains(&true) {
                return false;
            }
            self.skip_stars(&mut next);
            reached = next;
        }
        reached[self.pattern.len()]
    }

    fn skip_stars(&self, reached: &mut [bool]) {
        for (place, wanted) in self.pattern.iter().enumerate() {
            if reached[place] && *wanted == '*' {
                reached[place + 1] = true;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fits_whole_lines() {
        for (pattern, line, fits) in [
            ("share save", "share save", true),
            ("share", "share save", false),
            ("list of # items*", "list of 4 itemsend of list", true),
            ("list of # items*", "list of items", false),
            ("# min read", "12 min read", true),
            ("latest * stories", "latest ukraine stories", true),
            ("*via getty images", "murat gok via getty images", true),
            ("a*b*c", "abbc", true),
            ("a*b*c", "abb", false),
            ("", "", true),
            ("*", "", true),
        ] {
            assert_eq!(Glob::new(pattern).matches(line), fits, "{pattern:?} on {line:?}");
        }
    }
}
