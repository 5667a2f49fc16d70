//! The quotations of the seeds, annotated by hand: figures may rise, not fall.

use std::path::Path;

use verbatim::article::corpus::{Corpus, Limits};
use verbatim::attribute::attribute_document;

use crate::fixture::{Wanted, parse, render};

/// A quotation without its place: form, words, speaker.
type Said = (String, String, String);

fn said(text: &str, wanted: &Wanted) -> Said {
    let words: Vec<&str> = wanted.parts.iter().map(|&(start, end)| &text[start..end]).collect();
    let words = words.join(" … ").split_whitespace().collect::<Vec<_>>().join(" ");
    let marks = |c: char| "\"'“”‘’,.".contains(c) || c.is_whitespace();
    (
        wanted.form.clone(),
        words.trim_matches(marks).trim_start_matches("that ").to_owned(),
        wanted.speaker.clone(),
    )
}

#[test]
fn quotations_of_the_seeds() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = Corpus::load(&root.join("seeds"), &Limits::default()).unwrap();
    let (mut wanted_count, mut found_count, mut right, mut direct_missed) = (0, 0, 0, Vec::new());
    let mut report = String::new();
    for document in corpus.documents() {
        let gold =
            root.join("tests/attribute/seeds").join(&document.name()[..3]).with_extension("txt");
        let gold = std::fs::read_to_string(gold).unwrap();
        let [case] = &parse(&gold)[..] else { panic!("one case a seed") };
        let wanted: Vec<Said> = case.wanted.iter().map(|wanted| said(&case.text, wanted)).collect();
        let quotations: Vec<Wanted> = attribute_document(document).iter().map(Wanted::of).collect();
        let mut found: Vec<Said> =
            quotations.iter().map(|wanted| said(document.text(), wanted)).collect();
        if std::env::var_os("SHOW").is_some() {
            println!("{}", render(document.name(), document.text(), &quotations));
        }
        wanted_count += wanted.len();
        found_count += found.len();
        for one in wanted {
            match found.iter().position(|other| *other == one) {
                Some(place) => {
                    found.remove(place);
                    right += 1;
                }
                None => {
                    report.push_str(&format!("{} missed: {one:?}\n", document.name()));
                    if one.0 != "indirect" {
                        direct_missed.push(one);
                    }
                }
            }
        }
        for one in found {
            report.push_str(&format!("{} extra:  {one:?}\n", document.name()));
        }
    }
    assert!(direct_missed.is_empty(), "every direct and mixed quotation is found:\n{report}");
    assert!(right >= RIGHT, "{right} of {wanted_count} right, it was {RIGHT}:\n{report}");
    assert!(found_count <= right + EXTRA, "{found_count} found, {right} right:\n{report}");
}

/// Quotations that were found with their words, form and speaker when this was written.
const RIGHT: usize = 112;
/// Quotations that were found and are none, or none of that form, those words or that speaker.
const EXTRA: usize = 0;
