//! The right sentence or an honest none: over the seeds, over a small corpus of its own, and from disk.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use verbatim::article::corpus::{Corpus, Folder, Limits};
use verbatim::config::{AnswerConfig, Config};
use verbatim::engine::Engine;
use verbatim::model::answer::{Answer, Note, Outcome, Passage, Refusal};

#[path = "asking/chat.rs"]
mod chat;
#[path = "asking/going_on.rs"]
mod going_on;
#[path = "asking/near.rs"]
mod near;

fn seeds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")
}

/// As the program is shipped.
fn shipped() -> AnswerConfig {
    Config::load(None, &std::collections::HashMap::new()).unwrap().answer
}

fn engine(folder: &Path) -> Engine {
    Engine::new(Corpus::load(folder, &Limits::default()).unwrap(), shipped()).unwrap()
}

/// A folder with these articles, each under its name.
fn articles(of: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in of {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

const HARBOUR: &str = "Storm closes the harbour of Port Ellis

PORT ELLIS – A storm closed the harbour of Port Ellis on Monday, and 42 fishing boats could not leave.

Mayor Ada Lindqvist said that repairs of the northern pier would cost 3.5 million euros.

\"We will not ask the government for help,\" she told reporters at the town hall.

The southern pier was not damaged, the harbour master, Tom Okafor, said.

Finland promised to send a crane ship, while Norway and Denmark said they would not send vessels.

The harbour was built in 1911 because the old one had filled with sand.
";

const TRAINS: &str = "Night trains return to the north

HELMDORF – Night trains will run between Helmdorf and the coast from 12 May on, the railway said.

A ticket for a bed will cost 89 euros, the railway's chief, Marta Ruiz, announced on Thursday.

The line was given up in 2003 since too few people used it.

Critics say the trains are too slow: the journey takes eleven hours.
";

fn small() -> tempfile::TempDir {
    articles(&[("harbour.txt", HARBOUR), ("trains.txt", TRAINS)])
}

fn first<'a>(answer: &'a Answer<'_>) -> &'a str {
    answer.passages.first().map_or("", |passage| passage.text())
}

#[test]
fn the_sentence_that_answers_comes_first() {
    let folder = small();
    let engine = engine(folder.path());
    let check = |question: &str, expected: &str| {
        let answer = engine.ask(question).unwrap();
        assert_eq!(answer.outcome, Outcome::Answered, "{question}");
        assert!(first(&answer).contains(expected), "{question}: {}", first(&answer));
    };
    check("How many boats were stuck in Port Ellis?", "42 fishing boats");
    check("How much will the repairs of the northern pier cost?", "3.5 million");
    check("Which pier was not damaged?", "southern pier");
    check("Who is the mayor?", "Ada Lindqvist");
    check("Which countries will not send ships?", "Norway and Denmark");
    check("Will Helsinki send a ship?", "Finland promised");
    check("When was the harbour built?", "1911");
    check("Why was the railway line given up?", "too few people");
    check("When do night trains start?", "12 May");
    check("What does a bed cost?", "89 euros");
    check("How long is the journey by train?", "eleven hours");
    check("who said that repairs cost 3.5 million euros", "Lindqvist");
    check("What did Marta Riuz announce?", "Marta Ruiz");
    check("harbor master", "Tom Okafor");
}

/// "Long" says what kind of answer is wanted: no article needs the word.
#[test]
fn a_word_that_names_the_kind_of_answer_may_be_missing() {
    let folder = articles(&[("verdict.txt", "Marlow is free\n\nThe trial lasted six weeks.\n")]);
    for day in ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] {
        let text = format!(
            "The trial on {day}\n\nThe trial of Marlow went on, and a {day} witness spoke.\n"
        );
        fs::write(folder.path().join(format!("{day}.txt")), text).unwrap();
    }
    let engine = engine(folder.path());
    let answer = engine.ask("How long was the trial?").unwrap();
    assert_eq!(answer.outcome, Outcome::Answered);
    assert!(first(&answer).contains("six weeks"), "{}", first(&answer));
    let answer = engine.ask("How long was the siege?").unwrap();
    assert_ne!(answer.outcome, Outcome::Answered);
}

#[test]
fn what_no_article_says_is_refused_with_the_reason() {
    let folder = small();
    let engine = engine(folder.path());
    let check = |question: &str, expected: Refusal| {
        let answer = engine.ask(question).unwrap();
        assert_eq!(answer.outcome, Outcome::NotFound(expected), "{question}");
    };
    let unmentioned =
        |words: &[&str]| Refusal::Unmentioned(words.iter().map(|w| (*w).into()).collect());
    check("", Refusal::Empty);
    check("?!", Refusal::Empty);
    check("who are they", Refusal::OnlyCommonWords);
    check("Who won the Wimbledon final?", unmentioned(&["won", "Wimbledon", "final"]));
    check("Which volcano erupted in Iceland?", unmentioned(&["volcano", "erupted", "Iceland"]));
    let nearest =
        engine.ask("Who designed the lighthouse of Port Ellis for Queen Charlotte?").unwrap();
    assert_ne!(nearest.outcome, Outcome::Answered);
    assert!(!nearest.passages.is_empty(), "near passages are offered");
}

#[test]
fn an_ambiguous_question_is_answered_and_says_so() {
    let folder = small();
    let engine = engine(folder.path());
    let note = |question: &str| engine.ask(question).unwrap().note;
    assert_eq!(
        note("What did she say about the northern pier?"),
        Some(Note::Pronoun("she".into()))
    );
    assert_eq!(note("harbour?"), Some(Note::OneWord("harbour".into())));
    assert_eq!(note("Who is the mayor of Port Ellis?"), None);
}

#[derive(serde::Deserialize)]
struct Questions {
    question: Vec<Asked>,
}

#[derive(serde::Deserialize)]
struct Asked {
    ask: String,
    accept: Vec<String>,
}

/// Without marks, dashes, lost bytes and line breaks.
fn fold(text: &str) -> String {
    let kept: String = text
        .chars()
        .filter(|c| c.is_alphanumeric() || ",%.".contains(*c) || c.is_whitespace())
        .collect();
    kept.replace('â', "").split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[test]
fn figures_over_the_seeds_do_not_fall() {
    let engine = engine(&seeds());
    let questions: Questions = toml::from_str(include_str!("asking/seeds.toml")).unwrap();
    let (mut answerable, mut first, mut third, mut refused) = (0.0_f32, 0.0, 0.0, 0.0);
    let (mut unanswerable, mut right) = (0.0_f32, 0.0);
    let mut wrong = vec![];
    for asked in &questions.question {
        let answer = engine.ask(&asked.ask).unwrap();
        let is_answered = answer.outcome == Outcome::Answered;
        if asked.accept.is_empty() {
            unanswerable += 1.0;
            right += if is_answered { 0.0 } else { 1.0 };
            if is_answered {
                wrong.push(format!("answered: {}", asked.ask));
            }
            continue;
        }
        let holds = |text: &str| asked.accept.iter().any(|words| fold(text).contains(&fold(words)));
        let place = answer.passages.iter().position(|passage| holds(passage.text()));
        answerable += 1.0;
        refused += if is_answered { 0.0 } else { 1.0 };
        first += if is_answered && place == Some(0) { 1.0 } else { 0.0 };
        third += if is_answered && place.is_some_and(|place| place < 3) { 1.0 } else { 0.0 };
        if !is_answered || place != Some(0) {
            let got = answer.passages.first().map_or("", |passage| passage.text());
            wrong.push(format!("{:?} {place:?} {}\n    {got}", answer.outcome, asked.ask));
        }
    }
    let figures =
        [first / answerable, third / answerable, refused / answerable, right / unanswerable];
    let [first, third, refused, right] = figures;
    let is_good = first >= 0.84 && third >= 0.89 && refused <= 0.08 && right >= 0.9;
    assert!(
        is_good,
        "hit@1, hit@3, wrongly refused, right refusals: {figures:?}\n{}",
        wrong.join("\n")
    );
    println!("{figures:?}\n{}", wrong.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_question_gets_the_same_answer_twice(question in ".{0,200}") {
        thread_local! { static ENGINE: Engine = engine(&seeds()); }
        ENGINE.with(|engine| {
            let told = |answer: &Answer<'_>| -> Vec<(String, String)> {
                let one = |p: &Passage<'_>| (p.document().name().to_owned(), p.text().to_owned());
                answer.passages.iter().map(one).collect()
            };
            let (one, other) = (engine.ask(&question).unwrap(), engine.ask(&question).unwrap());
            assert_eq!(told(&one), told(&other));
            assert_eq!((one.outcome, one.confidence.to_bits()), (other.outcome, other.confidence.to_bits()));
            for passage in &one.passages {
                assert_eq!(passage.document().slice(passage.span()), passage.text());
            }
        });
    }
}

/// Opens the index on disk; how many files were read is told by how often progress was.
fn open(index: &Path, corpus: &Path) -> (Engine, usize) {
    let folder = Folder::list(corpus, &Limits::default()).unwrap();
    let mut told = 0;
    let engine = Engine::open(index, &folder, shipped(), &mut |done, _| told = done).unwrap();
    (engine, told)
}

fn told(engine: &Engine, question: &str) -> (String, u32, Vec<String>) {
    let answer = engine.ask(question).unwrap();
    let told = |passage: &Passage<'_>| format!("{} {:?}", passage.text(), passage.speakers());
    let texts = answer.passages.iter().map(told).collect();
    (format!("{:?}", answer.outcome), answer.confidence.to_bits(), texts)
}

/// What is quoted in the corpus, and who speaks.
fn all_quoted(engine: &Engine) -> Vec<(String, Option<String>)> {
    let quoted = engine.all_quotations().unwrap();
    quoted.map(|one| (one.content(), one.speaker().map(str::to_owned))).collect()
}

#[test]
fn a_change_reads_one_file_and_gives_what_reading_all_would() {
    let (index, folder) = (tempfile::tempdir().unwrap(), small());
    for entry in fs::read_dir(seeds()).unwrap().flatten() {
        fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
    }
    drop(open(index.path(), folder.path()));
    let changes = [
        ("harbour.txt", HARBOUR.replace("42 fishing", "167 fishing")),
        ("aaa.txt", "Bridge\n\n“It holds,” said Mr Macron of the new zweibrook bridge.\n".into()),
    ];
    for (name, text) in changes {
        fs::write(folder.path().join(name), text).unwrap();
        let listed = Folder::list(folder.path(), &Limits::default()).unwrap();
        let opened =
            verbatim::search::index::open(index.path(), &listed, &mut |_, _| {}).unwrap().2;
        assert_eq!((opened.read, opened.kept), (1, listed.files.len() - 1));
        let (changed, fresh) = (open(index.path(), folder.path()).0, engine(folder.path()));
        let questions: Questions = toml::from_str(include_str!("asking/seeds.toml")).unwrap();
        let questions = questions.question.iter().map(|asked| asked.ask.as_str());
        let more = ["How many boats were stuck in Port Ellis?", "What holds in zweibrok?"];
        for question in questions.chain(more) {
            assert_eq!(told(&changed, question), told(&fresh, question), "{question}");
        }
        assert_eq!(all_quoted(&changed), all_quoted(&fresh));
    }
}

#[test]
fn an_index_on_disk_answers_like_one_in_memory() {
    let index = tempfile::tempdir().unwrap();
    let in_memory = engine(&seeds());
    let (on_disk, read) = open(index.path(), &seeds());
    assert_eq!((on_disk.len(), read), (in_memory.len(), in_memory.len()));
    let questions: Questions = toml::from_str(include_str!("asking/seeds.toml")).unwrap();
    for asked in &questions.question {
        assert_eq!(told(&on_disk, &asked.ask), told(&in_memory, &asked.ask), "{}", asked.ask);
    }
    assert_eq!(on_disk.documents().unwrap(), in_memory.documents().unwrap());
    assert_eq!(all_quoted(&on_disk), all_quoted(&in_memory));
    let (again, read) = open(index.path(), &seeds());
    assert_eq!(read, 0, "nothing has changed, so nothing is read");
    assert_eq!(
        told(&again, "Who will monitor the truce?"),
        told(&in_memory, "Who will monitor the truce?")
    );
}

#[test]
fn what_changes_in_the_folder_changes_in_the_index() {
    let (index, folder) = (tempfile::tempdir().unwrap(), small());
    let question = "How many boats were stuck in Port Ellis?";
    assert!(told(&open(index.path(), folder.path()).0, question).2[0].contains("42 fishing"));
    fs::write(folder.path().join("harbour.txt"), HARBOUR.replace("42 fishing", "167 fishing"))
        .unwrap();
    let (changed, _) = open(index.path(), folder.path());
    assert!(told(&changed, question).2[0].contains("167 fishing"));
    fs::remove_file(folder.path().join("harbour.txt")).unwrap();
    let (changed, _) = open(index.path(), folder.path());
    assert_eq!(changed.len(), 1);
    assert!(told(&changed, question).0.contains("Unmentioned"));
    fs::write(folder.path().join("sources.toml"), "[\"trains.txt\"]\npublisher = \"The Post\"\n")
        .unwrap();
    let (changed, _) = open(index.path(), folder.path());
    assert_eq!(changed.documents().unwrap()[0].metadata().publisher.as_deref(), Some("The Post"));
    let generations = fs::read_dir(index.path()).unwrap().flatten();
    let generations = generations.filter(|entry| entry.path().is_dir()).count();
    assert_eq!(generations, 1, "old generations are removed");
}

/// A build that is killed at any file leaves the old index or the new one.
#[test]
fn a_crash_in_the_middle_leaves_a_whole_index() {
    let (index, folder) = (tempfile::tempdir().unwrap(), small());
    drop(open(index.path(), folder.path()));
    fs::write(
        folder.path().join("more.txt"),
        "More news\n\nA bridge opened in Halden on Friday.\n",
    )
    .unwrap();
    for stop in 1..=3 {
        let listed = Folder::list(folder.path(), &Limits::default()).unwrap();
        let crash = std::panic::catch_unwind(|| {
            let mut progress = |done, _| assert!(done < stop, "crash");
            let _ = Engine::open(index.path(), &listed, shipped(), &mut progress);
        });
        assert!(crash.is_err(), "the build was to stop at file {stop}");
        let current = fs::read_to_string(index.path().join("CURRENT")).unwrap();
        assert!(index.path().join(current.trim()).join("meta.json").exists());
    }
    let (engine, _) = open(index.path(), folder.path());
    assert!(told(&engine, "Where did a bridge open?").2[0].contains("Halden"));
}

#[test]
fn a_damaged_index_is_built_again() {
    let (index, folder) = (tempfile::tempdir().unwrap(), small());
    drop(open(index.path(), folder.path()));
    for damage in [b"".as_slice(), b"generation-9", b"../../etc", b"\xff\xfe"] {
        fs::write(index.path().join("CURRENT"), damage).unwrap();
        let (engine, read) = open(index.path(), folder.path());
        assert_eq!((engine.len(), read), (2, 2));
    }
}

/// The process is killed while it builds; whoever comes next finds the old index or builds the new one.
#[cfg(unix)]
#[test]
fn a_killed_process_leaves_a_whole_index() {
    use std::process::{Command, Stdio};
    let (index, folder) = (tempfile::tempdir().unwrap(), small());
    drop(open(index.path(), folder.path()));
    for number in 0..400 {
        let text = format!("News {number}\n\nBridge number {number} opened in Halden.\n");
        fs::write(folder.path().join(format!("{number}.txt")), text).unwrap();
    }
    let mut build = Command::new(env!("CARGO_BIN_EXE_verbatim"))
        .args(["ask", "Halden", "--corpus"])
        .arg(folder.path())
        .env("VERBATIM__INDEX__DIR", index.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // Until it has begun: the second generation's folder is there.
    while !index.path().join("generation-2").exists() && build.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    build.kill().unwrap();
    build.wait().unwrap();
    let (engine, _) = open(index.path(), folder.path());
    assert_eq!(engine.len(), 402);
}

const FERRY: &str = "Ferry line gets a new boat

ROSHAVN, 9 April 2025 – The ferry line of Roshavn bought a boat for 84 million kroner, its chief, Bjørg Sæther, said.

It will first sail on 3 June 2025, and it holds 1,200 passengers.

The old boat burned on the night of 14 March 2024, and nobody was hurt.

\"We waited eleven years for this boat,\" Sæther said.

Two of the nine captains left in May. Section 18 of the port law forbids engines over 12.5 tonnes.

In the 17th century the town had 40 boats. The university of Roshavn painted them.

Magnus McAllister owns half a million shares, 20% of the line.
";

fn ferry() -> tempfile::TempDir {
    articles(&[("ferry.txt", FERRY)])
}

/// Each question has a number or a date in another form than the article.
#[test]
fn numbers_and_dates_are_asked_in_any_form() {
    let folder = ferry();
    let engine = engine(folder.path());
    let check = |question: &str, expected: &str| {
        let answer = engine.ask(question).unwrap();
        assert_eq!(answer.outcome, Outcome::Answered, "{question}");
        assert!(first(&answer).contains(expected), "{question}: {}", first(&answer));
    };
    check("What did the line buy for 84,000,000 kroner?", "84 million kroner");
    check("When will the boat for 84m kroner sail?", "boat");
    for day in [
        "June 3, 2025",
        "Jun. 3",
        "the 3rd of June",
        "3/6/2025",
        "6/3/2025",
        "2025-06-03",
        "3.6.2025",
        "the third of June",
    ] {
        check(&format!("What will sail on {day}?"), "3 June 2025");
    }
    check("What will sail in June?", "3 June 2025");
    check("Which boat holds twelve hundred passengers?", "1,200 passengers");
    check("Who waited 11 years for the boat?", "eleven years");
    check("What does Section eighteen forbid?", "Section 18");
    check("Who owns 500,000 shares?", "half a million");
    check("Who owns twenty percent of the line?", "20%");
    check("How many boats did the town have in the seventeenth century?", "40 boats");
    check("How many people were killed when the boat burned?", "nobody was hurt");
    check("Who is Bjoerg Saether?", "its chief");
    check("What does Mc Allister own?", "half a million");
}

#[test]
fn what_the_question_hinges_on_is_not_made_up_for() {
    let folder = ferry();
    let engine = engine(folder.path());
    let refused = |question: &str| {
        let answer = engine.ask(question).unwrap();
        assert_ne!(answer.outcome, Outcome::Answered, "{question}: {}", first(&answer));
    };
    refused("What happened on 14 May?");
    refused("What will sail on 4 June?");
    refused("What will sail on July 3?");
    refused("What does Section 81 forbid?");
    refused("Who owns 800,000 shares?");
    refused("How many tanks did Roshavn buy?");
    refused("How many cannons did the ferry line buy?");
    refused("What did McAllister say about the boat?");
    refused("Who is the queen of Roshavn?");
    refused("How much does the university cost?");
    refused("What was universal?");
    refused("Who paid for the university?");
    refused("When did the university open?");
    refused("How much did the paint cost?");
}

/// A report says "on Tuesday", a reader asks for the day.
#[test]
fn the_date_of_an_article_tells_which_day_a_weekday_is() {
    let text = "Bridge of Holm falls

[January 14, 2026]

The bridge of Holm fell into the river on Monday, the mayor said.

The council will meet on Friday to speak of a ferry. January 16, 2026. It will be a long day.
";
    let folder = articles(&[("bridge.txt", text)]);
    let engine = engine(folder.path());
    let answer = engine.ask("What fell into the river on 12 January?").unwrap();
    assert_eq!(answer.outcome, Outcome::Answered);
    assert!(first(&answer).contains("on Monday"), "{}", first(&answer));
    let answer = engine.ask("Who will meet on January 16?").unwrap();
    assert!(first(&answer).contains("on Friday"), "{}", first(&answer));
    let answer = engine.ask("What happens on January 16, 2026?").unwrap();
    assert!(
        first(&answer).contains("on Friday"),
        "a date alone answers nothing: {}",
        first(&answer)
    );
    let answer = engine.ask("What fell into the river on 19 January?").unwrap();
    assert_ne!(answer.outcome, Outcome::Answered);
    // The date may stand in front of the text.
    let text = "Bridge of Holm falls

HOLM, 14 January 2026 — The bridge of Holm fell into the river on Monday, the mayor said.
";
    let folder = articles(&[("bridge.txt", text)]);
    let engine = self::engine(folder.path());
    let answer = engine.ask("What fell into the river on 12 January?").unwrap();
    assert_eq!(answer.outcome, Outcome::Answered);
}

/// A figure of the kind that is asked for, the words of whoever is asked about, the time that is asked for.
#[test]
fn a_question_of_a_kind_is_answered_with_a_thing_of_that_kind() {
    let text = "Flood closes the mill of Tarnby

TARNBY, 3 March 2026 — The river Ese flooded the mill of Tarnby on Tuesday, and two people died, the police said.

Mayor Greta Holm, 61, walked through the mill. Her deputy, Aksel Rud, was in the mill, too.

“The mill will stand again,” Greta Holm said of the flood.

Aksel Rud praised Greta Holm. The river was 4 metres deep at the mill.

In 1954 a flood of the river killed 19 people in Tarnby.
";
    let folder = articles(&[("mill.txt", text)]);
    let engine = engine(folder.path());
    let check = |question: &str, expected: Option<&str>| {
        let answer = engine.ask(question).unwrap();
        let is_answered = answer.outcome == Outcome::Answered;
        match expected {
            Some(words) => {
                assert!(
                    is_answered && first(&answer).contains(words),
                    "{question}: {}",
                    first(&answer)
                );
            }
            None => assert!(!is_answered, "{question}: {}", first(&answer)),
        }
    };
    check("How old is Greta Holm?", Some("61"));
    check("How deep was the river?", Some("4 metres"));
    check("How old is Aksel Rud?", None);
    let reason = |question: &str| match engine.ask(question).unwrap().outcome {
        Outcome::NotFound(refusal) => refusal.to_string(),
        Outcome::Answered => "answered".to_owned(),
    };
    let old = "the articles speak of Aksel Rud, but none says how old";
    assert_eq!(reason("How old is Aksel Rud?"), old);
    check("How much did the mill of Tarnby cost?", None);
    check("How fast was the river Ese?", None);
    check("How many people died in the flood on Tuesday?", Some("two people"));
    check("What did Greta Holm say about the mill?", Some("stand again"));
    check("What did Aksel Rud say about the mill?", None);
    let refused = engine.ask("What did Rud say about the mill?").unwrap();
    assert_eq!(refused.outcome, Outcome::NotFound(Refusal::NotQuoted("Rud".to_owned())));
}
