//! The one place that decides what is replied to a request, whichever door it came through.

use super::request::{Command, Request};
use crate::engine::Engine;
use crate::render::discord::{self as render, Message};

/// The reply to a request.
#[must_use]
pub fn reply(engine: &Engine, request: &Request) -> Message {
    match request {
        Request::Command(command) => command_reply(engine, command),
        Request::Mention(words) if words.is_empty() => render::about(&engine.documents()),
        Request::Mention(words) => ask(engine, words),
    }
}

fn command_reply(engine: &Engine, command: &Command) -> Message {
    let message = match command.name.as_str() {
        "ask" => ask(engine, command.words("question")),
        "sources" => render::sources(&engine.documents()),
        "about" => render::about(&engine.documents()),
        name => render::notice(&format!(
            "I don’t know /{name}. Discord may still show a command of another version: try again in a minute."
        )),
    };
    if command.is_set("private") { message.private() } else { message }
}

fn ask(engine: &Engine, question: &str) -> Message {
    match engine.ask(question) {
        Ok(answer) => render::answer(question, &answer),
        Err(error) => {
            tracing::error!(%error, "a question could not be answered");
            fault()
        }
    }
}

/// Whether the reply to a request will be seen only by the person who asked, as far as that is known before
/// there is one.
#[must_use]
pub fn is_private(request: &Request) -> bool {
    matches!(request, Request::Command(command) if command.is_set("private"))
}

/// What is said when something broke here. What it was is in the log.
#[must_use]
pub fn fault() -> Message {
    render::notice("Something went wrong here and has been logged. Please try again.")
}
