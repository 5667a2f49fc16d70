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
    assert_eq!(paths, [guild_commands.as_str(), COMMANDS], "taken back once there are others");
    assert_eq!(sent[1].body, json!([]));
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

fn puts(fake: &FakeDiscord) -> Vec<Recorded> {
    let all = fake.requests("/commands").into_iter();
    let puts: Vec<_> = all.filter(|request| request.method == "PUT").collect();
    puts.iter().for_each(check);
    puts
}

fn guild_commands(guild: &str) -> String {
    format!("/applications/{APPLICATION}/guilds/{guild}/commands")
}

#[tokio::test]
async fn commands_of_another_server_are_taken_back() {
    let (old, other) = ("1182000000000000700", "1182000000000000701");
    let fake = FakeDiscord::start().await;
    fake.answer("/users/@me/guilds", json!([{"id": old}, {"id": other}]));
    let guild = [("VERBATIM__DISCORD__GUILD", old)];
    let mut bot = Bot::run(&["register"], &fake, &guild);
    assert!(bot.ends_within(START).await.success(), "{}", bot.output());
    let foreign =
        json!({"id": "7", "name": "foreign", "description": "of another program", "type": 1});
    fake.set_commands(&guild_commands(other), json!([foreign]));

    // For all servers now.
    let mut bot = Bot::run(&["register"], &fake, &[]);
    assert!(bot.ends_within(START).await.success(), "{}", bot.output());
    let sent = puts(&fake);
    let last: Vec<_> = sent[1..].iter().map(|request| request.path.clone()).collect();
    assert_eq!(last, [COMMANDS.to_owned(), guild_commands(old)]);
    assert_eq!(sent[2].body, json!([]));
    assert_eq!(fake.commands(&guild_commands(other)), Some(json!([foreign])), "not ours");
}

#[tokio::test]
async fn a_wrong_server_takes_nothing_away() {
    let fake = FakeDiscord::start().await;
    let mut bot = Bot::run(&["register"], &fake, &[]);
    assert!(bot.ends_within(START).await.success(), "{}", bot.output());
    let missing = (
        "/guilds/1182000000000000799/commands",
        403,
        json!({"message": "Missing Access", "code": 50_001}),
    );
    fake.behave(|behaviour| behaviour.failures = [missing].into());
    let mut bot =
        Bot::run(&["register"], &fake, &[("VERBATIM__DISCORD__GUILD", "1182000000000000799")]);
    assert_eq!(bot.ends_within(START).await.code(), Some(2), "{}", bot.output());
    assert_eq!(puts(&fake).len(), 1);
    assert_ne!(fake.commands(COMMANDS), Some(json!([])));
}

#[tokio::test]
async fn an_entry_point_is_kept() {
    let fake = FakeDiscord::start().await;
    let entry = json!({
        "id": "1182000000000001099", "application_id": APPLICATION, "version": "1", "type": 4, "name": "launch",
        "description": "", "handler": 2, "contexts": [0], "integration_types": [0],
    });
    fake.set_commands(COMMANDS, json!([entry]));
    for puts in [1, 1] {
        let mut bot = Bot::run(&["register"], &fake, &[]);
        assert!(bot.ends_within(START).await.success(), "{}", bot.output());
        let sent = fake.requests("/commands").into_iter().filter(|request| request.method == "PUT");
        assert_eq!(sent.count(), puts);
    }
    let registered = fake.commands(COMMANDS).expect("commands");
    assert!(
        registered.as_array().expect("a list").iter().any(|command| command["name"] == "launch")
    );
}

#[tokio::test]
async fn what_discord_says_of_the_commands_is_shown() {
    let errors = json!({"message": "Invalid Form Body", "code": 50_035, "errors": {"3": {"name": {"_errors": [
        {"code": "X", "message": "Must be lower case."}]}}}});
    let check = async |status: u16, body: serde_json::Value, code: i32, words: &[&str]| {
        let fake = FakeDiscord::start().await;
        fake.behave(|behaviour| {
            behaviour.failures =
                [("commands?with", 200, json!([])), ("/commands", status, body)].into();
        });
        let mut bot = Bot::run(&["register"], &fake, &[]);
        assert_eq!(bot.ends_within(START).await.code(), Some(code), "{}", bot.output());
        for words in words {
            assert!(bot.output().contains(words), "{words:?} is missing in: {}", bot.output());
        }
    };
    check(400, errors, 2, &["50035", "3.name: Must be lower case."]).await;
    check(429, json!({"message": "wait", "retry_after": 900.0}), 3, &["900 s"]).await;
}
