//! The one place that decides what is replied to a request, whichever door it came through.

use std::time::Duration;

use super::request::{Command, Request};
use crate::engine::Engine;
use crate::render::discord::{self as render, Meaning, Message, Press};

/// What is replied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// A new message.
    Message(Message),
    /// The message on which a button was pressed becomes this one.
    Update(Message),
}

/// How the reply to a request will come, as far as that is known before there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// As a new message for all to see.
    Open,
    /// As a new message for the person who asked.
    Private,
    /// As a change of the message that is there.
    Update,
}

/// The reply to a request.
#[must_use]
pub fn reply(engine: &Engine, request: &Request) -> Reply {
    match request {
        Request::Command(command) => Reply::Message(command_reply(engine, command)),
        Request::Mention(words) if words.is_empty() => Reply::Message(render::help()),
        Request::Mention(words) => Reply::Message(ask(engine, words)),
        Request::Button { press: Some(press), question } if !question.is_empty() => {
            press_reply(engine, *press, question)
        }
        Request::Button { .. } => Reply::Message(render::notice(
            "This button belongs to another version. Please ask again.",
        )),
    }
}

fn command_reply(engine: &Engine, command: &Command) -> Message {
    let message = match command.name.as_str() {
        "ask" => ask(engine, command.words("question")),
        "Ask about this" => ask(engine, &command.target),
        "sources" => render::sources(&engine.documents()),
        "about" => render::about(&engine.documents()),
        "help" => render::help(),
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

/// The articles do not change, so asking again gives the answer that is on the message.
fn press_reply(engine: &Engine, press: Press, question: &str) -> Reply {
    let answer = match engine.ask(question) {
        Ok(answer) => answer,
        Err(error) => {
            tracing::error!(%error, "a question could not be answered");
            return Reply::Message(fault());
        }
    };
    match press {
        Press::Page(number) => Reply::Update(render::page(question, &answer, number)),
        Press::Context(number) => Reply::Message(render::context(question, &answer, number)),
    }
}

/// How the reply to a request will come.
#[must_use]
pub fn manner(request: &Request) -> Manner {
    match request {
        Request::Command(command) if command.is_set("private") => Manner::Private,
        Request::Command(_) | Request::Mention(_) => Manner::Open,
        Request::Button { press: Some(Press::Page(_)), .. } => Manner::Update,
        Request::Button { .. } => Manner::Private,
    }
}

/// What is said to somebody who asks too much at one time.
#[must_use]
pub fn try_again(wait: Duration) -> Message {
    let seconds = wait.as_secs_f32().ceil().max(1.0);
    render::notice(&format!("Too much at one time. Please try again in {seconds} s."))
}

/// What is said when something broke here. What it was is in the log.
#[must_use]
pub fn fault() -> Message {
    let message =
        render::notice("Something went wrong here and has been logged. Please try again.");
    Message { meaning: Meaning::Fault, ..message }
}
