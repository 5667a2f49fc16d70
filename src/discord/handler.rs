//! The one place that decides what is replied to a request, whichever transport it came through.

use std::cell::RefCell;
use std::time::Duration;

use super::checking;
use super::inquiries::{asked, one_line, page, room};
use super::reply::{CHOICES, Choice, Reply, ReplyMode};
use super::request::{About, Command, Pressed, Request, Typing};
use super::spoken::{self, Spoken};
use crate::engine::{self, Engine};
use crate::model::document::DocumentNumber;
use crate::model::inquiry::Inquiry;
use crate::model::place::Place;
use crate::ops::metrics;
use crate::render::discord::{self as render, Meaning, Message, Paging, Press};
use crate::search::index::IndexError;

/// The reply to a request.
#[must_use]
pub fn reply(engine: &Engine, request: &Request) -> Reply {
    let replied = match request {
        Request::Command(command) => command_reply(engine, command).map(Reply::Message),
        Request::Typing(typing) => choices(engine, typing).map(Reply::Choices),
        Request::Mention { words, about } => {
            let about = about.as_ref();
            going_on(engine, about, spoken::read(words, about))
                .and_then(|spoken| spoken_reply(engine, &spoken))
                .map(Reply::Message)
        }
        Request::Unknown => Ok(Reply::Message(render::notice(
            "I don’t know this kind of request. Discord may know more than this version of me: /help says what I can do.",
        ))),
        Request::Button(pressed) => press_reply(engine, pressed),
    };
    replied.unwrap_or_else(|error| {
        tracing::error!(%error, "a request could not be answered");
        Reply::Message(fault())
    })
}

/// What is said in reply to one of the bot's own messages may go on from what was asked there.
fn going_on<'m>(
    engine: &Engine,
    about: Option<&About>,
    spoken: Spoken<'m>,
) -> Result<Spoken<'m>, IndexError> {
    Ok(match (spoken, about) {
        (Spoken::Inquiry(Inquiry::Ask(said)), Some(about)) if about.is_own => {
            Spoken::Inquiry(engine.follow_up(&about.line, &said)?)
        }
        (spoken, _) => spoken,
    })
}

fn spoken_reply(engine: &Engine, spoken: &Spoken<'_>) -> Result<Message, IndexError> {
    Ok(match spoken {
        Spoken::Help => render::help(),
        Spoken::Thanks => render::notice("You’re welcome."),
        Spoken::About => render::about(engine.len()),
        Spoken::Sources("") => sources(engine, 0)?,
        Spoken::Sources(article) => source(engine, article)?,
        Spoken::Inquiry(inquiry) => asked(engine, inquiry)?,
        Spoken::Check(about) => checking::of_reply(engine, about)?,
        Spoken::Unknown(command) => render::notice(&format!(
            "I don’t know the command {command}: help lists what there is."
        )),
    })
}

fn command_reply(engine: &Engine, command: &Command) -> Result<Message, IndexError> {
    let given = |option: &str| Some(command.words(option)).filter(|words| !words.is_empty());
    let text = |option: &str| given(option).unwrap_or_default();
    let message = match command.name.as_str() {
        "ask" => asked(engine, &Inquiry::Ask(text("question")))?,
        "whosaid" => {
            asked(engine, &Inquiry::Whosaid { words: text("quote"), speaker: given("speaker") })?
        }
        "quotes" => {
            asked(engine, &Inquiry::Quotes { speaker: given("speaker"), topic: given("topic") })?
        }
        "compare" => asked(engine, &Inquiry::Compare(text("topic")))?,
        "who" => asked(engine, &Inquiry::Who(text("name")))?,
        "summary" => asked(engine, &Inquiry::Summary(given("topic")))?,
        "Ask about this" => asked(engine, &Inquiry::Ask(one_line(&command.target.words)))?,
        "Check quotes" => checking::message(engine, &command.target)?,
        "sources" => match given("article") {
            Some(article) => source(engine, &article)?,
            None => sources(engine, 0)?,
        },
        "about" => render::about(engine.len()),
        "help" => render::help(),
        name => render::notice(&format!(
            "I don’t know /{name}. Discord may still show a command of another version: try again in a minute."
        )),
    };
    Ok(if mode_of(command) == ReplyMode::Private { message.private() } else { message })
}

/// What somebody who did not ask for a message turns to is shown to them alone, and the message stays as it is.
fn press_reply(engine: &Engine, pressed: &Pressed) -> Result<Reply, IndexError> {
    Ok(match pressed_by_asker(engine, pressed)? {
        Reply::Update(message) if pressed.is_stranger => Reply::Message(message.private()),
        reply => reply,
    })
}

/// Asking again gives what is on the message, unless the articles were read again meanwhile: then what they say now.
fn pressed_by_asker(engine: &Engine, pressed: &Pressed) -> Result<Reply, IndexError> {
    let Pressed { press, line, .. } = pressed;
    Ok(match (press, Inquiry::read(line)) {
        (Some(Press::Page(Paging::Found, number)), Some(inquiry)) if !line.is_empty() => {
            Reply::Update(page(engine, &inquiry, &engine.reply(&inquiry)?, *number))
        }
        (Some(Press::Page(Paging::Related, number)), Some(Inquiry::Ask(question))) => {
            let answer = engine.ask(&question)?;
            Reply::Update(render::related(&Inquiry::Ask(question), &answer, *number, room(engine)))
        }
        (Some(Press::Beside), Some(Inquiry::Ask(question))) => {
            let answer = engine.ask(&question)?;
            Reply::Message(render::beside(&Inquiry::Ask(question), &answer, room(engine)))
        }
        (Some(Press::Sources(from)), _) => Reply::Update(sources(engine, *from)?),
        (Some(Press::Context(page, places)), _) => {
            let found: Result<Vec<_>, _> =
                places.iter().filter_map(|&at| engine.sentence_at(at).transpose()).collect();
            let found = found?;
            let message = render::context(&found, places, page.unwrap_or_default(), room(engine));
            turned(message, page.is_some() && !found.is_empty())
        }
        (Some(Press::Wordings(page, places)), _) => {
            let (message, is_found) = wordings(engine, places, page.unwrap_or_default())?;
            turned(message, page.is_some() && is_found)
        }
        (Some(Press::Helpful(_)), _) => Reply::Message(render::notice(if metrics::is_counting() {
            "Thank you. It is counted; nothing is kept about you."
        } else {
            "Thank you. Nothing is kept about you."
        })),
        (Some(Press::Delete), _) if pressed.is_stranger && !pressed.is_moderator => {
            Reply::Message(render::notice(
                "Only the person who asked, and people with Manage Messages can delete this answer.",
            ))
        }
        (Some(Press::Delete), _) => Reply::Delete,
        (Some(Press::Page(..) | Press::Quotations | Press::Beside | Press::Map), _)
            if line.is_empty() =>
        {
            Reply::Message(render::notice(
                "What was asked can no longer be read from this message: its embed was removed. Please ask again.",
            ))
        }
        (Some(Press::Quotations), Some(Inquiry::Who(name))) => {
            let inquiry = Inquiry::Quotes { speaker: Some(engine.who(&name)?.name), topic: None };
            Reply::Message(asked(engine, &inquiry)?.private())
        }
        (Some(Press::Map), Some(inquiry)) => Reply::Message(match engine.reply(&inquiry)? {
            engine::Reply::Quotes(page) => render::map(&inquiry, &page),
            _ => render::notice("Nothing is quoted on this any more. Please ask again."),
        }),
        (Some(Press::Page(..) | Press::Quotations | Press::Beside | Press::Map) | None, _) => {
            Reply::Message(render::notice(
                "This button belongs to another version. Please ask again.",
            ))
        }
    })
}

/// A message of its own, or what the message with the button becomes.
fn turned(message: Message, is_turning: bool) -> Reply {
    if is_turning { Reply::Update(message) } else { Reply::Message(message) }
}

fn sources(engine: &Engine, from: usize) -> Result<Message, IndexError> {
    let failure = RefCell::new(None);
    let read = |number| {
        let document = engine.document(DocumentNumber::new(number));
        document.map_err(|error| failure.replace(Some(error))).ok()
    };
    let message =
        render::sources(&read, engine.len(), from, room(engine)).read_at(engine.read_at());
    failure.into_inner().map_or(Ok(message), Err)
}

/// A page of how others report what is quoted at these places, and whether anything is.
fn wordings(
    engine: &Engine,
    places: &[Place],
    number: usize,
) -> Result<(Message, bool), IndexError> {
    let found: Result<Vec<_>, _> =
        places.iter().filter_map(|&place| engine.wordings_at(place).transpose()).collect();
    let found = found?;
    let missing = places.len() - found.len();
    let mut groups: Vec<_> = found.into_iter().flatten().collect();
    // Several places on a message may stand in one group.
    let first = |group: &crate::model::verdict::Group<'_>| {
        (group.first.document().name().to_owned(), group.first.quotation().span())
    };
    let mut seen = vec![];
    groups.retain(|group| {
        let is_new = !seen.contains(&first(group));
        seen.push(first(group));
        is_new
    });
    Ok((render::wordings(&groups, places, missing, number, room(engine)), !groups.is_empty()))
}

/// What can be filled in for what was typed so far.
fn choices(engine: &Engine, typing: &Typing) -> Result<Vec<Choice>, IndexError> {
    let typed = typing.typed.as_str();
    let same = |text: &&str| Choice { name: (*text).to_owned(), value: (*text).to_owned() };
    Ok(match typing.option.as_str() {
        // Nobody waits for choices, and these would take reading all quotations first.
        "speaker" | "name" | "topic" if !engine.is_read() => vec![],
        "speaker" | "name" => {
            engine.quotations()?.speakers().suggest(typed, CHOICES).iter().map(same).collect()
        }
        "topic" => engine.topics(typed, CHOICES)?.iter().map(same).collect(),
        "article" => engine
            .named(typed, CHOICES)?
            .into_iter()
            .map(|named| Choice { name: render::choice(&named.label), value: named.name })
            .collect(),
        _ => vec![],
    })
}

fn source(engine: &Engine, article: &str) -> Result<Message, IndexError> {
    let Some(document) = engine.meant(article)? else {
        return Ok(render::notice("No article has this name: /sources lists them all."));
    };
    let quoted: Vec<_> = engine
        .all_quotations()?
        .filter(|quoted| quoted.document().name() == document.name())
        .collect();
    let mut speakers: Vec<&str> = vec![];
    for speaker in quoted.iter().filter_map(crate::model::verdict::Quoted::speaker) {
        if !speakers.contains(&speaker) {
            speakers.push(speaker);
        }
    }
    Ok(render::source(&document, quoted.len(), &speakers, room(engine)))
}

/// How the reply to a request will come.
#[must_use]
pub fn mode(request: &Request) -> ReplyMode {
    match request {
        Request::Command(command) => mode_of(command),
        Request::Typing(_) => ReplyMode::Choices,
        Request::Mention { .. } => ReplyMode::Open,
        Request::Button(Pressed { press: Some(press), is_stranger: false, .. })
            if press.is_turning() =>
        {
            ReplyMode::Update
        }
        Request::Button(_) | Request::Unknown => ReplyMode::Private,
    }
}

/// What is found in somebody's message is shown to the one who wanted to know.
fn mode_of(command: &Command) -> ReplyMode {
    let is_private = command.is_set("private") || command.name == "Check quotes";
    if is_private { ReplyMode::Private } else { ReplyMode::Open }
}

/// What is said to somebody who asks too much at one time.
#[must_use]
pub fn try_again(mode: ReplyMode, wait: Duration) -> Reply {
    let seconds = wait.as_secs_f32().ceil().max(1.0);
    match mode {
        ReplyMode::Choices => Reply::Choices(vec![]),
        _ => {
            Reply::Message(render::notice(&format!("Too many requests, try again in {seconds} s.")))
        }
    }
}

/// What is said when something broke here. What it was is in the log.
#[must_use]
pub fn fault() -> Message {
    let message =
        render::notice("Something went wrong here and has been logged. Please try again.");
    Message { meaning: Meaning::Fault, ..message }
}
