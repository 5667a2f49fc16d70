//! The command line: arguments to a call, its result to an exit code.

mod add;
mod arguments;
mod error;
mod quoted;
mod setup;
pub mod verify;

use std::collections::HashMap;
use std::io::{self, BufRead, IsTerminal, Read, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use serde::de::DeserializeOwned;

use arguments::{Arguments, Command, words};
pub use error::CliError;

use crate::article::corpus::{Corpus, CorpusError, Folder, Limits, caught};
use crate::attribute::attribute;
use crate::chat;
use crate::config::{Config, CorpusConfig, LogFormat};
use crate::discord::{self, Transport};
use crate::engine::live::{Live, Origin};
use crate::engine::{Engine, Reply};
use crate::intake::Feeds;
use crate::logging;
use crate::model::document::{Document, DocumentNumber};
use crate::model::inquiry::Inquiry;
use crate::ops::reload::{self, Cause, Watched};
use crate::quotations::Wanted;
use crate::render::terminal::Style;
use crate::render::{json, quotations, terminal};
use crate::search::index;
use crate::web;

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
            let line = if is_json_logged(&arguments) {
                serde_json::json!({"level": "ERROR", "message": error.to_string()}).to_string()
            } else {
                format!("error: {error}")
            };
            let _ = writeln!(io::stderr(), "{line}");
        }
        error.exit_code()
    })
}

/// Whether the last line is for machines, too: a bot that runs logs JSON.
fn is_json_logged(arguments: &Arguments) -> bool {
    let is_bot = matches!(arguments.command, Command::Serve { .. } | Command::Register);
    is_bot
        && Config::load(arguments.config.as_deref(), &environment())
            .is_ok_and(|config| config.log.format == LogFormat::Json)
}

/// The environment, without what is no Unicode: no key of the configuration is.
fn environment() -> HashMap<String, String> {
    std::env::vars_os()
        .filter_map(|(key, value)| Some((key.into_string().ok()?, value.into_string().ok()?)))
        .collect()
}

fn command(arguments: &Arguments, config: &Config) -> Result<ExitCode, CliError> {
    let as_json = arguments.json;
    match &arguments.command {
        Command::Serve { .. } | Command::Register => logging::start(&config.log),
        Command::Check { .. } => {}
        _ => logging::quiet(),
    }
    match &arguments.command {
        Command::Chat => chat::run(&engine(config)?, style())?,
        Command::Ask { jsonl: true, explain, candidates, .. } => {
            let extras = Extras { explain: *explain, candidates: *candidates };
            return ask_lines(&engine(config)?, extras);
        }
        Command::Ask { question, explain, candidates, .. } => {
            let question = words(&question.join(" "))?;
            let extras = Extras { explain: *explain, candidates: *candidates };
            return ask(&engine(config)?, &question, as_json, extras);
        }
        Command::Whosaid { jsonl: true, .. } => return quoted::whosaid_lines(&engine(config)?),
        Command::Whosaid { words: given, speaker, format, .. } => {
            let (given, speaker) = (words(&given.join(" "))?, speaker.as_deref());
            let shape = quoted::Shape::of(as_json, *format);
            return quoted::whosaid(&engine(config)?, &given, speaker, shape);
        }
        Command::Quotes { speaker, topic, page, format } => {
            let wanted = Wanted {
                speaker: speaker.as_deref(),
                topic: topic.as_deref(),
                page: page.map_or(0, |page| page.get() - 1),
                per_page: page.map_or(0, |_| quoted::PER_PAGE),
            };
            let shape = quoted::Shape::of(as_json, *format);
            return quoted::quotes(&engine(config)?, &wanted, shape);
        }
        Command::Compare { topic } => {
            let topic = words(&topic.join(" "))?;
            return quoted::compare(&engine(config)?, &topic, as_json);
        }
        Command::Who { name } => {
            let name = words(&name.join(" "))?;
            return quoted::who(&engine(config)?, &name, as_json);
        }
        Command::Summary { topic } => {
            let topic = Some(topic.join(" ")).filter(|topic| !topic.trim().is_empty());
            return quoted::summary(&engine(config)?, topic.as_deref(), as_json);
        }
        Command::Verify { file } => {
            let saved = quoted::saved(file)?;
            // What is checked is what stands in the files, not what an index remembers of them.
            let files = Engine::new(load(&config.corpus)?, config.answer)?;
            return quoted::verify(&files, &saved, as_json);
        }
        Command::Add(adding) => return add::add(config, adding, as_json),
        Command::Sources => sources(&load(&config.corpus)?, as_json)?,
        Command::Attribute { jsonl: true, explain, .. } => return attribute_lines(*explain),
        Command::Attribute { file, explain, .. } => {
            return attribute_text(file.as_deref(), as_json, *explain);
        }
        Command::Serve { http } => {
            let transport = if *http { Transport::Http } else { Transport::Gateway };
            // Reading the articles may take minutes: what is missing is said before.
            discord::check(config, transport)?;
            tracing::info!(
                version = env!("VERBATIM_VERSION"),
                corpus = %config.corpus.dir.display(),
                index = %config.index.dir.as_deref().unwrap_or(Path::new("in memory")).display(),
                file = %arguments.config.as_deref().unwrap_or(Path::new("verbatim.toml, if there is one")).display(),
                "starting"
            );
            let own = config.clone();
            discord::run(move || served(&own), config, transport)?;
        }
        Command::Demo { no_open } => web::run(|here| live(config, Some(here)), config, !no_open)?,
        Command::Init { dir } => setup::init(config, dir)?,
        Command::Health => setup::ask_health(config)?,
        Command::Completions { shell } => setup::completions(*shell)?,
        Command::Manual => setup::manual()?,
        Command::Register => discord::register(&config.discord)?,
        Command::Check { text } => return check(load(&config.corpus)?, *text, as_json),
    }
    Ok(ExitCode::SUCCESS)
}

/// Lists the articles.
fn sources(corpus: &Corpus, as_json: bool) -> io::Result<()> {
    let documents = corpus.documents();
    print(&if as_json {
        json::sources(documents) + "\n"
    } else {
        terminal::sources(documents, style())
    })
}

/// Shows what would be served, or the text of it, and fails if anything is skipped.
fn check(corpus: Corpus, with_text: bool, as_json: bool) -> Result<ExitCode, CliError> {
    let unfit = index::unfit(corpus.documents());
    let corpus = corpus.without(unfit);
    print(&match (with_text, as_json) {
        (true, true) => {
            corpus.documents().iter().map(|document| json::text(document) + "\n").collect()
        }
        (false, true) => json::check(&corpus) + "\n",
        (true, false) => terminal::text(corpus.documents(), style()),
        (false, false) => terminal::check(&corpus, style()),
    })?;
    let is_well = corpus.skipped().iter().all(|skipped| !skipped.reason.is_fault());
    Ok(ExitCode::from(if is_well { 0 } else { NOT_FOUND }))
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
    let origin = origin(config);
    let folder = Folder::list(&origin.corpus, &origin.limits)?;
    Ok(origin.read(&folder, &mut progress())?)
}

fn origin(config: &Config) -> Origin {
    Origin {
        corpus: config.corpus.dir.clone(),
        limits: limits(&config.corpus),
        index: config.index.dir.clone(),
        answer: config.answer,
        reading_room: config.demo.public_url.clone(),
    }
}

/// The articles as they are now, and as they will be while a server runs. `here` is where they can be read unless the
/// configuration names another place.
fn live(config: &Config, here: Option<String>) -> Result<Arc<Live>, CliError> {
    let origin = origin(config);
    let origin = Origin { reading_room: origin.reading_room.clone().or(here), ..origin };
    let live = Arc::new(Live::open(origin, &mut progress())?);
    keep_fresh(&live, &config.corpus)?;
    Ok(live)
}

/// What answers in Discord, with what feeds bring.
fn served(config: &Config) -> Result<Arc<Live>, CliError> {
    let CorpusConfig { dir, feeds, .. } = &config.corpus;
    let limits = limits(&config.corpus);
    let mut feeds = Feeds::new(feeds, dir, limits);
    if feeds.is_empty() {
        return live(config, None);
    }
    // A folder that only feeds fill may have nothing in it yet.
    if Folder::list_quietly(dir, &limits)?.files.is_empty() {
        feeds.look()?;
    }
    let live = live(config, None)?;
    let served = Arc::clone(&live);
    feeds.watch(Arc::new(move |new: &Document| same(&served.engine(), new)))?;
    Ok(live)
}

/// Has articles that change picked up while the bot serves.
fn keep_fresh(live: &Arc<Live>, config: &CorpusConfig) -> io::Result<()> {
    let watched = Watched { folder: config.dir.clone(), every: config.poll };
    let live = Arc::clone(live);
    reload::watch(&watched, move |cause| match live.refresh(cause == Cause::Hangup) {
        Ok(Some(new)) => tracing::info!(
            documents = new.documents,
            added = new.added,
            changed = new.changed,
            removed = new.removed,
            "read the articles again"
        ),
        Ok(None) => {}
        Err(why) => tracing::error!(
            "the articles have changed and are not taken over: {why}; those from before are served"
        ),
    })
}

/// The article that is served with the bytes or the text of another one.
fn same(engine: &Engine, new: &Document) -> Option<String> {
    let is_same = |old: &Document| old.digest() == new.digest() || old.text() == new.text();
    DocumentNumber::first(engine.len()).find_map(|number| {
        let old = engine.document(number).ok()?;
        is_same(&old).then(|| old.name().to_owned())
    })
}

/// What is told of an answer besides.
#[derive(Clone, Copy)]
struct Extras {
    /// What speaks for each sentence.
    explain: bool,
    /// So many of the best sentences, however sure they are.
    candidates: Option<usize>,
}

fn ask(
    engine: &Engine,
    question: &str,
    as_json: bool,
    extras: Extras,
) -> Result<ExitCode, CliError> {
    let reply = engine.reply(&Inquiry::Ask(question.to_owned()))?;
    print(&if as_json {
        replied(engine, &serde_json::Value::Null, question, &reply, extras)? + "\n"
    } else {
        let explained = if extras.explain { engine.explain(question, EXPLAINED)? } else { vec![] };
        terminal::reply(&reply, style()) + &terminal::explained(&explained)
    })?;
    Ok(exit_code(reply.is_found()))
}

/// A question's reply as JSON. Where it is answered by another call, what that gives stands beside the passages.
fn replied(
    engine: &Engine,
    id: &serde_json::Value,
    question: &str,
    reply: &Reply<'_>,
    extras: Extras,
) -> Result<String, CliError> {
    let explained = if extras.explain { Some(engine.explain(question, EXPLAINED)?) } else { None };
    let candidates = match extras.candidates {
        Some(limit) => Some(engine.candidates(question, limit)?),
        None => None,
    };
    let besides =
        json::Besides { explained: explained.as_deref(), candidates: candidates.as_deref() };
    Ok(match reply {
        Reply::Answer(answer) => json::answer(id, question, answer, besides),
        other => json::reply(id, question, &engine.passages_of(question, other)?, other, besides),
    })
}

fn exit_code(is_found: bool) -> ExitCode {
    if is_found { ExitCode::SUCCESS } else { ExitCode::from(NOT_FOUND) }
}

/// Answers line by line.
fn ask_lines(engine: &Engine, extras: Extras) -> Result<ExitCode, CliError> {
    lines(|asked: json::AskLine| {
        let reply = engine.reply(&Inquiry::Ask(asked.question.clone()))?;
        replied(engine, &asked.id, &asked.question, &reply, extras)
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
    let bytes = match file.filter(|file| *file != Path::new("-")) {
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
