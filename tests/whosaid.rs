//! Words held against the quotations of the seeds: verdicts, wordings, proof.

use std::path::Path;

use verbatim::config::AnswerConfig;
use verbatim::corpus::{Corpus, Limits};
use verbatim::engine::{Engine, Reply};
use verbatim::render::{json, terminal};
use verbatim::verdict::{Group, Verdict};

fn seeds() -> Engine {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let corpus = Corpus::load(&dir, &Limits::default()).unwrap();
    Engine::new(corpus, AnswerConfig { passages: 10, min_confidence: 0.0 }).unwrap()
}

/// One line of `tests/whosaid/cases.txt`.
struct Case<'c> {
    is_known_failure: bool,
    verdict: &'c str,
    changes: Vec<&'c str>,
    asked: Option<&'c str>,
    speaker: &'c str,
    words: &'c str,
}

fn cases(file: &str) -> Vec<Case<'_>> {
    let lines = file.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let case = |line| {
        let bare = str::trim_start_matches(line, '!');
        let fields: Vec<&str> = bare.splitn(4, '|').map(str::trim).collect();
        let [first, asked, speaker, words] = fields[..] else {
            panic!("four fields, please: {line}")
        };
        let mut first = first.split_whitespace();
        Case {
            is_known_failure: bare != line,
            verdict: first.next().unwrap(),
            changes: first.collect(),
            asked: (asked != "-").then_some(asked),
            speaker,
            words,
        }
    };
    lines.map(case).collect()
}

/// What is wrong with the outcome of a case.
fn fault(engine: &Engine, case: &Case<'_>) -> Option<String> {
    let check = engine.whosaid(case.words, case.asked);
    let changes: Vec<_> = check
        .matches
        .first()
        .map_or(vec![], |one| one.changes.iter().map(|change| change.as_str()).collect());
    let is_speaker = match case.speaker {
        "*" => true,
        "-" => check.speaker.is_none(),
        // An older spelling of a name is the same name.
        name => check
            .speaker
            .is_some_and(|found| found.trim_end_matches('y') == name.trim_end_matches('y')),
    };
    // What a nearest quotation has in other words is not asked.
    let is_change = check.verdict == Verdict::NotFound || changes == case.changes;
    let is_right = check.verdict.as_str() == case.verdict && is_speaker && is_change;
    (!is_right).then(|| {
        format!(
            "{:?} (by {:?}): expected {} {:?} by {}, found {} {changes:?} by {:?}",
            case.words,
            case.asked,
            case.verdict,
            case.changes,
            case.speaker,
            check.verdict.as_str(),
            check.speaker
        )
    })
}

#[test]
fn the_seeds_give_the_right_verdicts() {
    let engine = seeds();
    let cases = cases(include_str!("whosaid/cases.txt"));
    assert!(cases.len() >= 120, "{} cases", cases.len());
    let mut faults = Vec::new();
    for case in &cases {
        match (fault(&engine, case), case.is_known_failure) {
            (Some(fault), false) => faults.push(fault),
            (None, true) => faults.push(format!("{:?} passes now: take its ! away", case.words)),
            _ => {}
        }
    }
    assert!(
        faults.is_empty(),
        "{} of {} cases are wrong:\n{}",
        faults.len(),
        cases.len(),
        faults.join("\n")
    );
}

/// A quotation that was changed must never come out word for word, whatever else it comes out as.
#[test]
fn nothing_invented_is_verbatim() {
    let engine = seeds();
    for case in cases(include_str!("whosaid/cases.txt")) {
        if matches!(case.verdict, "altered" | "not_found") {
            let verdict = engine.whosaid(case.words, None).verdict;
            assert_ne!(verdict, Verdict::Verbatim, "{:?}", case.words);
        }
    }
}

/// The documents of a group, by the first digits of their names, with the words of each report.
fn reports(group: &Group<'_>) -> Vec<(String, String)> {
    let others = group.others.iter().map(|wording| &wording.quoted);
    let all = std::iter::once(&group.first).chain(others);
    all.map(|quoted| (quoted.document().name()[..3].to_owned(), quoted.content())).collect()
}

#[test]
fn the_same_utterance_is_one_group() {
    let engine = seeds();
    let groups: Vec<_> =
        engine.quotations().groups(engine.documents()).iter().map(reports).collect();
    let mut faults = Vec::new();
    let mut check = |name: &str, expected: &[(&str, &str)]| {
        let holds = |group: &&Vec<(String, String)>| {
            expected.iter().all(|(document, words)| {
                group.iter().any(|(there, content)| {
                    there == document && content.replace('’', "'").contains(words)
                })
            })
        };
        if !groups.iter().any(|group| holds(&group)) {
            faults.push(format!("{name}: no group has {expected:?}"));
        }
    };
    check("Kushner", &[("000", "that was made here today"), ("001", "that we have made today")]);
    check("Tusk", &[("003", "strengthen and unify"), ("004", "tighten and align")]);
    check(
        "Starmer on Putin",
        &[("000", "showing he is ready"), ("001", "showing that he is ready")],
    );
    check(
        "Starmer on hubs",
        &[
            ("000", "military hubs"),
            ("001", "will establish military hubs"),
            ("002", "will establish military hubs"),
        ],
    );
    check(
        "Witkoff",
        &[("001", "strongly stands behind"), ("002", "strongly stands behind security protocols")],
    );
    check("Zelensky on the backstop", &[("000", "provide a backstop"), ("002", "be a backstop")]);
    check(
        "Zelensky on words",
        &[("000", "These are not just words"), ("002", "These are not just words")],
    );
    check(
        "Zelensky, determined",
        &[("000", "determined"), ("001", "We determined what"), ("002", "determined")],
    );
    assert!(faults.is_empty(), "{}\nGroups:\n{groups:#?}", faults.join("\n"));
}
