//! The real program against a Discord of our own: what it registers, what it replies, and how it ends.

#![expect(unreachable_pub, reason = "in the module of a test `pub` says what the test may use")]
#![expect(clippy::expect_used, reason = "a test fails by panicking")]
#![expect(clippy::print_stderr, reason = "a test says what it saw")]

#[path = "../fake_discord/mod.rs"]
mod fake_discord;

mod answers;
mod commands;
mod connection;
mod delivery;
mod endpoint;
mod load;
mod map;
mod memory;
mod ops;
mod proxy;
mod quotations;
mod reading;
mod reload;
mod setup;
mod telling;

use std::time::Duration;

use fake_discord::bot::Bot;
use fake_discord::check::check;
use fake_discord::{FakeDiscord, Recorded, http, payload};
use serde_json::Value;

/// A question that the seeds answer, and words of the answer.
const QUESTION: &str = "Which countries said they would not deploy troops?";
/// A question that they do not answer.
const UNANSWERED: &str = "What did Ursula von der Leyen promise?";
/// The program promises to end within this time, whatever happens.
const END: Duration = Duration::from_secs(5);
/// How long the start of a debug build may take on a busy machine.
const START: Duration = Duration::from_secs(20);

/// A test asks more in a minute than a person.
const MUCH: (&str, &str) = ("VERBATIM__LIMITS__USER_PER_MINUTE", "10000");

/// A bot that is connected.
async fn connected() -> (FakeDiscord, Bot) {
    let fake = FakeDiscord::start().await;
    let bot = Bot::start(&fake, &[]);
    fake.connected().await;
    (fake, bot)
}

/// A transport through which interactions come, and the bot behind it.
enum Transport {
    Gateway { fake: FakeDiscord, _bot: Bot },
    Http { address: String, _bot: Bot },
}

impl Transport {
    async fn gateway() -> Self {
        let fake = FakeDiscord::start().await;
        let bot = Bot::start(&fake, &[MUCH]);
        fake.connected().await;
        Self::Gateway { fake, _bot: bot }
    }

    async fn http() -> Self {
        let fake = FakeDiscord::start().await;
        let (bot, address) = Bot::start_http(&fake, &[MUCH]).await;
        assert!(fake.requests("").is_empty(), "it needs nothing from Discord to start");
        Self::Http { address, _bot: bot }
    }

    /// The one reply to an interaction, checked.
    async fn reply(&self, interaction: Value) -> Value {
        self.reply_with_files(interaction).await.body
    }

    /// The one reply to an interaction with its files, checked.
    async fn reply_with_files(&self, interaction: Value) -> Recorded {
        match self {
            Self::Gateway { fake, .. } => recorded(fake, interaction).await,
            Self::Http { address, .. } => {
                let post = http::signed(&interaction);
                let (status, body, files) = http::send_for_files(address, &post).await;
                assert_eq!(status, 200);
                let path = "/interactions/1/token/callback".to_owned();
                let reply = Recorded { method: "POST".to_owned(), path, body, files };
                check(&reply);
                reply
            }
        }
    }
}

/// The one reply to an interaction that came over the gateway, checked.
async fn reply(fake: &FakeDiscord, interaction: Value) -> Value {
    recorded(fake, interaction).await.body
}

async fn recorded(fake: &FakeDiscord, interaction: Value) -> Recorded {
    let id = interaction["id"].as_str().expect("an id").to_owned();
    fake.dispatch("INTERACTION_CREATE", interaction).await;
    let callback = format!("/interactions/{id}/{}/callback", payload::interaction_token(&id));
    let replies = fake.requested(&callback, 1).await;
    replies.iter().for_each(check);
    assert_eq!(replies.len(), 1, "replied to once");
    replies[0].clone()
}

/// The one message that answers another, checked.
async fn answer(fake: &FakeDiscord, message: Value) -> Recorded {
    let id = message["id"].clone();
    fake.dispatch("MESSAGE_CREATE", message).await;
    let is_answer = |request: &Recorded| request.body["message_reference"]["message_id"] == id;
    let answers = fake.requested_such("answer", 1, is_answer).await;
    answers.iter().for_each(check);
    assert_eq!(answers.len(), 1, "answered once");
    answers[0].clone()
}

fn description(message: &Value) -> &str {
    message["embeds"][0]["description"].as_str().expect("an embed with a description")
}
