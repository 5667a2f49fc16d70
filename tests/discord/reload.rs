//! Articles that are added, changed, removed, broken and half written while people ask.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use serde_json::{Value, json};

use super::description;
use super::fake_discord::bot::Bot;
use super::fake_discord::{FakeDiscord, PATIENCE, http, payload};

/// How often the articles change; `VERBATIM_RELOADS` sets another number.
const RELOADS: usize = 30;

/// What always stands in the folder, and a question that it answers.
const STABLE: &str =
    "The mill by the river closed on Monday after ninety years, the mayor of Reedham said.";
const ASKED: &str = "When did the mill by the river close?";

async fn ask(address: &str, id: usize, question: &str) -> Value {
    let post = http::signed(&payload::ask(&format!("{id}"), question, None));
    let (status, body) = http::send(address, &post).await;
    assert_eq!(status, 200);
    body["data"].clone()
}

/// The step of this number: what becomes of the folder, and whether it can be served.
fn change(folder: &Path, step: usize) -> bool {
    let path = |name: &str| folder.join(name);
    let ferry =
        |month: &str| format!("The ferry to Hale starts again in {month}, said step {step}.");
    match step % 6 {
        0 => fs::write(path("ferry.txt"), ferry("March")).expect("the folder can be changed"),
        1 => fs::write(path("ferry.txt"), ferry("April")).expect("the folder can be changed"),
        2 => fs::write(path("broken.html"), "<html><p>".repeat(600))
            .expect("the folder can be changed"),
        3 => fs::write(path("half.docx"), &b"PK\x03\x04 and no more"[..])
            .expect("the folder can be changed"),
        4 => {
            for name in ["ferry.txt", "broken.html", "half.docx"] {
                fs::remove_file(path(name)).expect("the folder can be changed");
            }
            fs::write(path("sources.toml"), "[ no toml").expect("the folder can be changed");
        }
        _ => {
            fs::rename(path("mill.txt"), folder.with_extension("kept"))
                .expect("the folder can be changed");
            fs::remove_file(path("sources.toml")).expect("the folder can be changed");
            return false;
        }
    }
    true
}

#[tokio::test]
async fn no_request_fails_while_articles_are_read_again() {
    let reloads = std::env::var("VERBATIM_RELOADS").ok().and_then(|number| number.parse().ok());
    let reloads: usize = reloads.unwrap_or(RELOADS);
    for on_disk in [false, true] {
        let all = tempfile::tempdir().expect("the folder can be changed");
        let (folder, index) = (all.path().join("articles"), all.path().join("index"));
        fs::create_dir(&folder).expect("the folder can be changed");
        fs::write(folder.join("mill.txt"), STABLE).expect("the folder can be changed");
        let fake = FakeDiscord::start().await;
        let mut variables = vec![
            ("VERBATIM__LIMITS__USER_PER_MINUTE", "1000000"),
            ("VERBATIM__LIMITS__SERVER_PER_MINUTE", "1000000"),
            ("VERBATIM__CORPUS__DIR", folder.to_str().expect("the folder can be changed")),
            ("VERBATIM__LOG__FILTER", "info"),
            // Only what the system and signals tell of.
            ("VERBATIM__CORPUS__POLL_SECONDS", "0"),
        ];
        if on_disk {
            variables
                .push(("VERBATIM__INDEX__DIR", index.to_str().expect("the folder can be changed")));
        }
        let (bot, address) = Bot::start_http(&fake, &variables).await;
        let (done, asked) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
        let asking: Vec<_> = (0..4)
            .map(|lane| {
                let (address, done, asked) =
                    (address.clone(), Arc::clone(&done), Arc::clone(&asked));
                tokio::spawn(async move {
                    while !done.load(Ordering::Relaxed) {
                        let id = 9000 + asked.fetch_add(1, Ordering::Relaxed) * 4 + lane;
                        let reply = ask(&address, id, ASKED).await;
                        assert!(description(&reply).contains("ninety years"), "{reply:#}");
                    }
                })
            })
            .collect();
        let mut memory = 0;
        for step in 0..reloads {
            let told = |words: &str| bot.output().matches(words).count();
            let (read, refused) = ("read the articles again", "are not taken over");
            let before = (told(read), told(refused));
            let is_served = change(&folder, step);
            let start = std::time::Instant::now();
            let is_told =
                |now: (usize, usize)| if is_served { now.0 > before.0 } else { now.1 > before.1 };
            while !is_told((told(read), told(refused))) {
                assert!(start.elapsed() < PATIENCE, "step {step}: {}", bot.output());
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
            if !is_served {
                fs::rename(folder.with_extension("kept"), folder.join("mill.txt"))
                    .expect("the folder can be changed");
            }
            if step == reloads / 2 {
                memory = bot.resident();
            }
        }
        done.store(true, Ordering::Relaxed);
        for asking in asking {
            asking.await.expect("every question was answered");
        }
        // What SIGHUP asks for is done even if nothing has changed.
        let before = bot.output().matches("read the articles again").count();
        bot.signal("HUP");
        let start = std::time::Instant::now();
        while bot.output().matches("read the articles again").count() == before {
            assert!(start.elapsed() < PATIENCE, "{}", bot.output());
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        let sources = http::signed(&payload::command("8000", "sources", &json!([])));
        let (_, body) = http::send(&address, &sources).await;
        let line = body["data"]["content"].as_str().unwrap_or_default().to_owned();
        assert!(line.contains("The articles were read <t:"), "{body:#}");
        let grown = bot.resident().saturating_sub(memory);
        assert!(grown < 64 << 10, "memory grew by {grown} KiB");
        eprintln!(
            "{reloads} reloads, {} questions, {grown} KiB more",
            asked.load(Ordering::Relaxed)
        );
    }
}

/// A damaged index is built anew by the bot that finds it damaged, while it goes on.
#[tokio::test]
async fn a_damaged_index_is_built_anew() {
    let fake = FakeDiscord::start().await;
    let (articles, index) =
        (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    // Long enough that the words of the answer stand in a block that nothing reads at the start.
    let filler = "The council spoke of the harbour wall, of lamps on the quay and of the price of rope in winter.\n\n";
    let text =
        format!("{}The ferry to Hale carries 300 people, the council said.\n", filler.repeat(400));
    fs::write(articles.path().join("ferry.txt"), text).expect("written");
    let (corpus, folder) = (articles.path().to_string_lossy(), index.path().to_string_lossy());
    let variables =
        [("VERBATIM__CORPUS__DIR", &*corpus), ("VERBATIM__INDEX__DIR", &*folder), super::MUCH];
    let (bot, address) = Bot::start_http(&fake, &variables).await;
    let documents = fs::read_dir(index.path())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path().join("documents.bin"))
        .find(|path| path.is_file())
        .expect("the index");
    // In place, as a disk damages what is mapped.
    let mut bytes = fs::read(&documents).expect("read");
    bytes.iter_mut().for_each(|byte| *byte ^= 4);
    let mut file = fs::OpenOptions::new().write(true).open(&documents).expect("opened");
    std::io::Write::write_all(&mut file, &bytes).expect("written");
    let ask = async |id: u64| {
        let question = "How many people does the ferry to Hale carry?";
        let post = http::signed(&payload::ask(&id.to_string(), question, None));
        http::send(&address, &post).await.1["data"].to_string()
    };
    let first = ask(800).await;
    assert!(first.contains("went wrong"), "damage is no answer: {first}");
    bot.prints("the damaged index was built anew").await;
    let second = ask(801).await;
    assert!(second.contains("**300**"), "{second}");
}
