//! The real program, run as a user runs it: what it prints and how it ends.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn verbatim(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_verbatim"));
    command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).stdin(Stdio::null());
    // What the tester has set must not change what is tested.
    for (key, _) in std::env::vars()
        .filter(|(key, _)| key.starts_with("VERBATIM") || key.starts_with("DISCORD"))
    {
        command.env_remove(key);
    }
    command
}

fn run(arguments: &[&str]) -> Output {
    verbatim(arguments).output().unwrap()
}

fn with_input(arguments: &[&str], input: &str) -> Output {
    let mut command = verbatim(arguments);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or(-1)
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn questions_are_answered_from_the_seeds() {
    let check = |question: &str, first: &str, document: &str| {
        let output = run(&["ask", question]);
        let text = out(&output);
        assert_eq!(code(&output), 0, "{question}: {text}{}", err(&output));
        let shown = text.lines().next().unwrap_or_default();
        assert!(shown.contains(first), "{question}: {first:?} does not stand first in\n{text}");
        assert!(text.contains(document), "{question}: {document} is not cited in\n{text}");
    };
    check(
        "Which countries said they would not deploy troops?",
        "Croatia and the Czech Republic said they would not deploy troops",
        "002_87af0ff4f4581aa7.txt",
    );
    check(
        "Why did Marco Rubio not lead the US delegation?",
        "he changed his plans after the U.S. military intervention in Venezuela",
        "001_cd9e64f6467ca39f.txt",
    );
    check("How big will the Ukrainian army be?", "800,000 troops", "001_cd9e64f6467ca39f.txt");
    check(
        "What did Merz write to lawmakers?",
        "preserves Ukraine’s sovereignty",
        "004_60fa710dad23a864.txt",
    );
}

#[test]
fn what_the_articles_do_not_say_is_refused_with_the_reason() {
    let check = |question: &str, reason: &str| {
        let output = run(&["ask", question]);
        assert_eq!(code(&output), 1, "{question}: {}", out(&output));
        assert!(out(&output).contains(reason), "{question}: {}", out(&output));
    };
    check("Who won the 2022 World Cup?", "no article mentions");
    check("What did Ursula von der Leyen promise?", "‘Leyen’");
    check("Who are they?", "words that stand everywhere");
}

#[test]
fn json_lines_come_back_in_order_with_their_ids() {
    let input = "{\"id\": \"a\", \"question\": \"How big will the Ukrainian army be?\", \"extra\": 1}\n\
                 \n\
                 no json\n\
                 {\"id\": 7, \"question\": \"Who won the World Cup?\"}\n";
    let output = with_input(&["ask", "--jsonl"], input);
    let lines: Vec<serde_json::Value> =
        out(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 3, "{}", out(&output));
    assert_eq!((&lines[0]["id"], &lines[0]["outcome"]), (&"a".into(), &"answered".into()));
    let passage = &lines[0]["passages"][0];
    for key in
        ["text", "document", "publisher", "title", "raw_bytes", "repaired", "speakers", "also_in"]
    {
        assert!(passage.get(key).is_some(), "{key} is missing in {passage}");
    }
    assert_eq!(lines[1]["line"], 3);
    assert!(lines[1]["error"].is_string());
    assert_eq!((&lines[2]["id"], &lines[2]["outcome"]), (&7.into(), &"not_found".into()));
    assert!(lines[2]["reason"].as_str().unwrap().contains("no article mentions"));
    assert_eq!(code(&output), 2, "a bad line is wrong use, though the others are answered");
}

#[test]
fn the_same_question_gets_the_same_answer() {
    let ask = || out(&run(&["ask", "--json", "security guarantees for Ukraine"]));
    assert_eq!(ask(), ask());
}

/// Text, JSON and JSON lines answer a question by the same call.
#[test]
fn json_says_what_the_text_says() {
    let check = |question: &str, call: Option<&str>| {
        let text = run(&["ask", question]);
        let json = run(&["ask", "--json", question]);
        let input = serde_json::json!({ "question": question }).to_string();
        assert_eq!(out(&with_input(&["ask", "--jsonl"], &input)), out(&json), "{question}");
        assert_eq!(code(&text), code(&json), "{question}: {}", out(&text));
        let answer: serde_json::Value = serde_json::from_str(&out(&json)).unwrap();
        assert_eq!(answer["outcome"] == "answered", code(&text) == 0, "{question}: {answer}");
        assert_eq!(answer["reason"].is_null(), code(&text) == 0, "{question}: {answer}");
        for key in ["whosaid", "quotes", "compare"] {
            assert_eq!(answer.get(key).is_some(), call == Some(key), "{question}: {key}");
        }
        // What the other call gives is what the command of that name gives, and is verified like it.
        let saved = with_input(&["verify", "-"], &out(&json));
        assert_eq!(
            code(&saved),
            if out(&json).contains("raw_bytes") { 0 } else { 1 },
            "{}",
            out(&saved)
        );
        answer
    };
    check("How big will the Ukrainian army be?", None);
    check("Who won the World Cup?", None);
    let said = check("Who said \"a big milestone\"?", Some("whosaid"));
    let alone: serde_json::Value =
        serde_json::from_str(&out(&run(&["whosaid", "--json", "a big milestone"]))).unwrap();
    assert_eq!(said["whosaid"]["matches"], alone["matches"]);
    assert_eq!(said["whosaid"]["verdict"], alone["verdict"]);
    check("Who said \"the moon is made of cheese\"?", Some("whosaid"));
    let quoted = check("What did Keir Starmer say about military hubs?", Some("quotes"));
    let alone =
        out(&run(&["quotes", "--json", "--speaker", "Keir Starmer", "--topic", "military hubs"]));
    assert_eq!(quoted["quotes"].as_array().unwrap().len(), alone.lines().count());
    check("compare the size of the force", Some("compare"));
}

#[test]
fn wrong_use_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().to_str().unwrap();
    let config = folder.path().join("bad.toml");
    fs::write(&config, "[corpus]\nfolder = \"x\"\n").unwrap();
    let check = |arguments: &[&str], parts: &[&str]| {
        let output = run(arguments);
        assert_eq!(code(&output), 2, "{arguments:?}: {}", err(&output));
        for part in parts {
            assert!(
                err(&output).contains(part),
                "{arguments:?}: {part:?} is not in {}",
                err(&output)
            );
        }
        assert!(!err(&output).contains("panicked"), "{}", err(&output));
    };
    check(&["ask"], &["Usage"]);
    check(&["sorces"], &["sources"]);
    check(&["ask", "x", "--corpus", "/no/such/folder"], &["/no/such/folder", "name a folder"]);
    check(&["ask", "x", "--corpus", empty], &[empty, "put articles into it"]);
    check(&["sources", "--config", config.to_str().unwrap()], &["bad.toml", "folder", "dir"]);
    check(&["sources", "--config", "/no/such.toml"], &["/no/such.toml"]);
    check(&["whosaid", ""], &["no words given"]);
    check(&["whosaid", " ", "\t", "--speaker", "Macron"], &["no words given"]);
    check(&["whosaid", "we will win", "--speaker", ""], &["--speaker", "no words given"]);
    check(&["quotes", "--speaker", ""], &["--speaker", "no words given"]);
    check(&["quotes", "--topic", "  "], &["--topic", "no words given"]);
    check(&["compare", ""], &["no words given"]);
    for command in ["ask", "whosaid", "compare"] {
        for given in ["", "   ", "\t\n"] {
            check(&[command, given], &["error: no words given\n"]);
            check(&[command, "--json", given], &["error: no words given\n"]);
        }
    }
    check(
        &["verify", "/no/such/answer.json"],
        &["error: the file /no/such/answer.json cannot be read"],
    );
    // What is missing is told before the articles are read: here there are none.
    check(&["serve", "--corpus", "/no/such/folder"], &["no Discord token", "DISCORD_TOKEN"]);
    check(&["serve", "--http", "--corpus", "/no/such/folder"], &["no public key"]);
}

#[test]
fn check_says_by_its_exit_code_whether_all_is_served() {
    let seeds = run(&["check"]);
    assert_eq!(code(&seeds), 0, "{}", err(&seeds));
    assert!(out(&seeds).contains("5 documents are served, 0 are skipped"), "{}", out(&seeds));

    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "The bridge opened on Monday, the mayor said.").unwrap();
    fs::write(folder.path().join("b.txt"), "").unwrap();
    let output = run(&["check", "--corpus", folder.path().to_str().unwrap()]);
    assert_eq!(code(&output), 1);
    assert!(out(&output).contains("skipped b.txt: it is empty"), "{}", out(&output));
    let json = run(&["check", "--json", "--corpus", folder.path().to_str().unwrap()]);
    let json: serde_json::Value = serde_json::from_str(&out(&json)).unwrap();
    assert_eq!(json["documents"][0]["document"], "a.txt");
    assert_eq!(json["skipped"][0]["document"], "b.txt");
}

#[test]
fn no_colours_where_nobody_sees_them() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "The bridge opened on Monday, the mayor said.").unwrap();
    fs::write(folder.path().join("b.txt"), "").unwrap();
    let output = run(&["ask", "Which bridge opened?", "--corpus", folder.path().to_str().unwrap()]);
    assert!(err(&output).contains("skipped b.txt"), "{}", err(&output));
    assert!(!err(&output).contains('\x1b'), "{:?}", err(&output));
    assert!(!out(&output).contains('\x1b'), "{:?}", out(&output));
}

#[test]
fn a_check_of_a_saved_answer_is_json_where_that_is_asked() {
    let saved = out(&run(&["compare", "--json", "military hubs"]));
    let verify = |saved: &str| {
        let output = with_input(&["verify", "--json", "-"], saved);
        let found: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
        (code(&output), found)
    };
    let (code, found) = verify(&saved);
    assert_eq!((code, &found["differences"]), (0, &serde_json::json!([])), "{found}");
    assert!(found["citations"].as_u64().unwrap() > 2, "{found}");
    let (code, found) = verify(&saved.replace("hubs across", "bases in"));
    assert_eq!(code, 1);
    assert!(found["differences"][0].as_str().unwrap().contains("are others"), "{found}");
}

#[test]
fn a_page_past_the_end_is_no_page() {
    let all = run(&["quotes", "--json"]);
    let pages = out(&all).lines().count().div_ceil(20);
    let last = run(&["quotes", "--page", &pages.to_string()]);
    assert_eq!(code(&last), 0, "{}", err(&last));
    for shape in [&["--json"][..], &["--format", "markdown"], &[]] {
        let past = run(&[&["quotes", "--page", "99"], shape].concat());
        assert_eq!((code(&past), out(&past)), (2, String::new()), "{}", err(&past));
        assert_eq!(err(&past), format!("error: there are only {pages} pages\n"));
    }
    let nobody = run(&["quotes", "--speaker", "Napoleon", "--page", "99"]);
    assert_eq!(code(&nobody), 1, "nothing is found: {}", err(&nobody));
    let one = run(&["quotes", "--speaker", "Kushner", "--page", "2"]);
    assert_eq!(err(&one), "error: there is only 1 page\n");
}

#[test]
fn chat_takes_the_lines_of_discord() {
    let input = "/help\nHow big will the Ukrainian army be?\n/ask Who won the World Cup?\n/sources\n/nonsense\n/quit\nnever read\n";
    let output = with_input(&["chat"], input);
    let text = out(&output);
    assert_eq!(code(&output), 0, "{}", err(&output));
    for part in ["/ask", "800,000 troops", "Not found", "Kurdistan24", "unknown command /nonsense"]
    {
        assert!(text.contains(part), "{part:?} is missing in\n{text}");
    }
    assert!(!text.contains('\x1b'), "colours are for terminals only: {text:?}");
}

#[test]
fn every_quoted_line_stands_in_its_file() {
    // The oldest promise, checked from outside: no plan, no library, only the program and the files.
    let output = with_input(
        &["ask", "--jsonl"],
        "{\"question\": \"What did Zelensky say about guarantees?\"}\n",
    );
    let answer: serde_json::Value = serde_json::from_str(out(&output).trim()).unwrap();
    let passages = answer["passages"].as_array().unwrap();
    assert!(!passages.is_empty());
    for passage in passages {
        let file = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("seeds")
            .join(passage["document"].as_str().unwrap());
        let raw = fs::read(file).unwrap();
        let at = |end: usize| usize::try_from(passage["raw_bytes"][end].as_u64().unwrap()).unwrap();
        let letters =
            |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
        let found = letters(&String::from_utf8_lossy(&raw[at(0)..at(1)]));
        assert_eq!(found, letters(passage["text"].as_str().unwrap()));
    }
}

#[test]
fn candidates_are_told_however_sure_they_are() {
    let output =
        run(&["ask", "--json", "--candidates", "4", "Who won the Champions League final?"]);
    let answer: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(answer["outcome"], "not_found");
    let candidates = answer["candidates"].as_array().unwrap();
    assert!(!candidates.is_empty() && candidates.len() <= 4, "{candidates:?}");
    for one in candidates {
        assert!(one["text"].is_string() && one["document"].is_string(), "{one}");
        assert!(one["raw_bytes"][0].as_u64() < one["raw_bytes"][1].as_u64(), "{one}");
    }
    let output = run(&["ask", "--json", "Who won the Champions League final?"]);
    let answer: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(answer.get("candidates"), None);
}

#[test]
fn the_answer_itself_is_marked_in_code_points() {
    let output = run(&["ask", "--json", "How many French troops could go to Ukraine?"]);
    let answer: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    let first = &answer["passages"][0];
    let place = |at: usize| usize::try_from(first["highlight"][at].as_u64().unwrap()).unwrap();
    let marked: String =
        first["text"].as_str().unwrap().chars().skip(place(0)).take(place(1) - place(0)).collect();
    assert!(marked.contains("several thousand"), "{first}");
    let refused = run(&["ask", "--json", "Who won the Champions League final?"]);
    let refused: serde_json::Value = serde_json::from_str(&out(&refused)).unwrap();
    let passages = refused["passages"].as_array().unwrap();
    assert!(passages.iter().all(|passage| passage["highlight"].is_null()), "{refused}");
}

/// What Kubernetes and editors put beside the articles, and an index among them, are none.
#[test]
#[cfg(unix)]
fn what_is_hidden_and_the_index_are_no_articles() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir_all(at("..2026_01_06")).unwrap();
    fs::write(at("..2026_01_06/a.txt"), "The ferry sank on Monday.\n").unwrap();
    std::os::unix::fs::symlink("..2026_01_06", at("..data")).unwrap();
    std::os::unix::fs::symlink("..data/a.txt", at("a.txt")).unwrap();
    fs::write(at(".draft.txt"), "The ferry did not sink.\n").unwrap();
    for _ in 0..2 {
        let listed = Command::new(env!("CARGO_BIN_EXE_verbatim"))
            .args(["--json", "ask", "When did the ferry sink?", "--corpus"])
            .arg(folder.path())
            .env("VERBATIM__INDEX__DIR", at("index"))
            .env("VERBATIM__ANSWER__ENCODER", "false")
            .output()
            .unwrap();
        let text = String::from_utf8(listed.stdout).unwrap();
        assert!(text.contains("a.txt") && !text.contains("draft"), "{text}");
    }
    let listed = Command::new(env!("CARGO_BIN_EXE_verbatim"))
        .args(["--json", "check", "--corpus"])
        .arg(folder.path())
        .output()
        .unwrap();
    let text = String::from_utf8(listed.stdout).unwrap();
    assert!(listed.status.success() && !text.contains("CURRENT") && !text.contains(".."), "{text}");
}
