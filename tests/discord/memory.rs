//! How much memory a single request takes above what the program has when idle; `scripts/memory` prints it.

use serde_json::json;

use super::fake_discord::bot::Bot;
use super::fake_discord::{FakeDiscord, http, payload};
use super::{MUCH, QUESTION};

/// What one request may take, in KiB.
const MOST: u64 = 2 * 1024;

/// Texts of the most characters that Discord lets somebody write, each to be costly in another way.
fn nasty() -> Vec<(&'static str, String)> {
    let fill =
        |part: &str, length: usize| part.repeat(length / part.len() + 1)[..length].to_owned();
    let words = |length: usize| {
        let mut text = String::new();
        for number in 0_u32.. {
            // Words like English ones, none of which there is: each is looked for among those that there are.
            let letters = |n: u32| char::from(b'a' + u8::try_from(n % 26).expect("a letter"));
            let one: String = (0..9).map(|at| letters(number * 7 + at * (number + 3))).collect();
            if text.len() + one.len() + 1 > length {
                return text;
            }
            text += &one;
            text.push(' ');
        }
        text
    };
    vec![
        ("one word of 2,000 letters", fill("abcdefghijklm", 2000)),
        ("one word of 4,000 letters", fill("zyxwvutsrq", 4000)),
        ("one letter 4,000 times", fill("a", 4000)),
        ("words of 24 letters", fill("qwertyuiopasdfghjklzxcvb ", 4000)),
        ("words of nine letters", words(4000)),
        ("capitals", fill("Abrxqzvwk Tlmnopqrs ", 4000)),
        ("a long compound", fill("peace-", 4000)),
        ("digits", fill("1234567890", 4000)),
        ("figures", fill("1,000,000 ", 4000)),
        ("quote marks", fill("\"", 4000)),
        ("quotations", fill("“We will go on,” he said. ", 3900)),
        ("nested quotes", fill("> ", 4000)),
        ("block quotes", fill("> we will not give up\n", 4000)),
        ("lists in lists", (0..60).map(|n| format!("{}- x\n", " ".repeat(n))).collect()),
        ("brackets", fill("[", 4000)),
        ("emphasis", fill("*_~`", 4000)),
        ("links", fill("[a](https://b.example/", 4000)),
        ("mentions", fill("<@1182000000000000601> ", 4000)),
        ("custom emoji", fill("<:smile:1182000000000000601>", 4000)),
        ("ellipses", fill("we … ", 3600)),
        ("commas", fill("a,", 4000)),
        ("names", fill("Emmanuel Macron and ", 4000)),
        ("conditions", fill("if he did not unless ", 4000)),
        ("marks on a letter", "a".to_owned() + &"\u{301}".repeat(1900)),
    ]
}

/// What each text costs through each way in, in KiB.
async fn costs(encoder: &str) -> Vec<(String, u64)> {
    let fake = FakeDiscord::start().await;
    let variables =
        [MUCH, ("VERBATIM__ANSWER__ENCODER", encoder), ("VERBATIM__LOG__FILTER", "info")];
    let (bot, address) = Bot::start_http(&fake, &variables).await;
    let command = |name: &str, option: &str, words: &str| {
        payload::command("0", name, &json!([{"name": option, "type": 3, "value": words}]))
    };
    let ways = |words: &str| {
        let mut typing = command("quotes", "topic", words);
        typing["type"] = json!(4);
        typing["data"]["options"][0]["focused"] = json!(true);
        [
            ("ask", command("ask", "question", words)),
            ("whosaid", command("whosaid", "quote", words)),
            ("quotes speaker", command("quotes", "speaker", words)),
            ("quotes topic", command("quotes", "topic", words)),
            ("compare", command("compare", "topic", words)),
            ("who", command("who", "name", words)),
            ("summary", command("summary", "topic", words)),
            ("sources", command("sources", "article", words)),
            ("typing", typing),
            ("Check quotes", payload::menu("0", "Check quotes", words)),
            ("Ask about this", payload::menu("0", "Ask about this", words)),
        ]
    };
    let mut id = 500_000;
    let mut send = async |mut interaction: serde_json::Value| {
        id += 1;
        interaction["id"] = json!(id.to_string());
        http::send(&address, &http::signed(&interaction)).await
    };
    // What is read once, and what every thread keeps for itself.
    for words in [QUESTION, "“We will not give up,” Anna Smith said.", "peace", "Macron", QUESTION]
    {
        for _ in 0..4 {
            for (_, interaction) in ways(words) {
                assert_eq!(send(interaction).await.0, 200);
            }
        }
    }
    let mut costs = vec![];
    for (what, words) in nasty() {
        for (way, interaction) in ways(&words) {
            let idle = bot.resident();
            bot.forget_peak();
            assert_eq!(send(interaction).await.0, 200, "{way} of {what}");
            costs.push((format!("{way} of {what}"), bot.peak().saturating_sub(idle)));
        }
    }
    costs.sort_by_key(|(_, cost)| std::cmp::Reverse(*cost));
    costs
}

#[tokio::test]
async fn no_request_costs_much_memory() {
    let costs = costs("false").await;
    for (what, cost) in costs.iter().take(12) {
        eprintln!("{cost} KiB for {what}");
    }
    let (what, most) = &costs[0];
    assert!(*most <= MOST, "{what} takes {most} KiB above idle");
}

#[tokio::test]
#[ignore = "a measurement: scripts/memory"]
async fn memory_with_the_encoder() {
    for (what, cost) in costs("true").await.iter().take(20) {
        eprintln!("{cost} KiB for {what}");
    }
}
