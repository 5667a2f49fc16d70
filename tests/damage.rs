//! What cannot be read is an error, never another answer: any byte of any file of an index is changed, any file is cut.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use verbatim::article::corpus::{Folder, Limits};
use verbatim::config::{AnswerConfig, Config};
use verbatim::engine::Engine;
use verbatim::quotations::Wanted;
use verbatim::render::json;
use verbatim::search::index::{IndexError, OpenError};

const FERRY: &str = "Ferry to Tarnholm starts again

TARNHOLM – The ferry to Tarnholm will sail again from Friday on, Transport Minister Ilse Brandt said.

\"We have replaced both engines and tested them for a month,\" Brandt told reporters on the quay.

Captain Jon Aske said that the crossing would take 40 minutes, ten more than before.

\"Nobody should expect miracles in winter,\" he added.
";

const PRICES: &str = "Islanders complain of prices

Brandt said in a radio interview that a ticket would cost 12 euros.

\"That is twice the old price,\" said Maud Ferrier, who runs the island's only shop.

Aske declined to speak of prices. According to the harbour office, 300 people wait for the first crossing.
";

/// A corpus, its index, and what the index answers.
struct Fixture {
    corpus: tempfile::TempDir,
    index: tempfile::TempDir,
    /// The files of the index as they were written, by their paths below its folder.
    files: BTreeMap<PathBuf, Vec<u8>>,
    answers: Vec<String>,
}

impl Fixture {
    fn new() -> Self {
        let corpus = tempfile::tempdir().unwrap();
        fs::write(corpus.path().join("ferry.txt"), FERRY).unwrap();
        fs::write(corpus.path().join("prices.txt"), PRICES).unwrap();
        let index = tempfile::tempdir().unwrap();
        let mut fixture = Self { corpus, index, files: BTreeMap::new(), answers: vec![] };
        fixture.answers = fixture.ask().unwrap();
        assert!(fixture.answers.concat().contains("Ilse Brandt"), "{:?}", fixture.answers);
        fixture.files = files(fixture.index.path());
        fixture
    }

    /// Opens the index and asks all that is compared.
    fn ask(&self) -> Result<Vec<String>, OpenError> {
        let folder = Folder::list(self.corpus.path(), &Limits::default()).unwrap();
        let engine = Engine::open(self.index.path(), &folder, shipped(), &mut |_, _| {})?;
        let mut answers = vec![];
        for question in [
            "How long does the crossing take?",
            "What does a ticket cost?",
            "Who sails to Tarnhlom?",
            "Who said \"Nobody should expect miracles in winter\"?",
        ] {
            let answer = engine.ask(question)?;
            answers.push(json::answer(&Value::Null, question, &answer, json::Besides::default()));
        }
        for words in ["a ticket would cost 12 euros", "we have replaced the engines"] {
            answers.push(json::whosaid(&Value::Null, &engine.whosaid(words, Some("Brandt"))?));
        }
        answers.push(json::quotes(&engine.quotes(&Wanted::default())?));
        answers.push(json::compare("prices", &engine.compare("prices")?));
        Ok(answers)
    }

    /// Puts the index back as it was, but for one file.
    fn damage(&self, file: &Path, bytes: &[u8]) {
        fs::remove_dir_all(self.index.path()).unwrap();
        for (name, whole) in &self.files {
            let path = self.index.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, if name == file { bytes } else { whole }).unwrap();
        }
    }

    /// A damaged file gives the right answers or the error that says so.
    fn check(&self, file: &Path, bytes: &[u8], what: &str) -> bool {
        self.damage(file, bytes);
        match self.ask() {
            Ok(answers) => {
                assert_eq!(answers, self.answers, "{}: {what}", file.display());
                false
            }
            Err(OpenError::Index(IndexError::Damaged)) => true,
            Err(error) => panic!("{}: {what}: {error}", file.display()),
        }
    }
}

/// All files below a folder.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            found.insert(path.strip_prefix(folder).unwrap().to_owned(), fs::read(&path).unwrap());
        }
    }
    found
}

fn shipped() -> AnswerConfig {
    Config::load(None, &std::collections::HashMap::new()).unwrap().answer
}

/// Bytes that are changed in each file, spread over it; the first and the last are among them.
const PLACES: usize = 32;

#[test]
fn a_changed_byte_never_changes_an_answer() {
    let fixture = Fixture::new();
    let (mut changes, mut told) = (0, 0);
    for (file, whole) in fixture.files.iter().filter(|(_, whole)| !whole.is_empty()) {
        for place in 0..PLACES {
            let at = place * (whole.len() - 1) / (PLACES - 1);
            let mut bytes = whole.clone();
            bytes[at] ^= 1 << (place % 8);
            told += usize::from(fixture.check(file, &bytes, &format!("byte {at} is changed")));
            changes += 1;
        }
    }
    assert!(changes >= 400 && told > 100, "{changes} changes, {told} errors: the test looks away");
}

#[test]
fn a_cut_or_lengthened_file_never_changes_an_answer() {
    let fixture = Fixture::new();
    let mut changes = 0;
    for (file, whole) in &fixture.files {
        let half = whole.len() / 2;
        let ends = [0, 1, half, whole.len().saturating_sub(8), whole.len().saturating_sub(1)];
        for end in ends.into_iter().filter(|end| *end < whole.len()) {
            fixture.check(file, &whole[..end], &format!("cut at {end}"));
            changes += 1;
        }
        fixture.check(file, &[whole, &[0][..]].concat(), "a byte longer");
        fixture.check(file, &vec![0; whole.len()], "all zero");
        changes += 2;
    }
    assert!(changes >= 100, "{changes}");
}

#[test]
fn a_missing_file_never_changes_an_answer() {
    let fixture = Fixture::new();
    for file in fixture.files.keys() {
        fixture.damage(file, &[]);
        fs::remove_file(fixture.index.path().join(file)).unwrap();
        assert_eq!(fixture.ask().unwrap(), fixture.answers, "without {}", file.display());
    }
}

/// An index of other articles, or of one article's earlier text, is not taken for the index of these.
#[test]
fn the_index_of_another_corpus_is_not_used() {
    let (one, other) = (Fixture::new(), Fixture::new());
    fs::write(other.corpus.path().join("ferry.txt"), FERRY.replace("Ilse Brandt", "Ida Brandt"))
        .unwrap();
    let answers = other.ask().unwrap();
    assert!(answers.concat().contains("Ida Brandt") && !answers.concat().contains("Ilse"));
    let theirs = files(other.index.path());
    let generation = |files: &BTreeMap<PathBuf, Vec<u8>>| {
        let mut names = files.keys().filter_map(|name| name.parent()?.to_str());
        names.find(|name| !name.is_empty()).unwrap().to_owned()
    };
    let (from, to) = (generation(&theirs), generation(&one.files));
    for (name, bytes) in &theirs {
        let Ok(name) = name.strip_prefix(&from) else { continue };
        let name = Path::new(&to).join(name);
        if one.files.contains_key(&name) {
            one.check(&name, bytes, "is another index's");
        }
    }
}

fn run(fixture: &Fixture, arguments: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_verbatim"));
    for (key, _) in std::env::vars().filter(|(key, _)| key.starts_with("VERBATIM")) {
        command.env_remove(key);
    }
    let mut child = command
        .args(arguments)
        .arg("--corpus")
        .arg(fixture.corpus.path())
        .env("VERBATIM__INDEX__DIR", fixture.index.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that ends early reads nothing.
    let _ = std::io::Write::write_all(&mut child.stdin.take().unwrap(), input.as_bytes());
    child.wait_with_output().unwrap()
}

/// Every command ends with the line that says what to do, and prints nothing that could be taken for an answer.
#[test]
fn every_command_says_what_to_do() {
    let fixture = Fixture::new();
    // `verify` reads the files and no index.
    let commands: [(&[&str], &str); 8] = [
        (&["ask", "How long does the crossing take?"], ""),
        (&["ask", "--json", "How long does the crossing take?"], ""),
        (&["ask", "--jsonl"], "{\"question\": \"How long does the crossing take?\"}\n"),
        (&["whosaid", "a ticket would cost 12 euros"], ""),
        (&["whosaid", "--jsonl"], "{\"words\": \"a ticket would cost 12 euros\"}\n"),
        (&["quotes"], ""),
        (&["compare", "prices"], ""),
        (&["chat"], "How long does the crossing take?\n"),
    ];
    let name = fixture.files.keys().find(|name| name.ends_with("documents.bin")).unwrap();
    let mut bytes = fixture.files[name].clone();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 4;
    let expected =
        "error: the index is damaged: it was put aside, and the next command builds it anew\n";
    for (arguments, input) in commands {
        fixture.damage(name, &bytes);
        let output = run(&fixture, arguments, input);
        let (out, err) =
            (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(3), "{arguments:?}: {out}{err}");
        assert!(err.ends_with(expected), "{arguments:?}: {err}");
        assert!(!out.contains("40 minutes") && !out.contains("12 euros"), "{arguments:?}: {out}");
        let output = run(&fixture, arguments, input);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    }
}

/// What was built once is read where nothing can be written, by anybody who may read it.
#[test]
#[cfg(unix)]
fn a_finished_index_needs_no_right_to_write() {
    use std::os::unix::fs::PermissionsExt;
    let fixture = Fixture::new();
    for name in fixture.files.keys() {
        let mode = fs::metadata(fixture.index.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o044, 0o044, "{} is for its owner alone", name.display());
    }
    let lock = fixture.index.path().join("LOCK");
    fs::remove_file(&lock).unwrap();
    // Also the superuser, whom no mode stops, would leave a file behind by locking.
    assert_eq!(fixture.ask().unwrap(), fixture.answers);
    assert!(!lock.exists());
    assert_eq!(files(fixture.index.path()).len(), fixture.files.len() - 1, "nothing was written");
}
