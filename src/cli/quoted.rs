//! `verbatim whosaid` and `verbatim quotes`.

use std::io::{self, BufRead, Write};
use std::process::ExitCode;

use super::{CliError, NOT_FOUND, print, style};
use crate::engine::Engine;
use crate::quotations::Wanted;
use crate::render::{json, terminal};
use crate::verdict::Verdict;

/// Checks words once.
pub(super) fn whosaid(engine: &Engine, words: &str, speaker: Option<&str>, as_json: bool) -> Result<ExitCode, CliError> {
    let check = engine.whosaid(words, speaker);
    print(&if as_json {
        json::whosaid(&serde_json::Value::Null, &check) + "\n"
    } else {
        terminal::whosaid(&check, style())
    })?;
    Ok(if check.verdict == Verdict::NotFound { ExitCode::from(NOT_FOUND) } else { ExitCode::SUCCESS })
}

/// Checks line by line. A line that is no request is answered by an error in its place.
pub(super) fn whosaid_lines(engine: &Engine) -> Result<ExitCode, CliError> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut exit_code = ExitCode::SUCCESS;
    for (number, line) in io::stdin().lock().lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let checked = match serde_json::from_str::<json::WhosaidLine>(&line) {
            Ok(asked) => json::whosaid(&asked.id, &engine.whosaid(&asked.words, asked.speaker.as_deref())),
            Err(error) => {
                exit_code = ExitCode::from(2);
                json::error(number + 1, &error.to_string())
            }
        };
        writeln!(out, "{checked}")?;
    }
    out.flush()?;
    Ok(exit_code)
}

/// Lists quotations.
pub(super) fn quotes(engine: &Engine, wanted: &Wanted<'_>, as_json: bool) -> Result<ExitCode, CliError> {
    let page = engine.quotes(wanted);
    print(&if as_json { json::quotes(&page) } else { terminal::quotes(&page, style()) })?;
    Ok(if page.total == 0 { ExitCode::from(NOT_FOUND) } else { ExitCode::SUCCESS })
}
