//! `verbatim whosaid`, `quotes`, `compare`, `who`, `summary` and `verify`.

use std::fs;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use super::{CliError, exit_code, lines, print, style};
use crate::cli::verify;
use crate::engine::Engine;
use crate::model::verdict::{Found, Verdict};
use crate::quotations::Wanted;
use crate::render::citation::{Format, citations};
use crate::render::{json, terminal};

/// Quotations on a page.
pub(super) const PER_PAGE: usize = 20;

/// How citations are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Citations {
    /// Block quotes with their sources.
    Markdown,
    /// CSL-JSON, for reference managers.
    Csl,
}

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Text,
    Json,
    Citations(Format),
}

impl Shape {
    pub(super) fn of(as_json: bool, format: Option<Citations>) -> Self {
        match format {
            Some(Citations::Markdown) => Self::Citations(Format::Markdown),
            Some(Citations::Csl) => Self::Citations(Format::Csl),
            None if as_json => Self::Json,
            None => Self::Text,
        }
    }
}

/// Checks words once.
pub(super) fn whosaid(
    engine: &Engine,
    words: &str,
    speaker: Option<&str>,
    shape: Shape,
) -> Result<ExitCode, CliError> {
    let check = engine.whosaid(words, speaker)?;
    print(&match shape {
        Shape::Json => json::whosaid(&serde_json::Value::Null, &check) + "\n",
        Shape::Text => terminal::whosaid(&check, style()),
        Shape::Citations(format) => {
            let found: Vec<_> = check.matches.iter().map(|one| one.found.clone()).collect();
            citations(&found, format)
        }
    })?;
    Ok(exit_code(check.verdict != Verdict::NotFound))
}

/// Checks line by line.
pub(super) fn whosaid_lines(engine: &Engine) -> Result<ExitCode, CliError> {
    lines(|asked: json::WhosaidLine| {
        Ok(json::whosaid(&asked.id, &engine.whosaid(&asked.words, asked.speaker.as_deref())?))
    })
}

/// Lists quotations.
pub(super) fn quotes(
    engine: &Engine,
    wanted: &Wanted<'_>,
    shape: Shape,
) -> Result<ExitCode, CliError> {
    let page = engine.quotes(wanted)?;
    if page.total > 0 && wanted.page >= page.pages {
        return Err(CliError::NoPage { pages: page.pages });
    }
    print(&match shape {
        Shape::Json => json::quotes(&page),
        Shape::Text => terminal::quotes(&page, style()),
        Shape::Citations(format) => {
            let found: Vec<_> = page.quotations.iter().cloned().map(Found::Quotation).collect();
            citations(&found, format)
        }
    })?;
    Ok(exit_code(page.total > 0))
}

/// A saved answer, to be checked.
pub(super) fn saved(file: &Path) -> Result<String, CliError> {
    if file == Path::new("-") {
        return Ok(io::read_to_string(io::stdin())?);
    }
    fs::read_to_string(file).map_err(|error| CliError::Text { file: file.to_owned(), error })
}

/// Checks a saved answer, or several, one a line. Anything that differs is said and makes it fail.
pub(super) fn verify(engine: &Engine, saved: &str, as_json: bool) -> Result<ExitCode, CliError> {
    let articles = verify::Articles::of(engine)?;
    let mut all = verify::Verification::default();
    for value in serde_json::Deserializer::from_str(saved).into_iter::<serde_json::Value>() {
        match value {
            Ok(value) => {
                let found = verify::verify(&articles, &value);
                all.citations += found.citations;
                all.differences.extend(found.differences);
            }
            Err(error) => {
                all.differences.push(format!("it is no JSON: {error}"));
                break;
            }
        }
    }
    if all == verify::Verification::default() {
        all.differences.push("it has no citation to check".to_owned());
    }
    let count = all.differences.len();
    print(&if as_json {
        verify::verification(&all) + "\n"
    } else {
        let lines: String = all.differences.iter().map(|one| format!("{one}\n")).collect();
        format!("{lines}{} citations checked, {count} differences\n", all.citations)
    })?;
    Ok(exit_code(count == 0))
}

/// Sets a topic side by side.
pub(super) fn compare(engine: &Engine, topic: &str, as_json: bool) -> Result<ExitCode, CliError> {
    let comparison = engine.compare(topic)?;
    print(&if as_json {
        json::compare(topic, &comparison) + "\n"
    } else {
        terminal::compare(&comparison, style())
    })?;
    Ok(exit_code(!comparison.is_empty()))
}

/// Tells what the articles tell.
pub(super) fn summary(
    engine: &Engine,
    topic: Option<&str>,
    as_json: bool,
) -> Result<ExitCode, CliError> {
    let summary = engine.summary(topic)?;
    print(&if as_json {
        json::summary(&summary) + "\n"
    } else {
        terminal::summary(&summary, style())
    })?;
    Ok(exit_code(!summary.sentences.is_empty()))
}

/// Says who somebody is.
pub(super) fn who(engine: &Engine, name: &str, as_json: bool) -> Result<ExitCode, CliError> {
    let profile = engine.who(name)?;
    print(&if as_json { json::who(&profile) + "\n" } else { terminal::who(&profile, style()) })?;
    Ok(exit_code(!profile.is_empty()))
}
