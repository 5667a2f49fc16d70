//! Words held against the quotations of the seeds: verdicts, wordings, proof.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use verbatim::article::corpus::{Corpus, Limits};
use verbatim::cli::verify::{Articles, verify};
use verbatim::config::AnswerConfig;
use verbatim::engine::{Engine, Reply};
use verbatim::model::inquiry::Inquiry;
use verbatim::model::verdict::{Change, Extent, Group, Op, Verdict};
use verbatim::quotations::Wanted;
use verbatim::render::reading_room::ReadingRoom;
use verbatim::render::{discord, json, terminal};

fn seeds() -> Engine {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let corpus = Corpus::load(&dir, &Limits::default()).unwrap();
    Engine::new(corpus, AnswerConfig { passages: 10, min_confidence: 0.0, encoder: false }).unwrap()
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
    let check = engine.whosaid(case.words, case.asked).unwrap();
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
            let verdict = engine.whosaid(case.words, None).unwrap().verdict;
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
    let groups: Vec<_> = engine.wordings().unwrap().iter().map(reports).collect();
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

/// All groups of the seeds, each by words of its first report and its documents. Every one was read: its reports say
/// the same. A group that is not listed may join two utterances: read it before it is added.
#[test]
fn no_group_joins_two_utterances() {
    let read = [
        ("to provide a backstop in all areas", "000 002"),
        ("lead a truce monitoring mechanism", "000 002"),
        ("to establish a US-Ukraine-Coalition coordination cell", "000 002"),
        ("could deploy \"several thousand\" French troops", "000 002"),
        ("had \"determined\" which countries", "000 001 002"),
        ("so that the people of Ukraine know", "000 002"),
        ("progress that was made here today", "000 001"),
        ("These are not just words", "000 002"),
        ("was \"the territorial question\"", "000 002"),
        ("would establish \"military hubs\"", "000 001 002"),
        ("Putin is not showing he is ready for peace", "000 001"),
        ("German forces could join", "000 002"),
        ("We will certainly have to make compromises", "000 002"),
        ("we will not achieve textbook diplomatic solutions", "000 002"),
        ("back them up with air, land and sea support", "001 002"),
        ("the meeting made “excellent progress”", "001 002"),
        ("the hardest yards are still ahead", "001 002"),
        ("Russian attacks on Ukraine continue", "001 002"),
        ("only be peace if Russia compromises", "001 002"),
        ("“strongly stands behind” security guarantees", "001 002"),
        ("a very, very, big milestone", "001 002"),
        ("must finalize “binding commitments”", "001 002"),
        ("strengthen and unify European and American positions", "003 004"),
    ];
    let engine = seeds();
    let groups: Vec<_> = engine.wordings().unwrap().iter().map(reports).collect();
    let documents = |group: &[(String, String)]| {
        group.iter().map(|(document, _)| document.as_str()).collect::<Vec<_>>().join(" ")
    };
    for group in &groups {
        let is_known = |(words, there): &(&str, &str)| {
            group[0].1.contains(words) && documents(group) == *there
        };
        assert_eq!(read.iter().filter(|one| is_known(one)).count(), 1, "not read yet: {group:#?}");
    }
    assert_eq!(groups.len(), read.len());
}

#[test]
fn figures_for_the_same_thing_stand_together() {
    let engine = seeds();
    let check = |topic: &str, expected: &[&[&str]]| {
        let comparison = engine.compare(topic).unwrap();
        let lists: Vec<Vec<Vec<&str>>> = comparison
            .figures
            .iter()
            .map(|figures| {
                let written = |figure: &verbatim::model::verdict::Figure<'_>| {
                    let document = figure.passage.document();
                    document.text().get(figure.written.range()).unwrap().to_owned()
                };
                figures
                    .values
                    .iter()
                    .map(|alike| alike.iter().map(|figure| &*written(figure).leak()).collect())
                    .collect()
            })
            .collect();
        let holds = |list: &Vec<Vec<&str>>| {
            expected.iter().all(|alike| {
                list.iter().any(|there| alike.iter().all(|figure| there.contains(figure)))
            })
        };
        assert!(lists.iter().any(holds), "{topic}: no list has {expected:?}: {lists:#?}");
    };
    check(
        "countries at the summit",
        &[
            &["35 countries", "Around 35 countries"],
            &["more than 27 leaders", "27 heads"],
            &["around 30 countries"],
        ],
    );
    check(
        "territory that Russia occupies",
        &[&[
            "around 20% of Ukraine",
            "about a fifth of Ukrainian territory",
            "about 20 percent of Ukrainian territory",
        ]],
    );
}

#[test]
fn the_draft_stands_beside_the_final_text() {
    let engine = seeds();
    let comparison = engine.compare("what was dropped from the draft statement").unwrap();
    let draft: Vec<_> =
        comparison.draft.iter().map(verbatim::model::answer::Passage::text).collect();
    assert!(
        draft.iter().any(|text| text.contains("which was present in the draft statement")),
        "{draft:#?}"
    );
    assert!(
        draft.iter().any(|text| text.contains("watered down from an earlier draft")),
        "{draft:#?}"
    );
    assert!(!comparison.final_text.is_empty());
}

/// The words that Discord shows as quotations, on all pages, in their order, and everything around them.
fn in_discord(inquiry: &Inquiry, reply: &Reply<'_>) -> (Vec<String>, String) {
    let (mut quotes, mut around) = (vec![], String::new());
    for number in 0.. {
        let message = discord::reply(inquiry, reply, number, &|_, _| false, ReadingRoom::default());
        for embed in &message.embeds {
            let mut is_open = false;
            for line in embed.description.lines() {
                let line = plain(line);
                match line.strip_prefix("> ") {
                    Some(words) if is_open => *quotes.last_mut().unwrap() += words,
                    Some(words) => {
                        quotes.push(words.strip_prefix("### ").unwrap_or(words).to_owned());
                    }
                    None => around += &(line.clone() + "\n"),
                }
                is_open = line.starts_with("> ");
            }
        }
        let buttons = serde_json::to_string(&message.components).unwrap();
        if !buttons.contains(&format!("\"page:{}\"", number + 1)) {
            break;
        }
    }
    (quotes, around)
}

/// The words without the backslashes that keep marks from acting.
fn plain(escaped: &str) -> String {
    let mut plain = String::new();
    let mut rest = escaped.chars().peekable();
    while let Some(c) = rest.next() {
        let is_escape = c == '\\' && rest.peek().is_some_and(|next| !next.is_alphanumeric());
        plain.extend(if is_escape { rest.next() } else { Some(c) });
    }
    plain
}

/// The words of quotations and passages of a JSON value, in their order, as they are shown: " … " where a text
/// interrupts them.
fn words_of(value: &serde_json::Value, keys: &[&str]) -> Vec<String> {
    match value {
        serde_json::Value::Array(all) => all.iter().flat_map(|one| words_of(one, keys)).collect(),
        serde_json::Value::Object(fields)
            if fields.get("parts").is_some_and(serde_json::Value::is_array) =>
        {
            let parts = fields["parts"].as_array().unwrap().iter();
            vec![parts.map(|part| part.as_str().unwrap()).collect::<Vec<_>>().join(" … ")]
        }
        serde_json::Value::Object(fields) => {
            let inside = |(key, value): (&String, &serde_json::Value)| match value.as_str() {
                Some(words) if keys.contains(&key.as_str()) => vec![words.to_owned()],
                Some(_) => vec![],
                None => words_of(value, keys),
            };
            fields.iter().flat_map(inside).collect()
        }
        _ => vec![],
    }
}

/// The terminal, JSON and Discord show the same words with the same verdict, and the first two in the same order.
#[test]
fn all_doors_show_the_same() {
    let engine = seeds();
    let null = serde_json::Value::Null;
    for case in cases(include_str!("whosaid/cases.txt")) {
        let check = engine.whosaid(case.words, case.asked).unwrap();
        let form: serde_json::Value = serde_json::from_str(&json::whosaid(&null, &check)).unwrap();
        assert_eq!(form["verdict"], check.verdict.as_str());
        let mut said = words_of(&form["matches"], &["content"]);
        // What is among the matches is not shown again as another wording.
        let key = |one: &serde_json::Value| (one["document"].clone(), one["raw_bytes"].clone());
        let matches: Vec<_> = form["matches"].as_array().unwrap().iter().map(key).collect();
        let others = form["wordings"].as_array().unwrap().iter();
        let others = others.filter(|one| !matches.contains(&key(one)));
        said.extend(others.flat_map(|one| words_of(one, &["content"])));
        let sentence = verbatim::render::verdict::sentence(&check);
        let reply = Reply::Check(check);
        let shown = terminal::reply(&reply, terminal::Style::default());
        shown_in_order(&said, &shown);
        let (quotes, around) = in_discord(&inquiry("/whosaid “words”"), &reply);
        assert_eq!(quotes, said, "{}", case.words);
        assert!(shown.starts_with(&sentence) && around.starts_with(&format!("**{sentence}**")));
    }
    for speaker in ["Starmer", "Zelensky", "Witkoff", "Macron"] {
        let page = engine.quotes(&Wanted { speaker: Some(speaker), ..Wanted::default() }).unwrap();
        let said: Vec<_> = json::quotes(&page)
            .lines()
            .flat_map(|line| words_of(&serde_json::from_str(line).unwrap(), &["content"]))
            .collect();
        assert!(!said.is_empty(), "{speaker} is quoted");
        let reply = Reply::Quotes(page);
        shown_in_order(&said, &terminal::reply(&reply, terminal::Style::default()));
        assert_eq!(in_discord(&inquiry("/quotes"), &reply).0, said);
    }
    for topic in ["military hubs", "territory that Russia occupies", "the draft statement"] {
        let comparison = engine.compare(topic).unwrap();
        let form: serde_json::Value =
            serde_json::from_str(&json::compare(topic, &comparison)).unwrap();
        let mut said = words_of(&form["documents"], &["text"]);
        said.extend(words_of(&form["wordings"], &["content"]));
        for figures in form["figures"].as_array().unwrap() {
            let mut sentences = words_of(figures, &["text"]);
            sentences.sort();
            sentences.dedup();
            said.extend(sentences);
        }
        if form["draft"].as_array().is_some_and(|draft| !draft.is_empty()) {
            said.extend(words_of(&form["draft"], &["text"]));
            said.extend(words_of(&form["final"], &["text"]));
        }
        assert!(!said.is_empty(), "{topic} is spoken of");
        let reply = Reply::Comparison(comparison);
        let (mut quotes, _) = in_discord(&inquiry("/compare topic"), &reply);
        let shown = terminal::reply(&reply, terminal::Style::default());
        assert!(said.iter().all(|words| shown.contains(words)), "{topic}");
        quotes.sort();
        said.sort();
        assert_eq!(quotes, said, "{topic}");
    }
}

fn inquiry(line: &str) -> Inquiry {
    Inquiry::read(line).unwrap()
}

fn shown_in_order(said: &[String], shown: &str) {
    let mut from = 0;
    for words in said {
        let at = shown[from..].find(words.as_str());
        from += at.unwrap_or_else(|| panic!("{words:?} is not in\n{shown}")) + words.len();
    }
}

/// Every citation of every call stands in the files, and any change of a saved answer is seen.
#[test]
fn saved_answers_are_verified() {
    let engine = seeds();
    let articles = Articles::of(&engine).unwrap();
    let null = serde_json::Value::Null;
    let check = engine.whosaid("peace would not be possible", None).unwrap();
    let answer = engine.ask("Who leads the truce monitoring mechanism?").unwrap();
    let saved = [
        json::whosaid(&null, &check),
        json::compare("countries", &engine.compare("countries").unwrap()),
        json::summary(&engine.summary(None).unwrap()),
        json::who(&engine.who("Kushner").unwrap()),
        json::answer(&null, "", &answer, json::Besides::default()),
    ];
    for line in &saved {
        let verification = verify(&articles, &serde_json::from_str(line).unwrap());
        assert!(verification.citations > 0, "{line}");
        assert_eq!(verification.differences, Vec::<String>::new(), "{line}");
    }
    let page = engine.quotes(&Wanted::default()).unwrap();
    for line in json::quotes(&page).lines() {
        let verification = verify(&articles, &serde_json::from_str(line).unwrap());
        assert_eq!((verification.citations, verification.differences), (1, vec![]), "{line}");
    }
    let forged = [
        ("would not be possible", "would be possible"),
        ("Jared Kushner", "Steve Witkoff"),
        ("000_83aa1aa0df143671.txt", "000_other.txt"),
        ("\"sha256\":\"", "\"sha256\":\"0"),
        ("\"raw_bytes\":[[", "\"raw_bytes\":[[1"),
        ("\"form\":\"direct\"", "\"form\":\"mixed\""),
    ];
    for (from, to) in forged {
        assert!(saved[0].contains(from), "{from}");
        let verification =
            verify(&articles, &serde_json::from_str(&saved[0].replacen(from, to, 1)).unwrap());
        assert!(!verification.differences.is_empty(), "{from} → {to} was not seen");
    }
}

#[test]
fn lines_reach_the_call_they_ask_for() {
    let engine = seeds();
    let check = |line: &str, expected: &str| {
        let found = match engine.reply(&Inquiry::Ask(line.into())).unwrap() {
            Reply::Answer(_) => "answer",
            Reply::Check(_) => "check",
            Reply::Quotes(_) => "quotes",
            Reply::Comparison(_) => "comparison",
            Reply::Profile(_) => "profile",
            Reply::Summary(_) => "summary",
        };
        assert_eq!(found, expected, "{line}");
    };
    check("Who said \"a very, very, big milestone\"?", "check");
    check("Did Macron say \"this only hardens our resolve\"?", "check");
    check("What did Starmer say about military hubs?", "quotes");
    check("compare the number of countries", "comparison");
    check("what was dropped from the draft statement?", "comparison");
    check("According to whom is a deal “90 percent” ready?", "check");
    check("what is this about?", "summary");
    check("summarize the summit", "summary");
    check("summarize the moon landing", "answer");
    check("What did Napoleon say about Waterloo?", "answer");
    check("Who leads the truce monitoring mechanism?", "answer");
}

#[test]
fn quotations_are_listed_by_speaker_and_topic_in_pages() {
    let engine = seeds();
    let all = engine.quotes(&Wanted { speaker: Some("Starmer"), ..Wanted::default() }).unwrap();
    assert!(all.total > 5);
    assert!(
        all.quotations
            .iter()
            .all(|quoted| quoted.speaker().is_some_and(|name| name.contains("Starmer")))
    );
    let mut paged = Vec::new();
    for page in 0..all.total.div_ceil(2) {
        let wanted =
            Wanted { speaker: Some("keir starmer"), page, per_page: 2, ..Wanted::default() };
        paged.extend(
            engine
                .quotes(&wanted)
                .unwrap()
                .quotations
                .iter()
                .map(verbatim::model::verdict::Quoted::raw_spans),
        );
    }
    assert_eq!(
        paged,
        all.quotations.iter().map(verbatim::model::verdict::Quoted::raw_spans).collect::<Vec<_>>()
    );
    let hubs =
        engine.quotes(&Wanted { topic: Some("military hubs"), ..Wanted::default() }).unwrap();
    assert!(
        hubs.quotations[0].content().contains("military hubs"),
        "{}",
        hubs.quotations[0].content()
    );
    assert_eq!(
        engine.quotes(&Wanted { speaker: Some("Napoleon"), ..Wanted::default() }).unwrap().total,
        0
    );
}

/// Articles of the test's own, about events of all kinds.
fn elsewhere(texts: &[&str]) -> Engine {
    let dir = tempfile::tempdir().unwrap();
    for (number, text) in texts.iter().enumerate() {
        std::fs::write(dir.path().join(format!("{number}.txt")), text).unwrap();
    }
    let corpus = Corpus::load(dir.path(), &Limits::default()).unwrap();
    Engine::new(corpus, AnswerConfig { passages: 10, min_confidence: 0.0, encoder: false }).unwrap()
}

/// Words count as said only where the clause that reports them tells that they were.
#[test]
fn what_nobody_is_told_to_have_said_is_not_certified() {
    let check = |text: &str, expected: Verdict, changes: &[Change]| {
        let engine = elsewhere(&[&format!("{text}\n")]);
        let found = engine.whosaid("the orchard is ours", None).unwrap();
        assert_eq!(found.verdict, expected, "{text}");
        if expected == Verdict::Altered {
            assert_eq!(found.matches[0].changes, changes, "{text}");
        }
    };
    let altered = |text: &str, change: Change| check(text, Verdict::Altered, &[change]);
    let stands = |text: &str| check(text, Verdict::Verbatim, &[]);
    altered("It is not true that Osei said “the orchard is ours.”", Change::Negation);
    altered("It is false that Osei told them “the orchard is ours.”", Change::Negation);
    altered("There is no proof that Osei said “the orchard is ours.”", Change::Negation);
    altered("Osei almost said “the orchard is ours.”", Change::Negation);
    altered("Osei has yet to say “the orchard is ours.”", Change::Negation);
    altered("“The orchard is ours,” said nobody.", Change::Negation);
    altered("Neither Osei nor Brandt said “the orchard is ours.”", Change::Negation);
    altered("Not even Osei said: “The orchard is ours.”", Change::Negation);
    altered("No grower said “the orchard is ours.”", Change::Negation);
    altered("Brandt doubts that Osei ever said “the orchard is ours.”", Change::Doubt);
    altered("Brandt wished Osei had said “the orchard is ours.”", Change::Doubt);
    altered("Osei might say “the orchard is ours.”", Change::Doubt);
    altered("Osei should have said “the orchard is ours.”", Change::Doubt);
    altered("Osei was told to say “the orchard is ours.”", Change::Doubt);
    altered("Osei wanted to say “the orchard is ours.”", Change::Doubt);
    altered("Osei is expected to say “the orchard is ours.”", Change::Doubt);
    altered("Imagine Osei saying “the orchard is ours.”", Change::Doubt);
    altered("“The orchard is ours” is what Osei should have said.", Change::Doubt);
    altered("If Osei says “the orchard is ours,” the deal is off.", Change::Condition);
    altered("Unless Osei says “the orchard is ours,” the deal is off.", Change::Condition);
    altered("“The orchard is ours,” Osei would say if asked.", Change::Condition);
    altered("Rumour has it that Osei said “the orchard is ours.”", Change::Attribution);
    altered("Osei allegedly said “the orchard is ours.”", Change::Attribution);
    altered("Osei was accused by Brandt of saying: “The orchard is ours.”", Change::Attribution);
    altered("Osei was misquoted as saying “the orchard is ours.”", Change::Attribution);
    altered(
        "Osei was quoted by a parody site as saying “the orchard is ours.”",
        Change::Attribution,
    );
    stands("Osei said “the orchard is ours.”");
    stands("Osei has said: “The orchard is ours.”");
    stands("Osei would later say “the orchard is ours.”");
    stands("Osei used to say “the orchard is ours.”");
    stands("Osei went on to say “the orchard is ours.”");
    stands("Osei was forced to say “the orchard is ours.”");
    stands("Osei chose to say “the orchard is ours.”");
    stands("Asked what she would do, Osei said “the orchard is ours.”");
    stands("When asked if she might stay, Osei said “the orchard is ours.”");
    stands("Osei, who could not attend, said “the orchard is ours.”");
    stands("Osei, never shy, said “the orchard is ours.”");
    stands("Nobody was hurt, Osei said: “The orchard is ours.”");
    stands("Although he could not stay, Osei said “the orchard is ours.”");
    stands("Without giving details, Osei said “the orchard is ours.”");
    stands("Osei did not resign, saying “the orchard is ours.”");
    stands("Osei was not asked but said “the orchard is ours.”");
    stands("Osei cannot vote and said “the orchard is ours.”");
    stands("Growers with no land said “the orchard is ours.”");
    stands("Growers who did not vote said “the orchard is ours.”");
    stands("Osei was quoted by Brandt as saying “the orchard is ours.”");
    stands("Osei admitted saying “the orchard is ours.”");
    stands("It was not until Monday that Osei said “the orchard is ours.”");
    stands("Nobody knows why Osei said “the orchard is ours.”");
    stands("It is true that Osei said “the orchard is ours.”");
    stands("No doubt Osei said “the orchard is ours.”");
    stands("No 10 said “the orchard is ours.”");
    stands("“The orchard is ours,” Osei said, if only to reassure them.");
    stands("“The orchard is ours,” Osei would say every morning.");
    stands("“The orchard is ours,” Osei told reporters, none of whom asked more.");
}

/// An editor's words in brackets are left out only where they change nothing.
#[test]
fn brackets_may_not_hide_a_change() {
    let check = |article: &str, words: &str, expected: Verdict| {
        let engine = elsewhere(&[&format!("“{article},” Osei said.\n")]);
        let found = engine.whosaid(words, None).unwrap();
        assert_eq!(found.verdict, expected, "{article} / {words}");
    };
    let said = "We will win the cup";
    check(said, "We will [not] win the cup", Verdict::Altered);
    check(said, "We will [never] win the cup", Verdict::Altered);
    check(said, "We [hope we] will win the cup", Verdict::Altered);
    check(said, "[If they pay,] we will win the cup", Verdict::Altered);
    check(said, "We will win the cup [in 2040]", Verdict::Altered);
    check("We will [not] win the cup", said, Verdict::Altered);
    check("We will [not] win the cup", "We will [not] win the cup", Verdict::Verbatim);
    check(said, "[W]e will win the cup", Verdict::Verbatim);
    check(said, "We will win […] the cup", Verdict::Verbatim);
    check("We [the players] will win the cup", said, Verdict::Verbatim);
    check("Will he [the president] go to the river", "will he go to the river", Verdict::Verbatim);
    check(said, "We [the players] will win the cup", Verdict::Verbatim);
}

/// What turns the meaning of words round never comes out word for word, whatever the articles are about.
#[test]
fn changed_meanings_are_seen_in_other_articles() {
    let engine = elsewhere(&[
        "\"The bridge is not safe and it was never inspected,\" engineer Paula Wirth said. \"We will not wait until \
         June.\"\n\n\"Not every lane will be closed,\" Wirth said. She said \"the repair costs $3 million\".\n",
        "Coach Ben Adler said: \"We were never afraid of the second half. Nobody in this squad wanted to leave.\"\n\n\
         \"It was -5 degrees at kick-off,\" Adler said. \"Twenty years is a long time.\"\n",
        "\"The vaccine works,\" Dr Irma Falk told reporters, \"and we have tested it on 21 patients.\"\n\n\"Nothing was \
         hidden from the public,\" Falk said.\n",
        "Owner Hugo Jones said he never said \"the harbour must be sold\". He denied that the mill would be torn down. \
         \"The mill will stay,\" Jones said.\n\nMayor Liv Brown's spokesman denied he had said \"never again in this town\".\n",
    ]);
    let check = |words: &str, expected: Verdict, change: &[Change]| {
        let found = engine.whosaid(words, None).unwrap();
        assert_eq!(found.verdict, expected, "{words}");
        if expected == Verdict::Altered {
            assert_eq!(found.matches[0].changes, change, "{words}");
        }
    };
    let negation: &[Change] = &[Change::Negation];
    let number: &[Change] = &[Change::Number];
    // An ellipsis, or a cut, may not hide a negation.
    check("The bridge is ... safe and it was ... inspected", Verdict::Altered, negation);
    check("We will … wait until June", Verdict::Altered, negation);
    check("Every lane will be closed", Verdict::Altered, negation);
    check("We were ... afraid of the second half", Verdict::Altered, negation);
    check("was hidden from the public", Verdict::Altered, negation);
    check("everybody wanted to leave", Verdict::Altered, negation);
    check("The bridge is not safe ... never inspected", Verdict::Verbatim, &[]);
    check("The bridge is not safe", Verdict::Verbatim, &[]);
    check("the second half", Verdict::Altered, negation);
    check("Twenty years", Verdict::Verbatim, &[]);
    // What is denied was not said.
    check("the harbour must be sold", Verdict::Altered, negation);
    check("the mill would be torn down", Verdict::Altered, negation);
    check("never again in this town", Verdict::Altered, negation);
    check("the mill will stay", Verdict::Verbatim, &[]);
    // Signs, units and numbers in two words count.
    check("the repair costs €3 million", Verdict::Altered, number);
    check("the repair costs 3 million dollars", Verdict::Verbatim, &[]);
    check("the repair costs $3m", Verdict::Verbatim, &[]);
    check("It was 5 degrees at kick-off", Verdict::Altered, number);
    check("Twenty-one years is a long time", Verdict::Altered, number);
    check("Twenty months is a long time", Verdict::Altered, number);
    check("we have tested it on twenty-one patients", Verdict::Verbatim, &[]);
    // A slip is forgiven, and said.
    let slip = engine.whosaid("the bridge is not safe and it was never inspectde", None).unwrap();
    assert_eq!(slip.verdict, Verdict::Verbatim);
    let sentence = verbatim::render::verdict::sentence(&slip);
    assert!(sentence.contains("if ‘inspectde’ is a typo for ‘inspected’"), "{sentence}");
    // What the text interrupts is shown as interrupted.
    let found = engine.whosaid("The vaccine works and we have tested it", None).unwrap();
    assert_eq!(found.verdict, Verdict::Verbatim);
    assert!(found.matches[0].found.shown().contains("works, … and we"), "{:?}", found.matches[0]);
}

/// A cut is certified where its sentence does not take it back, and each place says how much of its sentence the words are.
#[test]
fn cuts_are_judged_by_their_sentences() {
    let lines = include_str!("whosaid/cuts.txt").lines();
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    let cases: Vec<Vec<&str>> = lines.map(|line| line.split(" | ").collect()).collect();
    let mut faults = vec![];
    for case in &cases {
        let [expected, article, words] = case[..] else { panic!("three fields: {case:?}") };
        let engine = elsewhere(&[&format!("Town news\n\n{article}\n")]);
        let check = engine.whosaid(words, None).unwrap();
        let found = check.matches.first().map_or(String::new(), |one| {
            let changes = one.changes.iter().map(|change| change.as_str());
            let extent = std::iter::once(one.extent.as_str());
            extent.chain(changes).collect::<Vec<_>>().join(" ")
        });
        let found = format!("{} {found}", check.verdict.as_str());
        if found != expected {
            faults.push(format!("{words:?} of {article}: expected {expected}, found {found}"));
        }
        let Some(one) = check.matches.first() else { continue };
        let is_shown = one.surroundings.is_some();
        assert_eq!(is_shown, one.extent != Extent::Whole, "{words}");
        if let Some(around) = &one.surroundings {
            let stretches = around.stretches(one.found.document());
            let sentence: String = stretches.iter().map(|(words, _)| *words).collect();
            assert!(article.contains(&sentence), "{sentence:?} is not in {article}");
            let reply = Reply::Check(check.clone());
            let shown = terminal::reply(&reply, terminal::Style::default());
            let asked: Vec<_> = stretches.iter().filter(|(_, is_asked)| *is_asked).collect();
            assert!(
                asked.iter().all(|(words, _)| shown.contains(&format!("**{words}**"))),
                "{shown}"
            );
            let (_, in_discord) = in_discord(&inquiry("/whosaid “words”"), &reply);
            assert!(
                asked.iter().all(|(words, _)| in_discord.contains(&format!("**{words}**"))),
                "{in_discord}"
            );
        }
    }
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), cases.len(), faults.join("\n"));
}

#[test]
fn words_are_pasted_with_a_name() {
    let engine = elsewhere(&[
        "“We will plant nine hundred oaks along the river,” forester Ines Roth said.\n\n“The saw is blunt: we need \
         another one,” Carl Voss said.\n",
    ]);
    let check = |pasted: &str, verdict: Verdict, speaker: Option<&str>| {
        let found = engine.whosaid(pasted, None).unwrap();
        assert_eq!((found.verdict, found.speaker), (verdict, speaker), "{pasted}");
    };
    let oaks = "We will plant nine hundred oaks along the river";
    for pasted in [
        format!("\"{oaks}\" - Roth"),
        format!("\"{oaks}\" — Ines Roth"),
        format!("“{oaks}.” ~ Roth"),
        format!("“{oaks},” Roth"),
        format!("“{oaks},” said Ines Roth, forester"),
        format!("Roth: \"{oaks}\""),
        format!("Roth: {oaks}"),
        format!("Ines Roth said \"{oaks}\""),
        format!("Roth told reporters: “{oaks}”"),
        format!("According to Roth, “{oaks}”"),
        format!("{oaks} – Ines Roth"),
        format!("{oaks} (Roth, 2026)"),
        format!("“{oaks}” (Roth 2026)"),
        format!("> {oaks}\n— Ines Roth"),
        format!("> “{oaks}”\n> – Ines Roth"),
        format!("> {oaks}\nInes Roth"),
        format!("«{oaks}» (Ines Roth)"),
        format!("'{oaks}' - Roth"),
        format!("**Roth**: {oaks}"),
        format!("Roth said {oaks}"),
        format!("Ines Roth says that {oaks}"),
        format!("{oaks}, Roth said"),
        format!("{oaks}, said Ines Roth."),
        oaks.to_owned(),
    ] {
        check(&pasted, Verdict::Verbatim, Some("Ines Roth"));
    }
    check(&format!("\"{oaks}\" - Voss"), Verdict::OtherSpeaker, Some("Ines Roth"));
    check(&format!("Carl Voss: \"{oaks}\""), Verdict::OtherSpeaker, Some("Ines Roth"));
    check(&format!("\"{oaks}\" - Napoleon"), Verdict::OtherSpeaker, Some("Ines Roth"));
    check(&format!("Voss said {oaks}"), Verdict::OtherSpeaker, Some("Ines Roth"));
    check(&format!("{oaks}, Carl Voss said"), Verdict::OtherSpeaker, Some("Ines Roth"));
    // What stands in front of a colon, or behind a dash, may be said as well.
    check("The saw is blunt: we need another one", Verdict::Verbatim, Some("Carl Voss"));
    check("The saw is blunt - we need another one", Verdict::Verbatim, Some("Carl Voss"));
}

/// Where some words were left out, the nearest of those that were asked count.
#[test]
fn differences_are_the_nearest() {
    let engine = elsewhere(&[
        "“I personally very much want to get a new ladder for the barn, and I will pay for it,” Carl Voss said.\n",
    ]);
    let check = |words: &str, expected: &str| {
        let found = engine.whosaid(words, None).unwrap();
        assert_eq!(verbatim::render::verdict::diff(&found.matches[0].diff), expected);
    };
    check(
        "I want to get a new ladder for the barn",
        "I [-personally very much-] want to get a new ladder for the barn",
    );
    check(
        "I personally want a new ladder for the barn",
        "I personally [-very much-] want [-to get-] a new ladder for the barn",
    );
    check(
        "I very much want to get a new rope for the barn",
        "I [-personally-] very much want to get a new [-ladder-] {+rope+} for the barn",
    );
}

#[test]
fn other_utterances_are_no_wordings() {
    let pairs = [
        ("I fully support the new stadium plan", "I fully oppose the new stadium plan"),
        (
            "we expect prices to rise by 5 percent this year",
            "we expect prices to fall by 5 percent this year",
        ),
        (
            "we will open a clinic in the north of the city",
            "we will open a clinic in the south of the city",
        ),
        ("they want to build 250 homes on this field", "they want to build 90 homes on this field"),
        ("everybody here will vote for Anna Stone", "everybody here will vote for Carl Frost"),
        (
            "it is false that the old harbour wall will be rebuilt this year",
            "the old harbour wall will be rebuilt this year",
        ),
        (
            "the report will be published on Tuesday morning",
            "the report will be published on Friday morning",
        ),
    ];
    for (one, other) in pairs {
        let article = |words: &str| {
            format!("Rita Lowe told the paper. \"I said: {words},\" Rita Lowe said.\n")
        };
        let engine = elsewhere(&[&article(one), &article(other)]);
        assert!(
            engine.wordings().unwrap().is_empty(),
            "{one} / {other}: {:?}",
            engine.wordings().unwrap()
        );
        assert_eq!(
            elsewhere(&[&article(one), &(article(one) + "Then she left.")])
                .wordings()
                .unwrap()
                .len(),
            1,
            "{one}"
        );
    }
}

#[test]
fn speakers_are_found_by_what_they_are() {
    let engine = elsewhere(&[
        "Rovers coach Anna Brandt said: \"It was two terrible mistakes.\"\n\n\"We appeal,\" said defence lawyer Rosa \
         Klein.\n",
        "\"Sales will grow,\" finance chief Erik Bae said.\n",
    ]);
    let check = |words: &str, speaker: &str, expected: Verdict| {
        assert_eq!(
            engine.whosaid(words, Some(speaker)).unwrap().verdict,
            expected,
            "{words} by {speaker}"
        );
    };
    check("two terrible mistakes", "the Rovers coach", Verdict::Verbatim);
    check("we appeal", "the defence lawyer", Verdict::Verbatim);
    check("sales will grow", "finance chief", Verdict::Verbatim);
    check("sales will grow", "the Rovers coach", Verdict::OtherSpeaker);
}

#[test]
fn offices_find_those_who_hold_them() {
    let elsewhere = elsewhere(&[
        "Japanese Prime Minister Haru Sato said on Monday that rates would stay. \"We wait,\" Sato said.\n\n\
         Kenya's Foreign Minister Amina Otieno said \"the border is open again\".\n",
        "Lena Vogel, the Austrian chancellor, told reporters: \"There is no other way.\"\n\n\
         US Treasury Secretary John Hale said talks would go on.\n",
        "British Foreign Secretary Ann Brook said \"this was a mistake\". British Prime Minister Tom Ash agreed and \
         said \"it will be mended\".\n",
    ]);
    let seeds = seeds();
    let check = |engine: &Engine, office: &str, expected: &[&str]| {
        let speakers = engine.quotations().unwrap().speakers();
        let found: Vec<_> = speakers.find(office).iter().map(|&id| speakers.name(id)).collect();
        assert_eq!(found, expected, "{office}");
    };
    check(&elsewhere, "the Japanese prime minister", &["Haru Sato"]);
    check(&elsewhere, "the prime minister of Japan", &["Haru Sato"]);
    check(&elsewhere, "Kenya’s foreign minister", &["Amina Otieno"]);
    check(&elsewhere, "Austria's chancellor", &["Lena Vogel"]);
    check(&elsewhere, "the US treasury secretary", &["John Hale"]);
    check(&elsewhere, "UK foreign secretary", &["Ann Brook"]);
    check(&elsewhere, "the British prime minister", &["Tom Ash"]);
    check(&elsewhere, "the Kenyan president", &[]);
    check(&elsewhere, "the French chancellor", &[]);
    check(&seeds, "the French president", &["Emmanuel Macron"]);
    check(&seeds, "Germany's chancellor", &["Friedrich Merz"]);
    check(&seeds, "the Polish prime minister", &["Donald Tusk"]);
    check(&seeds, "the US envoy", &["Steve Witkoff"]);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    /// Any words: no panic, the same outcome each time, and word for word only what stands word for word.
    #[test]
    fn any_words_can_be_asked(words in "\\PC{0,80}|[a-z …\"'\\[\\]]{0,80}|(peace |not |be |possible |… |Putin |ready |35 |\\[the\\] ){0,12}", speaker in proptest::option::of("\\PC{0,20}")) {
        thread_local!(static ENGINE: Engine = seeds());
        ENGINE.with(|engine| {
            let line = |words: &str| json::whosaid(&serde_json::Value::Null, &engine.whosaid(words, speaker.as_deref()).unwrap());
            assert_eq!(line(&words), line(&words));
            let check = engine.whosaid(&words, speaker.as_deref()).unwrap();
            if check.verdict == Verdict::Verbatim {
                let content = check.matches[0].found.document().text();
                for piece in check.matches[0].diff.iter().filter(|piece| piece.op != Op::Added) {
                    assert!(piece.text.split(' ').all(|word| content.contains(word)), "{piece:?}");
                }
            }
            let _ = engine.compare(&words).unwrap();
            let _ = engine.reply(&Inquiry::Ask(words.clone()));
            let _ = engine.quotes(&Wanted { topic: Some(&words), speaker: speaker.as_deref(), ..Wanted::default() }).unwrap();
        });
    }
}

#[test]
fn a_number_is_the_same_however_it_is_written() {
    let engine = elsewhere(&[
        "\"There were 800,000 bricks on 6 January 2027,\" mason Ida Kvist said. \"The wall costs €84m and grew by 20%.\"\n\n\
         \"It has two hundred and twenty-three arches,\" Kvist said. \"Between 15,000 and 20,000 people will come, half a million \
         more than in 2019.\"\n",
        "\"The third plan of the 1880s needs one and a half miles of rope,\" captain Rolf Beck said. \"It was 1.5 degrees in \
         the 17th century.\"\n",
    ]);
    let check = |words: &str, expected: Verdict| {
        let found = engine.whosaid(words, None).unwrap();
        assert_eq!(found.verdict, expected, "{words}");
        let has_number =
            found.matches.first().is_some_and(|one| one.changes.contains(&Change::Number));
        assert_eq!(has_number, expected == Verdict::Altered, "{words}");
    };
    for bricks in [
        "800 000",
        "800\u{a0}000",
        "800k",
        "0.8 million",
        "eight hundred thousand",
        "800'000",
        "800 thousand",
    ] {
        check(&format!("There were {bricks} bricks"), Verdict::Verbatim);
    }
    for day in [
        "January 6, 2027",
        "6/1/2027",
        "1/6/2027",
        "2027-01-06",
        "Jan. 6",
        "the 6th of January",
        "the sixth of January 2027",
    ] {
        check(&format!("There were 800,000 bricks on {day}"), Verdict::Verbatim);
    }
    for cost in ["84 million euros", "EUR 84 million", "€84,000,000", "84m euros"] {
        check(&format!("The wall costs {cost} and grew by 20 per cent"), Verdict::Verbatim);
    }
    check("It has 223 arches", Verdict::Verbatim);
    check("500,000 more than in 2019", Verdict::Verbatim);
    check("The 3rd plan of the 1880's needs 1.5 miles of rope", Verdict::Verbatim);
    check("It was one and a half degrees in the seventeenth century", Verdict::Verbatim);
    // Another value is another number, however near it looks.
    check("There were 80,000 bricks on 6 January", Verdict::Altered);
    check("There were 800 bricks on 6 January", Verdict::Altered);
    check("There were 800,000 bricks on 7 January", Verdict::Altered);
    check("There were 800,000 bricks on 6 June 2027", Verdict::Altered);
    check("There were 800,000 bricks on 6 January 2026", Verdict::Altered);
    check("The wall costs $84m and grew by 20%", Verdict::Altered);
    check("The wall costs €84bn and grew by 20%", Verdict::Altered);
    check("The wall costs €8.4m and grew by 20%", Verdict::Altered);
    check("It has twenty-three arches", Verdict::Altered);
    check("It was .15 degrees in the 17th century", Verdict::Altered);
    check("It was 15 degrees in the 17th century", Verdict::Altered);
    check("It was 1.5 degrees in the 18th century", Verdict::Altered);
    check("The third plan of the 1890s needs one and a half miles of rope", Verdict::Altered);
}

#[test]
fn a_hyphen_at_the_end_of_a_line_is_no_word_of_its_own() {
    let engine = elsewhere(&[
        "\"The lighthouse keeper left a well-known letter,\" curator Eva Holt said.\n",
    ]);
    let check = |words: &str| {
        assert_eq!(engine.whosaid(words, None).unwrap().verdict, Verdict::Verbatim, "{words}");
    };
    check("The light-\nhouse keeper left");
    check("The light-\r\n  house keeper left");
    check("left a well-\nknown letter");
    check("left a well-known letter");
}

/// A number is another one without its unit, and where a point parts two numbers.
#[test]
fn numbers_are_compared_as_they_are_meant() {
    let engine = elsewhere(&[
        "“Our rents will rise by 5 percent and the ferry leaves at 10.30,” Dora Lindqvist said.\n\n“We ship version 1.10 to a \
         third of the schools, and a dozen teachers test it,” Piet Maas said.\n",
    ]);
    let check = |asked: &str, verdict: Verdict| {
        assert_eq!(engine.whosaid(asked, None).unwrap().verdict, verdict, "{asked}");
    };
    check("Our rents will rise by 5 percent", Verdict::Verbatim);
    check("Our rents will rise by 5%", Verdict::Verbatim);
    check("Our rents will rise by 5", Verdict::Altered);
    check("the ferry leaves at 10:30", Verdict::Verbatim);
    check("and the ferry leaves at 10.3", Verdict::Altered);
    check("We ship version 1.10", Verdict::Verbatim);
    check("We ship version 1.1 to a third of the schools", Verdict::Altered);
    check("We ship version 1.10 to one-third of the schools", Verdict::Verbatim);
    check("12 teachers test it", Verdict::Verbatim);
}
