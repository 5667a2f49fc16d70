//! Who is told something that they did not ask: a person that a permission is missing.

use serde_json::{Value, json};

use super::fake_discord::check::check;
use super::fake_discord::payload;
use super::{END, QUESTION, connected};

const OTHER_CHANNEL: &str = "1182000000000000810";
const LAST_CHANNEL: &str = "1182000000000000811";

fn refused(code: u32) -> Value {
    json!({"message": "Missing something", "code": code})
}

fn mention_in(channel: &str, id: &str) -> Value {
    let mut mention = payload::mention(id, QUESTION);
    mention["channel_id"] = json!(channel);
    mention
}

#[tokio::test]
async fn whoever_asks_where_the_bot_may_not_write_is_told() {
    let (fake, mut bot) = connected().await;
    let direct = format!("/channels/{}/messages", payload::DIRECT);
    let opened = "/users/@me/channels";

    let denied = ("0800/messages", 403, refused(50_013));
    fake.behave(|behaviour| behaviour.failures = [denied.clone(), denied].into());
    fake.dispatch("MESSAGE_CREATE", mention_in(payload::CHANNEL, "130")).await;
    let told = fake.requested(&direct, 1).await.remove(0);
    check(&told);
    let text = told.body["content"].as_str().expect("plain text");
    for words in [
        "<#1182000000000000800>",
        "View Channels",
        "Send Messages",
        "Embed Links",
        "Send Messages in Threads",
        "Manage Roles",
    ] {
        assert!(text.contains(words), "{words:?} is missing in: {text}");
    }
    let to = fake.requested(opened, 1).await.remove(0);
    check(&to);
    assert_eq!(to.body, json!({"recipient_id": payload::PERSON}));

    // In the same channel it is not said again, in another it is; what fails is not tried again.
    fake.dispatch("MESSAGE_CREATE", mention_in(payload::CHANNEL, "131")).await;
    fake.requested("0800/messages", 2).await;
    let denied = ("0810/messages", 403, refused(50_001));
    let broken = ("0801/messages", 500, json!({}));
    fake.behave(|behaviour| behaviour.failures = [denied, broken].into());
    fake.dispatch("MESSAGE_CREATE", mention_in(OTHER_CHANNEL, "132")).await;
    let told = fake.requested(&direct, 2).await.remove(1);
    assert!(told.body["content"].as_str().is_some_and(|text| text.contains(OTHER_CHANNEL)));
    let denied = ("0811/messages", 403, refused(50_001));
    let broken = (opened, 429, json!({}));
    fake.behave(|behaviour| behaviour.failures = [denied, broken].into());
    fake.dispatch("MESSAGE_CREATE", mention_in(LAST_CHANNEL, "133")).await;
    fake.requested(opened, 3).await;

    // In a direct message nobody can grant anything.
    let failure = ("0801/messages", 403, refused(50_013));
    fake.behave(|behaviour| behaviour.failures = [failure].into());
    fake.dispatch("MESSAGE_CREATE", payload::direct("134", QUESTION)).await;
    fake.requested(&direct, 3).await;
    bot.terminate();
    assert!(bot.ends_within(END).await.success(), "{}", bot.output());
    assert_eq!(fake.requests(&direct).len(), 3);
    assert_eq!(fake.requests(opened).len(), 3);
    assert!(bot.output().contains("could not be told"), "{}", bot.output());
}
