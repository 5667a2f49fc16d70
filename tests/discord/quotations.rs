//! `/whosaid`, `/quotes`, `/compare`, "Check quotes", choices while typing, and the buttons of their replies.

use serde_json::{Value, json};
use verbatim::article::corpus::{Corpus, Limits};
use verbatim::config::AnswerConfig;
use verbatim::discord::callback::Callback;
use verbatim::discord::{handler, request};
use verbatim::engine::Engine;

use super::fake_discord::check::check;
use super::fake_discord::{BOT, Recorded, payload};
use super::{QUESTION, Transport, UNANSWERED, answer, connected, description};

/// A slash command whose options are words.
fn slash(id: &str, name: &str, options: &[(&str, &str)]) -> Value {
    let options: Vec<_> = options
        .iter()
        .map(|(name, value)| json!({"name": name, "type": 3, "value": value}))
        .collect();
    payload::command(id, name, &json!(options))
}

/// Somebody is typing into an option.
fn typing(id: &str, option: &str, typed: &str) -> Value {
    let options = json!([{"name": option, "type": 3, "value": typed, "focused": true}]);
    let mut typing = payload::command(id, "quotes", &options);
    typing["type"] = json!(4);
    typing
}

fn values(choices: &Value) -> Vec<&str> {
    let choices = choices["data"]["choices"].as_array().expect("choices");
    choices.iter().map(|choice| choice["value"].as_str().expect("a value")).collect()
}

/// The id of the button with this label.
fn button<'m>(message: &'m Value, label: &str) -> Option<&'m str> {
    let rows = message["components"].as_array().into_iter().flatten();
    let mut buttons = rows.flat_map(|row| row["components"].as_array().expect("buttons"));
    buttons.find(|button| button["label"] == label)?["custom_id"].as_str()
}

#[tokio::test]
async fn quotations_over_both_transports() {
    let (gateway, http) = tokio::join!(Transport::gateway(), Transport::http());
    let (by_gateway, by_http) = tokio::join!(quotations(&gateway), quotations(&http));
    assert_eq!(by_gateway, by_http);
}

async fn quotations(transport: &Transport) -> Vec<Value> {
    let milestone = "a very, very, big milestone";
    let said = transport.reply(slash("200", "whosaid", &[("quote", milestone)])).await;
    let text = description(&said["data"]);
    assert!(text.starts_with("**Said by"), "the verdict first: {said:#}");
    assert!(text.contains("`word for word`") || text.contains("`fragment`"), "{text}");
    assert!(text.contains("[1]") && text.contains("[2]"), "two articles have it: {text}");
    assert_eq!(said["data"]["embeds"][0]["author"]["name"], format!("/whosaid “{milestone}”"));
    assert_eq!(said["data"].get("flags"), None);

    let quote = [("quote", "peace would not be possible without the progress that was made here")];
    let elsewhere = transport.reply(slash("199", "whosaid", &quote)).await;
    assert!(description(&elsewhere["data"]).contains("Reported as, elsewhere:"), "{elsewhere:#}");

    let options = [("quote", "peace would be possible"), ("speaker", "kushner")];
    let altered = transport.reply(slash("201", "whosaid", &options)).await;
    let text = description(&altered["data"]);
    assert!(text.starts_with("**Not said like that: the meaning is turned round"), "{text}");
    assert!(text.contains("-# Other words than asked:") && text.contains("**not**"), "{text}");

    let invented = [("quote", "we will conquer the moon by Christmas")];
    let invented = transport.reply(slash("202", "whosaid", &invented)).await;
    assert_eq!(invented["data"]["flags"], 64, "a refusal is for who asked");
    assert!(description(&invented["data"]).starts_with("**Not found"), "{invented:#}");

    let summary = transport.reply(slash("198", "summary", &[])).await;
    assert_eq!(summary["data"]["embeds"][0]["author"]["name"], "/summary", "{summary:#}");
    assert!(description(&summary["data"]).matches("\n— ").count() >= 5, "{summary:#}");
    assert!(button(&summary["data"], "Show context").is_some(), "{summary:#}");
    let who = transport.reply(slash("196", "who", &[("name", "Starmer")])).await;
    assert!(description(&who["data"]).starts_with("**Keir Starmer**"), "{who:#}");
    let all = button(&who["data"], "All quotations").expect("more quotations").to_owned();
    let all = transport.reply(payload::press("195", &all, &who["data"])).await;
    assert_eq!(all["data"]["embeds"][0]["author"]["name"], "/quotes Keir Starmer", "{all:#}");
    let unknown = transport.reply(slash("197", "summary", &[("topic", "Podesta")])).await;
    assert!(description(&unknown["data"]).contains("no article mentions ‘Podesta’"));

    // Page by page to the end and back.
    let first = transport.reply(slash("203", "quotes", &[("speaker", "Starmer")])).await;
    let mut page = first.clone();
    let (mut id, mut seen) = (210, vec![]);
    while let Some(more) = button(&page["data"], "Show more").map(str::to_owned) {
        seen.push(description(&page["data"]).to_owned());
        page = transport.reply(payload::press(&id.to_string(), &more, &page["data"])).await;
        assert_eq!(page["type"], 7);
        id += 1;
    }
    assert!(!seen.is_empty() && !seen.contains(&description(&page["data"]).to_owned()));
    let back = button(&page["data"], "Go back").expect("a way back").to_owned();
    let back = transport.reply(payload::press("230", &back, &page["data"])).await;
    assert_eq!(description(&back["data"]), seen.last().expect("a page before"));

    let topic = [("speaker", "Starmer"), ("topic", "military hubs")];
    let hubs = transport.reply(slash("231", "quotes", &topic)).await;
    assert!(description(&hubs["data"]).contains("military hubs"), "{hubs:#}");
    let wordings_id = button(&hubs["data"], "Show wordings").expect("others report it").to_owned();
    let wordings = transport.reply(payload::press("232", &wordings_id, &hubs["data"])).await;
    assert_eq!(wordings["data"]["flags"], 64);
    assert!(description(&wordings["data"]).contains("The same utterance, reported as:"));
    assert!(description(&wordings["data"]).contains("-# Other words than above:"));
    let context_id = button(&hubs["data"], "Show context").expect("a context").to_owned();
    let context = transport.reply(payload::press("233", &context_id, &hubs["data"])).await;
    assert!(description(&context["data"]).starts_with("> "), "{context:#}");
    let turned = context["data"].clone();
    for (id, button) in [("228", &wordings_id), ("229", &context_id)] {
        let back = button.replacen(':', "/0:", 1);
        let back = transport.reply(payload::press(id, &back, &turned)).await;
        assert_eq!(back["type"], 7, "a page of the message on which it stands: {back:#}");
    }
    for kind in ["context", "wordings"] {
        let gone = format!("{kind}:000000000005");
        let gone = transport
            .reply(payload::press(
                if kind == "context" { "234" } else { "235" },
                &gone,
                &hubs["data"],
            ))
            .await;
        assert_eq!(gone["data"]["flags"], 64);
        assert!(description(&gone["data"]).contains("no longer served"), "{gone:#}");
    }
    let nobody = transport.reply(slash("236", "quotes", &[("speaker", "Napoleon")])).await;
    assert_eq!(nobody["data"]["flags"], 64);
    let slip = transport.reply(slash("237", "quotes", &[("speaker", "Zelenskiyy")])).await;
    assert!(description(&slip["data"]).contains("Zelensky"), "{slip:#}");

    let compared =
        transport.reply(slash("238", "compare", &[("topic", "countries at the summit")])).await;
    assert!(description(&compared["data"]).starts_with("**"), "an article: {compared:#}");
    let mut figures = compared.clone();
    while !description(&figures["data"]).contains("**Figures:") {
        let more = button(&figures["data"], "Show more").expect("figures on some page").to_owned();
        id += 100;
        figures = transport.reply(payload::press(&id.to_string(), &more, &figures["data"])).await;
    }
    let nothing = transport.reply(slash("239", "compare", &[("topic", "Waterloo")])).await;
    assert_eq!(nothing["data"]["flags"], 64);

    // A question in plain words reaches the same code.
    let by_ask =
        transport.reply(payload::ask("240", &format!("Who said \"{milestone}\"?"), None)).await;
    assert_eq!(description(&by_ask["data"]), description(&said["data"]));

    let refused = transport.reply(payload::ask("241", UNANSWERED, None)).await;
    let related = button(&refused["data"], "Show related").expect("something near").to_owned();
    let related = transport.reply(payload::press("242", &related, &refused["data"])).await;
    assert_eq!(related["type"], 7);
    assert!(description(&related["data"]).starts_with("**Related, but no answer:**\n\n> "));

    let thanks = transport.reply(payload::press("243", "helpful:yes", &said["data"])).await;
    assert_eq!((&thanks["type"], &thanks["data"]["flags"]), (&json!(4), &json!(64)));
    vec![
        said, altered, invented, first, page, hubs, wordings, context, nobody, slip, compared,
        related,
    ]
}

#[tokio::test]
async fn choices_while_typing() {
    let (gateway, http) = tokio::join!(Transport::gateway(), Transport::http());
    for transport in [gateway, http] {
        let macron = transport.reply(typing("250", "speaker", "macr")).await;
        assert_eq!(macron["type"], 8);
        assert_eq!(values(&macron), ["Emmanuel Macron", "an adviser to Macron"]);
        let slip = transport.reply(typing("251", "speaker", "witkof")).await;
        assert_eq!(values(&slip), ["Steve Witkoff", "Volodymyr Zelensky and Steve Witkoff"]);
        let all = transport.reply(typing("252", "speaker", "")).await;
        assert!(values(&all).len() > 10 && values(&all).len() <= 25);
        let topics = transport.reply(typing("253", "topic", "secur")).await;
        assert!(values(&topics).contains(&"security guarantees"), "{topics:#}");
        let articles = transport.reply(typing("254", "article", "")).await;
        assert_eq!(values(&articles).len(), 5);
        let article = values(&articles)[0].to_owned();
        let one = transport.reply(slash("255", "sources", &[("article", &article)])).await;
        assert!(description(&one["data"]).contains("SHA-256"), "{one:#}");
        assert_eq!(
            values(&transport.reply(typing("256", "weather", "x")).await),
            Vec::<&str>::new()
        );
        let endless = transport.reply(typing("257", "speaker", &"x".repeat(6000))).await;
        assert_eq!(values(&endless), Vec::<&str>::new());
    }
}

#[tokio::test]
async fn quotations_of_a_message_are_checked() {
    let transport = Transport::http().await;
    let check = async |id: &str, words: &str| {
        let reply = transport.reply(payload::menu(id, "Check quotes", words)).await;
        assert_eq!(reply["data"]["flags"], 64, "for the one who wants to know: {reply:#}");
        description(&reply["data"]).to_owned()
    };
    let two = "Kushner said “peace would be possible without the progress that was made here today”. \
               Witkoff called it “a very, very, big milestone”!";
    let text = check("260", two).await;
    assert!(text.contains("Not said like that"), "{text}");
    let one = check("261", "> These are not just words\n— Zelensky").await;
    assert!(one.starts_with("**Said by Volodymyr Zelensky, word for word.**"), "{one}");
    assert!(check("262", "lol").await.contains("no quotation"));
    assert!(check("263", "").await.contains("can’t read"));
    let marked = "\n\nHe said: “We will see about that soon.”";
    let text = (0..45).map(|n| marked.replace("soon", &format!("soon {n}"))).collect::<String>();
    let reply = transport.reply(payload::menu("266", "Check quotes", &text)).await;
    let footer = reply["data"]["embeds"].as_array().expect("embeds").last().expect("one");
    let footer = footer["footer"]["text"].as_str().expect("a footer");
    assert!(footer.ends_with("more quotations not shown: check them with /whosaid"), "{footer}");
    let shown = reply["data"].to_string().matches("We will see about that").count();
    assert!(footer.contains(&format!("{} more", 45 - shown)), "{shown} are shown: {footer}");
    let many = "He said “the hardest yards are still ahead”. ".repeat(40);
    assert!(check("264", &many).await.contains("hardest yards"));
    let nasty: String = (0..30)
        .map(|n| format!("“@everyone ||*{n}* <@1> \u{202e}# `x`|| [a](https://b.c)” "))
        .collect();
    check("265", &nasty).await;
}

#[tokio::test]
async fn a_mention_in_reply_to_a_message_checks_its_words() {
    let (fake, _bot) = connected().await;
    let reply_to = |id: &str, content: &str, author: Value| {
        let mut mention = payload::mention(id, "is that so?");
        mention["type"] = json!(19);
        mention["referenced_message"] =
            payload::message("1182000000000000502", content, &json!({"author": author}));
        mention
    };
    let somebody = || payload::user("1182000000000000601", false);
    let words = "Zelensky: “These are not just words. There is concrete content”";
    let checked = answer(&fake, reply_to("270", words, somebody())).await;
    assert!(description(&checked.body).contains("word for word"), "{:#}", checked.body);
    let asked = answer(&fake, reply_to("271", QUESTION, somebody())).await;
    assert_eq!(asked.body["embeds"][0]["author"]["name"], QUESTION);
    let unread = answer(&fake, reply_to("272", "", somebody())).await;
    assert!(description(&unread.body).contains("can’t read"));
    // A question of its own is answered, whatever it replies to.
    for (id, author) in [("273", somebody()), ("274", payload::user(BOT, true))] {
        let mut mention = reply_to(id, words, author);
        mention["content"] = json!(format!("<@{BOT}>, {QUESTION}"));
        let own = answer(&fake, mention).await;
        assert_eq!(own.body["embeds"][0]["author"]["name"], QUESTION);
    }
    // Words without quote marks are looked for in the articles.
    let claim = "Some countries said they would not deploy troops";
    let claimed = answer(&fake, reply_to("275", claim, somebody())).await;
    assert!(description(&claimed.body).contains("> "), "{:#}", claimed.body);
    // Who said what the bot has quoted.
    let mut about_own = reply_to("276", "", payload::user(BOT, true));
    about_own["content"] = json!(format!("<@{BOT}> who said that?"));
    about_own["referenced_message"]["embeds"] = checked.body["embeds"].clone();
    let own = answer(&fake, about_own).await;
    assert!(description(&own.body).contains("Zelensk"), "{:#}", own.body);
    // A message that is forwarded, an embed, a picture.
    let mut forward = payload::direct("277", "");
    forward["message_snapshots"] = json!([{"message": {"content": words}}]);
    let forwarded = answer(&fake, forward).await;
    assert!(description(&forwarded.body).contains("word for word"), "{:#}", forwarded.body);
    let mut picture = reply_to("278", "", somebody());
    picture["referenced_message"]["attachments"] = json!([{"content_type": "image/png"}]);
    let picture = answer(&fake, picture).await;
    assert!(description(&picture.body).contains("a picture"), "{:#}", picture.body);
}

#[tokio::test]
async fn attached_text_is_checked() {
    let (fake, _bot) = connected().await;
    let words = "Zelensky: “These are not just words. There is concrete content”";
    fake.answer("/attachments/1/words.txt", json!(words));
    let attach = |id: &str, url: String, size: u64| {
        let mut menu = payload::menu(id, "Check quotes", "");
        let message = menu["data"]["resolved"]["messages"].as_object_mut().expect("messages");
        for message in message.values_mut() {
            message["attachments"] =
                json!([{"content_type": "text/plain", "url": url, "size": size}]);
        }
        menu
    };
    let own = format!("{}/attachments/1/words.txt", fake.url);
    let read = super::reply(&fake, attach("280", own.clone(), 100)).await;
    assert!(description(&read["data"]).contains("word for word"), "{read:#}");
    for (id, url, size) in
        [("281", own, 1 << 20), ("282", "http://127.0.0.1:9/a.txt".to_owned(), 9)]
    {
        let unread = super::reply(&fake, attach(id, url, size)).await;
        assert!(description(&unread["data"]).contains("an attached text file"), "{unread:#}");
    }
}

/// Words of the nastiest kind, in articles and in what is asked.
const NASTY: [&str; 8] = [
    "@everyone <@1182000000000000600> <#5> <:e:9> ||hidden|| **bold** __under__ ~~gone~~",
    "[a link](https://example.org/c_d) https://a.b/c_d ```rust\nfn``` `x` # heading",
    "> quote\n- list\n1. one\n-# small\n\u{202e}backwards\u{202c} and \u{200b}nothing\u{2060}",
    "👩‍👩‍👧‍👦 e\u{301}\u{302}\u{303} ’“”„«» … — \\ \\* \\\\",
    "not a single one of 35,000 people in Paris, not even $3m worth of -5 degrees",
    "\u{feff}\u{ad}soft\u{ad}hyphen\tand\ttabs\r\nand lines",
    "the peace that we have made here today will hold, and it will hold for ever",
    "said said said that \"he said 'no' to \"everything\"\" and (so) [on] {forever}",
];

/// Whatever stands in articles and whatever is asked, Discord takes every reply of every command.
#[test]
fn the_nastiest_words_make_valid_replies() {
    let dir = tempfile::tempdir().expect("a folder");
    for (number, words) in NASTY.iter().enumerate() {
        let long = format!("{words} ").repeat(6000 / words.len());
        let text = format!(
            "{words}\n\n\"{words},\" Anna *Smith* said. President Bo @Marsh said that {words}.\n\nSmith wrote: \
             \"{words} and {long}\"\n\nAround {number}0 countries came, and 2{number} leaders of {words} left.\n",
        );
        std::fs::write(dir.path().join(format!("{number}.txt")), text).expect("written");
    }
    let corpus = Corpus::load(dir.path(), &Limits::default()).expect("a corpus");
    let engine =
        Engine::new(corpus, AnswerConfig { passages: 10, min_confidence: 0.5, encoder: false })
            .expect("an engine");
    let mut asked = 0;
    for words in
        NASTY.iter().flat_map(|words| [(*words).to_owned(), format!("{words} ").repeat(12)])
    {
        let words: String = words.chars().take(1000).collect();
        let message = format!("Anna Smith said: “{words}”\n> {words}\n— Bo Marsh");
        let requests = [
            payload::ask("1", &words, None),
            slash("1", "whosaid", &[("quote", &words)]),
            slash("1", "whosaid", &[("quote", &words), ("speaker", &words)]),
            slash("1", "quotes", &[("speaker", "Smith"), ("topic", &words)]),
            slash("1", "quotes", &[("speaker", &words)]),
            slash("1", "compare", &[("topic", &words)]),
            slash("1", "sources", &[("article", &words)]),
            payload::menu("1", "Check quotes", &message),
            payload::menu("1", "Ask about this", &words),
            typing("1", "speaker", &words),
            typing("1", "topic", &words),
            typing("1", "article", &words),
        ];
        for request in requests {
            let mut sent = valid(&engine, &request);
            // Press every button of the reply, and of three pages more.
            for _ in 0..4 {
                let rows = sent["components"].as_array().into_iter().flatten();
                let ids: Vec<String> = rows
                    .flat_map(|row| row["components"].as_array().expect("buttons"))
                    .map(|button| button["custom_id"].as_str().expect("an id").to_owned())
                    .collect();
                let mut next = Value::Null;
                for id in ids {
                    let is_next = id.starts_with("page:") || id.starts_with("related:");
                    let reply = valid(&engine, &payload::press("1", &id, &sent));
                    next = if is_next { reply } else { next };
                    asked += 1;
                }
                if next.is_null() {
                    break;
                }
                sent = next;
            }
        }
    }
    assert!(asked > 100, "{asked} buttons were pressed");
}

/// The message of the reply to an interaction, checked like everything that is sent.
fn valid(engine: &Engine, sent: &Value) -> Value {
    let request = request::interaction(sent).expect("an interaction").request;
    let callback = Callback::reply(handler::reply(engine, &request));
    let files = callback.files().iter();
    let files = files.map(|file| (file.filename.clone(), file.bytes.clone())).collect();
    let body = serde_json::to_value(&callback).expect("JSON");
    let path = "/interactions/1/token/callback".to_owned();
    check(&Recorded { method: "POST".to_owned(), path, body: body.clone(), files });
    body["data"].clone()
}
