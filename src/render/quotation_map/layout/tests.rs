use proptest::prelude::*;

use super::super::counted::By;
use super::super::counted::tests::quotations;
use super::super::{WIDTHS, json};
use super::*;

const ARTICLES: [(&str, &str); 3] = [
    (
        "publisher: The Post\ndate: 2026-03-02",
        "\"We rebuild the pier before winter,\" Ada Lind said on Monday. Ada Lind said the ferry was safe.",
    ),
    (
        "publisher: The Herald of the Northern Coast and its Hinterland\ndate: 2026-03-01",
        "\"We wait for the report,\" said Per Holm. \"The pier is closed,\" Ada Lind said.",
    ),
    ("title: Smoke over the harbour", "\"I saw smoke,\" said Per Holm."),
];

fn picture(width: f32, by: By) -> (Counted, Picture) {
    let quotations = quotations(&ARTICLES);
    let all: Vec<_> = quotations.all().collect();
    let counted = Counted::of(&all, columns(width), by);
    let picture = layout(&counted, "Who is quoted by whom", width);
    (counted, picture)
}

#[test]
fn every_mark_says_what_it_is() {
    let (counted, picture) = picture(960.0, By::Date);
    let labels: Vec<_> = picture
        .marks
        .iter()
        .filter(|mark| mark.cell.is_some())
        .map(|mark| mark.label.as_str())
        .collect();
    assert_eq!(labels.len(), counted.cells.len());
    assert!(
        labels.contains(
            &"Ada Lind in The Post, 2 Mar 2026: 2 quotations, 1 word for word, 1 paraphrased"
        ),
        "{labels:?}"
    );
    assert!(
        labels
            .contains(&"Per Holm in Smoke over the harbour, no date: 1 quotation, 1 word for word"),
        "{labels:?}"
    );
    assert!(
        picture.description.starts_with("Who is quoted by whom. 5 quotations in all. Ada Lind: 3")
    );
    let words = |text: &str| picture.texts.iter().any(|there| there.text == text);
    assert!(words("Ada Lind") && words("1 Mar 2026") && words("no date"), "{:?}", picture.texts);
}

#[test]
fn json_has_all_that_is_drawn() {
    let quotations = quotations(&ARTICLES);
    let all: Vec<_> = quotations.all().collect();
    for width in [0.0, 320.0, 1440.0, f32::NAN, f32::INFINITY] {
        let map: serde_json::Value =
            serde_json::from_str(&json(&all, "Who is quoted by whom", By::Date, width)).unwrap();
        let width = map["width"].as_f64().unwrap() as f32;
        assert!(WIDTHS.contains(&width));
        let marks = map["marks"].as_array().unwrap();
        let cells: Vec<_> = marks.iter().filter(|mark| !mark["cell"].is_null()).collect();
        assert_eq!(cells.len(), 4);
        for cell in cells {
            let cell = &cell["cell"];
            let counts = cell["counts"].as_array().unwrap();
            let sum: u64 = counts.iter().filter_map(serde_json::Value::as_u64).sum();
            assert_eq!(cell["places"].as_array().unwrap().len() as u64, sum);
            assert!(
                cell["row"].as_u64().unwrap() < map["speakers"].as_array().unwrap().len() as u64
            );
            assert!(
                cell["column"].as_u64().unwrap() < map["columns"].as_array().unwrap().len() as u64
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn all_stands_within_the_picture(width in 300.0_f32..1600.0, is_by_date: bool) {
        let (_, picture) = picture(width, if is_by_date { By::Date } else { By::Publisher });
        let is_within = |x: f32, y: f32| {
            (0.0..=picture.width).contains(&x) && (0.0..=picture.height).contains(&y)
        };
        for mark in &picture.marks {
            prop_assert!(is_within(mark.x - mark.radius, mark.y - mark.radius), "{mark:?}");
            prop_assert!(is_within(mark.x + mark.radius, mark.y + mark.radius), "{mark:?}");
            prop_assert!(mark.shares[0] + mark.shares[1] <= 1.001);
        }
        for line in &picture.lines {
            prop_assert!(is_within(line.from.0, line.from.1) && is_within(line.to.0, line.to.1));
        }
        for text in &picture.texts {
            let long = width_of(&text.text, text.role.size());
            let (from, to) = match text.anchor {
                Anchor::Start => (0.0, long),
                Anchor::Middle => (-long / 2.0, long / 2.0),
                Anchor::End => (-long, 0.0),
            };
            for along in [from, to] {
                let turned = text.turn.to_radians();
                let (x, y) = (text.x + along * turned.cos(), text.y + along * turned.sin());
                prop_assert!(is_within(x, y), "{text:?} at {x} {y} of {}", picture.width);
            }
        }
        for (at, one) in picture.marks.iter().enumerate() {
            for other in picture.marks.iter().skip(at + 1) {
                let apart = (one.x - other.x).hypot(one.y - other.y);
                prop_assert!(apart > one.radius + other.radius, "{one:?} {other:?}");
            }
        }
        prop_assert!(picture.description.encode_utf16().count() <= DESCRIPTION);
    }
}
