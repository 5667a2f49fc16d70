//! The command line: arguments to a call, its result to an exit code.

mod quoted;
pub mod verify;

use std::collections::HashMap;
use std::io::{self, BufRead, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use serde::de::DeserializeOwned;

use crate::article::corpus::{Corpus, CorpusError, Folder, Limits, caught};
use crate::attribute::attribute;
use crate::chat::{self, ChatError};
use crate::config::{Config, ConfigError, CorpusConfig};
use crate::discord::{self, ServeError, Transport};
use crate::engine::{Engine, Explained, Reply};
use crate::logging;
use crate::model::inquiry::Inquiry;
use crate::quotations::Wanted;
use crate::render::terminal::Style;
use crate::render::{json, quotations, terminal};
use crate::search::index::{self, IndexError, OpenError};

/// Answers questions about the news with sentences quoted word for word, each with its source.
#[derive(Parser)]
#[command(version, max_term_width = 100)]
struct Arguments {
    /// Read the configuration from this file instead of verbatim.toml.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Read the articles of this folder.
    #[arg(long, global = true, value_name = "DIR")]
    corpus: Option<PathBuf>,
    /// Write JSON instead of text.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Talk to it in the terminal, with the same slash commands as in Discord.
    Chat,
    /// Answer one question.
    Ask {
        /// The question, in your words.
        #[arg(required_unless_present = "jsonl", num_args = 1..)]
        question: Vec<String>,
        /// Read questions from standard input, one JSON object a line: {"id", "question"}.
        #[arg(long, conflicts_with = "question")]
        jsonl: bool,
        /// Show what speaks for each passage and what each feature adds.
        #[arg(long)]
        explain: bool,
    },
    /// Say whether somebody is quoted with these words.
    Whosaid {
        /// The words.
        #[arg(required_unless_present = "jsonl", num_args = 1..)]
        words: Vec<String>,
        /// Who is asked about, under any name.
        #[arg(long, value_name = "NAME", value_parser = words, conflicts_with = "jsonl")]
        speaker: Option<String>,
        /// Write the citations alone, to be copied.
        #[arg(long, value_name = "FORMAT", conflicts_with = "jsonl")]
        format: Option<quoted::Citations>,
        /// Read words from standard input, one JSON object a line: {"id", "words", "speaker"}.
        #[arg(long, conflicts_with = "words")]
        jsonl: bool,
    },
    /// List what people are quoted with.
    Quotes {
        /// Only what this one says.
        #[arg(long, value_name = "NAME", value_parser = words)]
        speaker: Option<String>,
        /// Only what is said of this.
        #[arg(long, value_name = "WORDS", value_parser = words)]
        topic: Option<String>,
        /// Show this page of twenty; all without it.
        #[arg(long, value_name = "NUMBER")]
        page: Option<std::num::NonZeroUsize>,
        /// Write the citations alone, to be copied.
        #[arg(long, value_name = "FORMAT")]
        format: Option<quoted::Citations>,
    },
    /// Set what the articles say of a topic side by side.
    Compare {
        /// The topic.
        #[arg(required = true, num_args = 1..)]
        topic: Vec<String>,
    },
    /// Check a saved answer (JSON) against the articles: every citation must still stand.
    Verify {
        /// The file; standard input if it is "-".
        file: PathBuf,
    },
    /// List the articles.
    Sources,
    /// Mark the quotations in any English text.
    Attribute {
        /// The text; standard input without it.
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
        /// Read texts from standard input, one JSON object a line: {"id", "text"}.
        #[arg(long, conflicts_with = "file")]
        jsonl: bool,
        /// Say which rule and which candidates decided.
        #[arg(long)]
        explain: bool,
    },
    /// Answer in Discord until told to stop.
    Serve {
        /// Over the HTTP endpoint for interactions, instead of the gateway.
        #[arg(long)]
        http: bool,
    },
    /// Register the slash commands with Discord, as `serve` does at its start over the gateway.
    Register,
    /// Show what would be served and what is wrong with the configuration or the articles.
    Check {
        /// Show the clean text of every article, block by block; with `--json` one line an article, each block in sentences.
        #[arg(long)]
        text: bool,
    },
}

/// What ends a command without a result.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The configuration.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The articles.
    #[error(transparent)]
    Corpus(#[from] CorpusError),
    /// The index.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// A text to be marked, or an answer to be checked.
    #[error("the file {} cannot be read: {error}", file.display())]
    Text {
        /// The file that was named.
        file: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// Discord.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// The index on disk.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The index on disk is not as it was written.
    #[error("the index is damaged: delete the folder {} and it will be rebuilt", dir.display())]
    Damaged {
        /// The folder of the index.
        dir: PathBuf,
    },
    /// A panic.
    #[error("this is a mistake of the program, please report it: {0}")]
    Broken(String),
    /// Nothing was given where words are needed.
    #[error("{NO_WORDS}")]
    NoWords,
    /// A page past the last one.
    #[error("there {} only {pages} page{}", if *pages == 1 { "is" } else { "are" }, if *pages == 1 { "" } else { "s" })]
    NoPage {
        /// How many there are.
        pages: usize,
    },
    /// Standard input or output.
    #[error("standard input or output failed: {0}")]
    Io(#[from] io::Error),
}

impl CliError {
    /// Names the folder of the index if that is damaged.
    fn naming(self, dir: Option<&Path>) -> Self {
        match (self, dir) {
            (
                Self::Index(IndexError::Damaged)
                | Self::Open(OpenError::Index(IndexError::Damaged)),
                Some(dir),
            ) => Self::Damaged { dir: dir.to_owned() },
            (error, _) => error,
        }
    }

    /// 2 for what the user can mend, 3 for a fault.
    fn exit_code(&self) -> ExitCode {
        match self {
            Self::Config(_)
            | Self::Text { .. }
            | Self::NoWords
            | Self::NoPage { .. }
            | Self::Corpus(_)
            | Self::Open(OpenError::Corpus(_) | OpenError::Folder(_)) => ExitCode::from(2),
            // Whoever reads has seen enough: `verbatim … | head` is no fault.
            Self::Io(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Self::Serve(error) if error.can_be_repaired() => ExitCode::from(2),
            Self::Damaged { .. }
            | Self::Broken(_)
            | Self::Index(_)
            | Self::Open(_)
            | Self::Io(_)
            | Self::Serve(_) => ExitCode::from(3),
        }
    }
}

/// What is said where words are needed and none are given.
const NO_WORDS: &str = "no words given";

/// An option's words, unless there are none.
fn words(given: &str) -> Result<String, CliError> {
    if given.trim().is_empty() { Err(CliError::NoWords) } else { Ok(given.to_owned()) }
}

impl From<ChatError> for CliError {
    fn from(error: ChatError) -> Self {
        match error {
            ChatError::Io(error) => Self::Io(error),
            ChatError::Index(error) => Self::Index(error),
        }
    }
}

/// Exit code of a command that ran, but found nothing.
const NOT_FOUND: u8 = 1;

/// Runs the program with the arguments of the process.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let result = Config::load(arguments.config.as_deref(), &environment()).map_err(CliError::from);
    let result = result.and_then(|mut config| {
        if let Some(dir) = &arguments.corpus {
            config.corpus.dir.clone_from(dir);
        }
        let ended = caught(|| command(&arguments, &config)).map_err(CliError::Broken).flatten();
        ended.map_err(|error| error.naming(config.index.dir.as_deref()))
    });
    result.unwrap_or_else(|error| {
        if error.exit_code() != ExitCode::SUCCESS {
            let _ = writeln!(io::stderr(), "error: {error}");
        }
        error.exit_code()
    })
}

/// The environment, without what is no Unicode: no key of the configuration is.
fn environment() -> HashMap<String, String> {
    std::env::vars_os()
        .filter_map(|(key, value)| Some((key.into_string().ok()?, value.into_string().ok()?)))
        .collect()
}

fn command(arguments: &Arguments, config: &Config) -> Result<ExitCode, CliError> {
    match &arguments.command {
        Command::Chat => {
            logging::quiet();
            chat::run(&engine(config)?, style())?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Ask { jsonl: true, explain, .. } => {
            logging::quiet();
            ask_lines(&engine(config)?, *explain)
        }
        Command::Ask { question, explain, .. } => {
            logging::quiet();
            let question = words(&question.join(" "))?;
            ask(&engine(config)?, &question, arguments.json, *explain)
        }
        Command::Whosaid { jsonl: true, .. } => {
            logging::quiet();
            quoted::whosaid_lines(&engine(config)?)
        }
        Command::Whosaid { words: given, speaker, format, .. } => {
            logging::quiet();
            let given = words(&given.join(" "))?;
            quoted::whosaid(
                &engine(config)?,
                &given,
                speaker.as_deref(),
                quoted::Shape::of(arguments.json, *format),
            )
        }
        Command::Quotes { speaker, topic, page, format } => {
            logging::quiet();
            let wanted = Wanted {
                speaker: speaker.as_deref(),
                topic: topic.as_deref(),
                page: page.map_or(0, |page| page.get() - 1),
                per_page: page.map_or(0, |_| quoted::PER_PAGE),
            };
            quoted::quotes(&engine(config)?, &wanted, quoted::Shape::of(arguments.json, *format))
        }
        Command::Compare { topic } => {
            logging::quiet();
            let topic = words(&topic.join(" "))?;
            quoted::compare(&engine(config)?, &topic, arguments.json)
        }
        Command::Verify { file } => {
            logging::quiet();
            let saved = quoted::saved(file)?;
            quoted::verify(&engine(config)?, &saved, arguments.json)
        }
        Command::Sources => {
            logging::quiet();
            let corpus = load(&config.corpus)?;
            let documents = corpus.documents();
            print(&if arguments.json {
                json::sources(documents) + "\n"
            } else {
                terminal::sources(documents, style())
            })?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Attribute { jsonl: true, explain, .. } => {
            logging::quiet();
            attribute_lines(*explain)
        }
        Command::Attribute { file, explain, .. } => {
            logging::quiet();
            attribute_text(file.as_deref(), arguments.json, *explain)
        }
        Command::Serve { http } => {
            logging::start(&config.log);
            let transport = if *http { Transport::Http } else { Transport::Gateway };
            // Reading the articles may take minutes: what is missing is told before.
            discord::check(config, transport)?;
            discord::run(engine(config)?, config, transport)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Register => {
            logging::start(&config.log);
            discord::register(&config.discord)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Check { text } => {
            let corpus = load(&config.corpus)?;
            let unfit = index::unfit(corpus.documents());
            let corpus = corpus.without(unfit);
            print(&if arguments.json && *text {
                corpus.documents().iter().map(|document| json::text(document) + "\n").collect()
            } else if arguments.json {
                json::check(&corpus) + "\n"
            } else if *text {
                terminal::text(corpus.documents(), style())
            } else {
                terminal::check(&corpus, style())
            })?;
            Ok(ExitCode::from(if corpus.skipped().is_empty() { 0 } else { NOT_FOUND }))
        }
    }
}

fn load(config: &CorpusConfig) -> Result<Corpus, CorpusError> {
    Corpus::load(&config.dir, &limits(config))
}

fn limits(config: &CorpusConfig) -> Limits {
    Limits { max_file_bytes: config.max_file_bytes, max_files: config.max_files }
}

/// Shows how far the building of an index is: on one line of a terminal, else every tenth as a log line.
fn progress() -> impl FnMut(usize, usize) {
    let is_terminal = io::stderr().is_terminal();
    let mut shown = 0;
    move |done, all| {
        let steps = if is_terminal { 200 } else { 10 };
        let step = done * steps / all.max(1);
        if step == shown && done < all {
            return;
        }
        shown = step;
        if is_terminal {
            let end = if done == all { "\n" } else { "" };
            let _ = write!(io::stderr(), "\rreading articles: {done} of {all}{end}");
        } else {
            tracing::info!(done, all, "reading articles");
        }
    }
}

fn engine(config: &Config) -> Result<Engine, CliError> {
    match &config.index.dir {
        Some(dir) => {
            let folder = Folder::list(&config.corpus.dir, &limits(&config.corpus))?;
            Ok(Engine::open(dir, &folder, config.answer, &mut progress())?)
        }
        None => Ok(Engine::new(load(&config.corpus)?, config.answer)?),
    }
}

fn ask(
    engine: &Engine,
    question: &str,
    as_json: bool,
    explain: bool,
) -> Result<ExitCode, CliError> {
    let reply = engine.reply(&Inquiry::Ask(question.to_owned()))?;
    let explained = if explain { Some(engine.explain(question, EXPLAINED)?) } else { None };
    let explained = explained.as_deref();
    print(&if as_json {
        replied(engine, &serde_json::Value::Null, question, &reply, explained)? + "\n"
    } else {
        terminal::reply(&reply, style()) + &terminal::explained(explained.unwrap_or_default())
    })?;
    Ok(exit_code(reply.is_found()))
}

/// A question's reply as JSON. Where it is answered by another call, what that gives stands beside the passages.
fn replied(
    engine: &Engine,
    id: &serde_json::Value,
    question: &str,
    reply: &Reply<'_>,
    explained: Option<&[Explained]>,
) -> Result<String, CliError> {
    Ok(match reply {
        Reply::Answer(answer) => json::answer(id, question, answer, explained),
        other => json::reply(id, question, &engine.passages_of(question, other)?, other, explained),
    })
}

fn exit_code(is_found: bool) -> ExitCode {
    if is_found { ExitCode::SUCCESS } else { ExitCode::from(NOT_FOUND) }
}

/// Answers line by line.
fn ask_lines(engine: &Engine, explain: bool) -> Result<ExitCode, CliError> {
    lines(|asked: json::AskLine| {
        let reply = engine.reply(&Inquiry::Ask(asked.question.clone()))?;
        let explained =
            if explain { Some(engine.explain(&asked.question, EXPLAINED)?) } else { None };
        replied(engine, &asked.id, &asked.question, &reply, explained.as_deref())
    })
}

/// Turns each JSON line of standard input into one of standard output, in order. A line that is none of what is
/// asked for is answered by an error in its place, and the exit code says so.
fn lines<Asked: DeserializeOwned>(
    answer: impl Fn(Asked) -> Result<String, CliError>,
) -> Result<ExitCode, CliError> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut exit_code = ExitCode::SUCCESS;
    for (number, line) in io::stdin().lock().lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let answered = match serde_json::from_str(&line) {
            Ok(asked) => match caught(|| answer(asked)) {
                Ok(answered) => answered?,
                Err(said) => {
                    exit_code = ExitCode::from(3);
                    json::error(number + 1, &CliError::Broken(said).to_string())
                }
            },
            Err(error) => {
                exit_code = ExitCode::from(2);
                json::error(number + 1, &error.to_string())
            }
        };
        writeln!(out, "{answered}")?;
    }
    out.flush()?;
    Ok(exit_code)
}

/// Marks the quotations of one text.
fn attribute_text(file: Option<&Path>, as_json: bool, explain: bool) -> Result<ExitCode, CliError> {
    let bytes = match file {
        Some(file) => {
            std::fs::read(file).map_err(|error| CliError::Text { file: file.to_owned(), error })?
        }
        None => {
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes)?;
            bytes
        }
    };
    let text = String::from_utf8_lossy(&bytes);
    let quotations = attribute(&text);
    print(&if as_json {
        quotations::json(&serde_json::Value::Null, &text, &quotations, explain) + "\n"
    } else {
        quotations::terminal(&text, &quotations, explain, style())
    })?;
    Ok(if quotations.is_empty() { ExitCode::from(NOT_FOUND) } else { ExitCode::SUCCESS })
}

/// Marks the quotations of texts line by line.
fn attribute_lines(explain: bool) -> Result<ExitCode, CliError> {
    lines(|line: quotations::TextLine| {
        Ok(quotations::json(&line.id, &line.text, &attribute(&line.text), explain))
    })
}

/// How many sentences are explained: as many as an answer has at most.
const EXPLAINED: usize = 10;

fn print(text: &str) -> io::Result<()> {
    io::stdout().lock().write_all(text.as_bytes())
}

/// Colours and line breaks are for a terminal only.
fn style() -> Style {
    let is_terminal = io::stdout().is_terminal();
    Style {
        colour: is_terminal && !logging::is_colour_unwanted(),
        width: is_terminal.then(|| textwrap::termwidth().min(WIDEST)),
    }
}

/// Lines of more columns than this are hard to read.
const WIDEST: usize = 100;
