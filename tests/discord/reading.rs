//! What Discord sends is read as it is meant, whatever is missing or new in it.

use serde_json::{Value, json};

use super::fake_discord::bot::Bot;
use super::fake_discord::check::check;
use super::fake_discord::{BOT, FakeDiscord, payload};
use super::{MUCH, QUESTION, answer, description, reply};

/// Changes what Discord sends.
type Change = fn(&mut Value);

const GUILD: &str = "1182000000000000700";
const ROLE: &str = "1182000000000000710";

/// The id of the button with this label.
fn button<'m>(message: &'m Value, label: &str) -> &'m str {
    let rows = message["components"].as_array().into_iter().flatten();
    let mut buttons = rows.flat_map(|row| row["components"].as_array().expect("buttons"));
    let button = buttons.find(|button| button["label"] == label).expect(label);
    button["custom_id"].as_str().expect("an id")
}

async fn started(variables: &[(&str, &str)]) -> (FakeDiscord, Bot) {
    let fake = FakeDiscord::start().await;
    let bot = Bot::start(&fake, &[&[MUCH], variables].concat());
    fake.connected().await;
    (fake, bot)
}

#[tokio::test]
async fn what_is_left_out_or_new_drops_nothing() {
    let (fake, bot) = started(&[("VERBATIM__LOG__FILTER", "trace")]).await;
    let whole = reply(&fake, payload::ask("400", "What did Macron say?", None)).await;
    let press = |id: &str| payload::press(id, button(&whole["data"], "Show more"), &whole["data"]);
    let turned = reply(&fake, press("401")).await;
    assert_eq!(turned["type"], 7);
    let changes: [(&str, Change); 9] = [
        ("no flags", |sent| {
            sent["message"].as_object_mut().expect("a message").remove("flags");
        }),
        ("flags null", |sent| sent["message"]["flags"] = json!(null)),
        ("bot null", |sent| sent["message"]["author"]["bot"] = json!(null)),
        ("no locale", |sent| {
            sent.as_object_mut().expect("it").remove("locale");
        }),
        ("an odd picture", |sent| sent["member"]["user"]["avatar"] = json!({"hash": 7})),
        ("an unknown type of message", |sent| sent["message"]["type"] = json!(250)),
        ("an unknown kind of channel", |sent| sent["channel"]["type"] = json!(99)),
        ("an unknown component", |sent| sent["message"]["components"] = json!([{"type": 77}])),
        ("no permissions", |sent| sent["app_permissions"] = json!(null)),
    ];
    for (number, (what, change)) in changes.into_iter().enumerate() {
        let mut sent = press(&format!("41{number}"));
        change(&mut sent);
        assert_eq!(reply(&fake, sent).await["data"], turned["data"], "{what}");
    }
    let mut unknown = payload::command("420", "", &json!([]));
    unknown["type"] = json!(9);
    let unknown = reply(&fake, unknown).await;
    assert!(description(&unknown["data"]).contains("don’t know"), "{unknown:#}");

    // What cannot be replied to at all is counted, and its words are not logged.
    let secret = "a word that only one person wrote";
    let odd = json!({"id": secret, "token": {"t": secret}, "type": 2, "data": {"name": secret}});
    fake.dispatch("INTERACTION_CREATE", odd).await;
    fake.dispatch(
        "MESSAGE_CREATE",
        json!({"content": secret, "id": [secret], "author": {"id": "9"}}),
    )
    .await;
    bot.prints("dropped").await;
    reply(&fake, payload::ask("421", QUESTION, None)).await;
    let output = bot.output();
    assert!(!output.contains(secret) && !output.contains("interaction-token-of"), "{output}");
}

#[tokio::test]
async fn pages_are_turned_and_answers_deleted_by_whoever_asked() {
    let (fake, _bot) = started(&[]).await;
    let asked = reply(&fake, payload::ask("430", "What did Macron say?", None)).await;
    let by = |id: &str, label: &str, asker: &str, permissions: &str| {
        let mut press = payload::press(id, button(&asked["data"], label), &asked["data"]);
        press["message"]["interaction_metadata"] = json!({"user": {"id": asker}});
        press["member"]["permissions"] = json!(permissions);
        press
    };
    let stranger = "1182000000000000650";
    let own = reply(&fake, by("431", "Show more", payload::PERSON, "0")).await;
    assert_eq!(own["type"], 7);
    let strange = reply(&fake, by("432", "Show more", stranger, "0")).await;
    assert_eq!((&strange["type"], &strange["data"]["flags"]), (&json!(4), &json!(64)));
    assert_eq!(strange["data"]["embeds"], own["data"]["embeds"]);

    let refused = reply(&fake, by("433", "Delete", stranger, "0")).await;
    assert!(description(&refused["data"]).contains("Only the person"), "{refused:#}");
    assert_eq!(fake.requests("@original").len(), 0);
    for (number, (asker, permissions)) in
        [(payload::PERSON, "0"), (stranger, "8192")].iter().enumerate()
    {
        let id = format!("44{number}");
        let deleted = reply(&fake, by(&id, "Delete", asker, permissions)).await;
        assert_eq!(deleted, json!({"type": 6}));
        let token = payload::interaction_token(&id);
        let gone = fake.requested(&format!("{token}/messages/@original"), 1).await.remove(0);
        assert_eq!(gone.method, "DELETE");
        check(&gone);
    }
}

#[tokio::test]
async fn an_answer_follows_its_question() {
    let (fake, _bot) = started(&[]).await;
    answer(&fake, payload::mention("450", "Who leads it?")).await;
    let mut edited = payload::mention("450", QUESTION);
    fake.dispatch("MESSAGE_UPDATE", edited.clone()).await;
    edited["edited_timestamp"] = json!("2026-01-06T10:00:30+00:00");
    fake.dispatch("MESSAGE_UPDATE", edited).await;
    let path = format!("/channels/{}/messages/{BOT}", payload::CHANNEL);
    let changed = fake.requested(&path, 1).await.remove(0);
    check(&changed);
    assert_eq!(changed.body["embeds"][0]["author"]["name"], QUESTION);
    // What was never answered has nothing to change.
    let mut other = payload::mention("451", QUESTION);
    other["edited_timestamp"] = json!("2026-01-06T10:00:30+00:00");
    fake.dispatch("MESSAGE_UPDATE", other).await;
    answer(&fake, payload::mention("452", QUESTION)).await;
    assert_eq!(fake.requests(&path).len(), 1);
}

#[tokio::test]
async fn the_own_role_and_threads_of_allowed_channels_are_heard() {
    let thread = "1182000000000000830";
    let (fake, _bot) = started(&[("VERBATIM__DISCORD__MENTION_CHANNELS", payload::CHANNEL)]).await;
    let roles = json!([{"id": "1", "tags": {"bot_id": "2"}}, {"id": ROLE, "tags": {"bot_id": BOT}}, {"id": "3"}]);
    fake.answer(&format!("/guilds/{GUILD}/roles"), roles);
    fake.answer(
        &format!("/channels/{thread}"),
        json!({"id": thread, "type": 11, "parent_id": payload::CHANNEL}),
    );
    fake.answer(
        "/channels/1182000000000000831",
        json!({"id": "1182000000000000831", "type": 0, "parent_id": payload::CHANNEL}),
    );
    let by_role = |id: &str, role: &str| {
        payload::message(id, &format!("<@&{role}> {QUESTION}"), &json!({"mention_roles": [role]}))
    };
    fake.dispatch("MESSAGE_CREATE", by_role("460", "1182000000000000711")).await;
    let answered = answer(&fake, by_role("461", ROLE)).await;
    assert_eq!(answered.body["embeds"][0]["author"]["name"], QUESTION);
    let in_channel = |id: &str, channel: &str| {
        let mut mention = payload::mention(id, QUESTION);
        mention["channel_id"] = json!(channel);
        mention
    };
    fake.dispatch("MESSAGE_CREATE", in_channel("462", "1182000000000000831")).await;
    answer(&fake, in_channel("463", thread)).await;
    assert_eq!(fake.requests("/messages").len(), 2);
    let asked = fake.requests("/roles").len();
    answer(&fake, by_role("464", ROLE)).await;
    assert_eq!(fake.requests("/roles").len(), asked, "it is remembered");
}

#[tokio::test]
async fn commands_are_private_where_the_operator_wants_it() {
    let (fake, _bot) = started(&[("VERBATIM__DISCORD__PRIVATE", GUILD)]).await;
    let flags = async |interaction: Value| reply(&fake, interaction).await["data"]["flags"].clone();
    assert_eq!(flags(payload::ask("470", QUESTION, None)).await, 64);
    assert_eq!(flags(payload::menu("471", "Ask about this", QUESTION)).await, 64);
    assert_eq!(flags(payload::ask("472", QUESTION, Some(false))).await, Value::Null);
    let mut elsewhere = payload::ask("473", QUESTION, None);
    elsewhere["guild_id"] = json!("1182000000000000701");
    assert_eq!(flags(elsewhere).await, Value::Null);
}

#[tokio::test]
async fn what_is_said_in_passing() {
    let (fake, _bot) = started(&[]).await;
    let said = async |id: &str, words: &str| {
        let sent = answer(&fake, payload::direct(id, words)).await;
        description(&sent.body).to_owned()
    };
    assert!(said("480", "help").await.contains("/ask"));
    assert!(said("481", "/sources").await.contains("[1]"));
    assert!(said("482", "thank you!").await.contains("welcome"));
    assert!(said("483", "/frobnicate").await.contains("/frobnicate"));
    let asked = answer(&fake, payload::direct("484", &format!("/ask {QUESTION}"))).await;
    assert_eq!(asked.body["embeds"][0]["author"]["name"], QUESTION);
    let among = format!(", {QUESTION} <:eyes:1182000000000000777> <t:1767700000:R>");
    let asked = answer(&fake, payload::mention("485", &among)).await;
    assert_eq!(asked.body["embeds"][0]["author"]["name"], QUESTION);
    // Emoji alone ask for nothing.
    assert!(said("486", "<a:wave:1182000000000000777>").await.contains("/ask"));
}
