//! `verbatim chat`: the same lines as in Discord, typed into a terminal.

use std::io::{self, Write};

use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::history::MemHistory;
use rustyline::{Config, Context, Editor, Helper, Highlighter, Hinter, Validator};

use crate::engine::Engine;
use crate::model::inquiry::Inquiry;
use crate::render::terminal::{self, Style};
use crate::search::index::IndexError;

/// What can be typed, besides a question, and what it does.
const COMMANDS: [(&str, &str); 10] = [
    ("/ask", "QUESTION — answer a question; a line without a command is a question, too"),
    ("/whosaid", "\"WORDS\" [SPEAKER] — who said these words, and did they say them like that?"),
    ("/quotes", "SPEAKER [about TOPIC] — what somebody is quoted with"),
    ("/compare", "TOPIC — what the articles say of it, side by side"),
    ("/who", "NAME — who somebody is, as the articles put it, and what they are quoted with"),
    ("/summary", "[TOPIC] — what the articles tell, in a few of their sentences"),
    ("/sources", "list the articles"),
    ("/about", "what this is"),
    ("/help", "these lines"),
    ("/quit", "leave (or Ctrl-D)"),
];

const ABOUT: &str = "verbatim answers with sentences that stand in the articles, word for word. \
It writes none of its own, and says so where the articles don't tell.";

/// Commands that need words.
const WITH_WORDS: [&str; 4] = ["/ask", "/whosaid", "/compare", "/who"];

/// A line as it was understood.
#[derive(Debug, PartialEq, Eq)]
enum Line<'l> {
    Inquiry(Inquiry),
    Sources,
    About,
    Help,
    Quit,
    Nothing,
    /// A command without the words that it needs.
    Bare(&'l str),
    Unknown(&'l str),
}

/// What ends the talk before the input does.
#[derive(Debug, thiserror::Error)]
pub enum ChatError {
    /// The terminal.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The index.
    #[error(transparent)]
    Index(#[from] IndexError),
}

/// Reads lines and answers them until the input ends.
///
/// # Errors
/// If the terminal cannot be read or written, or the index cannot be read.
pub fn run(engine: &Engine, style: Style) -> Result<(), ChatError> {
    let config = Config::builder().completion_type(rustyline::CompletionType::List).build();
    // The history lives in memory: nothing of what was asked is kept.
    let mut editor = Editor::with_history(config, MemHistory::new()).map_err(into_io)?;
    editor.set_helper(Some(Commands));
    let mut out = io::stdout();
    if style.colour {
        let count = engine.len();
        writeln!(out, "{count} articles are read. Ask away; /help lists the commands.")?;
    }
    let mut before = String::new();
    loop {
        let line = match editor.readline("> ") {
            Ok(line) => line,
            Err(ReadlineError::Eof) => return Ok(()),
            // Ctrl-C takes back what was half typed, as in a shell.
            Err(ReadlineError::Interrupted) => continue,
            Err(error) => return Err(into_io(error).into()),
        };
        let _ = editor.add_history_entry(&line);
        let mut line = parse(&line);
        if let Line::Inquiry(Inquiry::Ask(said)) = &line {
            let inquiry = engine.follow_up(&before, said)?;
            before = inquiry.to_string();
            line = Line::Inquiry(inquiry);
        }
        let Some(reply) = reply(engine, &line, style)? else { return Ok(()) };
        out.write_all(reply.as_bytes())?;
        out.flush()?;
    }
}

fn parse(line: &str) -> Line<'_> {
    let line = line.trim();
    match line {
        "" => Line::Nothing,
        "/sources" => Line::Sources,
        "/about" => Line::About,
        "/help" | "help" | "?" => Line::Help,
        "/quit" | "/exit" | "quit" | "exit" => Line::Quit,
        _ => match Inquiry::read(line) {
            Some(_) if WITH_WORDS.contains(&line) => Line::Bare(line),
            Some(inquiry) => Line::Inquiry(inquiry),
            None => Line::Unknown(line),
        },
    }
}

/// What is shown for a line; nothing ends the talk.
fn reply(engine: &Engine, line: &Line<'_>, style: Style) -> Result<Option<String>, IndexError> {
    Ok(Some(match line {
        Line::Inquiry(inquiry) => terminal::reply(&engine.reply(inquiry)?, style),
        Line::Sources => terminal::sources(&engine.documents()?, style),
        Line::About => format!("{ABOUT}\n"),
        Line::Help => COMMANDS.iter().map(|(name, help)| format!("{name:9} {help}\n")).collect(),
        Line::Nothing => String::new(),
        Line::Unknown(command) => format!("unknown command {command}: /help lists the commands\n"),
        Line::Bare(command) => {
            let usage = COMMANDS.iter().filter(|(name, _)| name == command);
            usage.map(|(name, help)| format!("no words given: {name} {help}\n")).collect()
        }
        Line::Quit => return Ok(None),
    }))
}

fn into_io(error: ReadlineError) -> io::Error {
    match error {
        ReadlineError::Io(error) => error,
        other => io::Error::other(other),
    }
}

/// Completes the names of commands.
#[derive(Helper, Highlighter, Hinter, Validator)]
struct Commands;

impl Completer for Commands {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        at: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        let typed = line.get(..at).unwrap_or_default();
        let names =
            COMMANDS.iter().filter(|(name, _)| typed.starts_with('/') && name.starts_with(typed));
        Ok((0, names.map(|(name, _)| format!("{name} ")).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_understood() {
        let check = |line: &str, expected: Line<'_>| assert_eq!(parse(line), expected, "{line:?}");
        check("Who led it?", Line::Inquiry(Inquiry::Ask("Who led it?".into())));
        check("/compare peace", Line::Inquiry(Inquiry::Compare("peace".into())));
        check("/sources", Line::Sources);
        check("/sourcse", Line::Unknown("/sourcse"));
        for line in ["/quit", "quit", " exit "] {
            check(line, Line::Quit);
        }
        for line in ["/help", "help", "?"] {
            check(line, Line::Help);
        }
        check("/whosaid", Line::Bare("/whosaid"));
        check("/quotes", Line::Inquiry(Inquiry::Quotes { speaker: None, topic: None }));
        check("quit smoking?", Line::Inquiry(Inquiry::Ask("quit smoking?".into())));
        check("  ", Line::Nothing);
    }
}
