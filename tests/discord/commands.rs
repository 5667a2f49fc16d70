//! Which commands are registered, and where.

use serde_json::json;

use super::fake_discord::bot::Bot;
use super::fake_discord::check::check;
use super::fake_discord::{APPLICATION, FakeDiscord, Recorded};
use super::{START, connected};

const COMMANDS: &str = "/applications/1182000000000000900/commands";

#[tokio::test]
async fn registers_commands_once_and_in_one_place() {
    let guild_commands = format!("/applications/{APPLICATION}/guilds/1182000000000000700/commands");
    let puts = |fake: &FakeDiscord| -> Vec<Recorded> {
        let all = fake.requests("/commands").into_iter();
        all.filter(|request| request.method == "PUT").collect()
    };

    let (fake, bot) = connected().await;
    let sent = puts(&fake);
    sent.iter().for_each(check);
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].path, COMMANDS);
    let names: Vec<_> =
        sent[0].body.as_array().unwrap().iter().map(|command| command["name"].clone()).collect();
    let expected = [
        "ask",
        "whosaid",
        "quotes",
        "compare",
        "who",
        "summary",
        "sources",
        "about",
        "help",
        "Ask about this",
        "Check quotes",
    ];
    assert_eq!(names, expected);
    drop(bot);

    // What Discord has already is not sent again.
    let fresh = FakeDiscord::start().await;
    fresh.set_commands(COMMANDS, fake.commands(COMMANDS).unwrap());
    let _bot = Bot::start(&fresh, &[]);
    fresh.connected().await;
    assert_eq!(puts(&fresh).len(), 0);

    // For one server: there alone, and the same commands for all are taken back.
    let guild = FakeDiscord::start().await;
    guild.set_commands(COMMANDS, fake.commands(COMMANDS).unwrap());
    let _bot = Bot::start(&guild, &[("VERBATIM__DISCORD__GUILD", "1182000000000000700")]);
    guild.connected().await;
    let sent = puts(&guild);
    sent.iter().for_each(check);
    let paths: Vec<_> = sent.iter().map(|request| request.path.as_str()).collect();
    assert_eq!(paths, [COMMANDS, guild_commands.as_str()]);
    assert_eq!(sent[0].body, json!([]));
}

#[tokio::test]
async fn registers_without_serving() {
    let fake = FakeDiscord::start().await;
    for puts in [1, 1] {
        let mut bot = Bot::run(&["register"], &fake, &[]);
        assert!(bot.ends_within(START).await.success(), "{}", bot.output());
        let requests = fake.requests("/commands").into_iter();
        assert_eq!(requests.filter(|request| request.method == "PUT").count(), puts);
    }
    assert!(fake.requests("/gateway").is_empty());
    fake.behave(|behaviour| behaviour.knows_token = false);
    let mut bot = Bot::run(&["register"], &fake, &[]);
    assert_eq!(bot.ends_within(START).await.code(), Some(2), "{}", bot.output());
}
