//! Patterns of whole lines: `*` stands for any characters, `#` for a number, everything else for itself.

use std::collections::{HashMap, HashSet};

/// Many patterns, so arranged that a line is held against few of them.
#[derive(Debug, Default)]
pub(super) struct Globs {
    exact: HashSet<String>,
    by_first: HashMap<char, Vec<Glob>>,
    /// Patterns that begin with `*` or `#`.
    others: Vec<Glob>,
}

impl Globs {
    /// Patterns as they stand in the data file.
    pub(super) fn new(patterns: &[String]) -> Self {
        let mut globs = Self::default();
        for pattern in patterns {
            let pattern = pattern.to_lowercase();
            match pattern.chars().next() {
                _ if !pattern.contains(['*', '#']) => {
                    globs.exact.insert(pattern);
                }
                Some(first) if !matches!(first, '*' | '#') => {
                    globs.by_first.entry(first).or_default().push(Glob::new(&pattern));
                }
                _ => globs.others.push(Glob::new(&pattern)),
            }
        }
        globs
    }

    /// Whether one of them fits the whole line, which must be in lower case.
    pub(super) fn match_any(&self, line: &str) -> bool {
        let first = line.chars().next().and_then(|first| self.by_first.get(&first));
        self.exact.contains(line)
            || first.is_some_and(|globs| globs.iter().any(|glob| glob.matches(line)))
            || self.others.iter().any(|glob| glob.matches(line))
    }
}

/// A pattern, ready to be matched against lines in lower case.
#[derive(Debug)]
struct Glob {
    pattern: Vec<char>,
    /// The longest part that stands for itself: no line without it fits.
    needed: String,
}

impl Glob {
    fn new(pattern: &str) -> Self {
        let needed = pattern.split(['*', '#']).max_by_key(|part| part.len()).unwrap_or("");
        Self { pattern: pattern.chars().collect(), needed: needed.to_owned() }
    }

    /// Whether the whole line fits. Takes time in the product of both lengths at most.
    fn matches(&self, line: &str) -> bool {
        if !line.contains(&self.needed) {
            return false;
        }
        // The places in the pattern that can be reached after the characters read so far.
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
            assert_eq!(
                Globs::new(&[pattern.to_owned()]).match_any(line),
                fits,
                "{pattern:?} on {line:?}"
            );
        }
    }
}
