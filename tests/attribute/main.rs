//! Who said what: short cases by kind, laws for any text, and the quotations of the seeds annotated by hand.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod fixture;
mod laws;
mod seeds;

use fixture::{Wanted, parse, render};
use verbatim::attribute::attribute;

/// Every quotation of every case is found with its parts, form and speaker, and no other.
fn check(file: &str) {
    let mut failures = String::new();
    for case in parse(file) {
        let found: Vec<Wanted> = attribute(&case.text).iter().map(Wanted::of).collect();
        let essence = |list: &[Wanted]| {
            let mut list: Vec<_> = list
                .iter()
                .map(|wanted| (wanted.parts.clone(), wanted.form.clone(), wanted.speaker.clone()))
                .collect();
            list.sort();
            list
        };
        if essence(&found) != essence(&case.wanted) {
            failures.push_str("--- wanted\n");
            failures.push_str(&render(&case.name, &case.text, &case.wanted));
            failures.push_str("--- found\n");
            failures.push_str(&render(&case.name, &case.text, &found));
        }
    }
    assert!(failures.is_empty(), "\nmend the rule, or the fixture if it is wrong:\n{failures}");
}

macro_rules! cases {
    ($($name:ident)*) => { $(
        #[test]
        fn $name() {
            check(include_str!(concat!("cases/", stringify!($name), ".txt")));
        }
    )* };
}

cases! {
    marks other_marks missing_marks note_marks signatures transcripts capitals
    cues complements sources speakers bodies openers chains hearers whose_words clauses negatives denials described
}
