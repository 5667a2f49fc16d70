//! What an operator runs around `serve`: a first configuration, a question after health, what is checked before the articles.

use std::process::Command;

use super::fake_discord::bot::{Bot, program};
use super::fake_discord::{APPLICATION, FakeDiscord};
use super::{END, START};

#[tokio::test]
async fn a_first_configuration() {
    let fake = FakeDiscord::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path().to_str().expect("a path");
    std::fs::write(folder.path().join("compose.yaml"), "mine").expect("written");
    let mut bot = Bot::run(&["init", dir], &fake, &[]);
    assert!(bot.ends_within(START).await.success(), "{}", bot.output());
    let output = bot.output();
    let link =
        format!("client_id={APPLICATION}&scope=bot+applications.commands&permissions=274877991936");
    assert!(output.contains(&link), "{output}");
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("written");
    assert_eq!(read("compose.yaml"), "mine", "what is there stays");
    let config = folder.path().join("verbatim.toml");
    std::fs::create_dir(folder.path().join("articles")).expect("a folder");
    let mut bot = Bot::run(
        &["--config", config.to_str().expect("a path"), "check"],
        &fake,
        &[("VERBATIM__CORPUS__DIR", "seeds")],
    );
    assert!(bot.ends_within(START).await.success(), "it can be read: {}", bot.output());

    fake.behave(|behaviour| behaviour.knows_token = false);
    let mut bot = Bot::run(&["init", dir], &fake, &[]);
    assert_eq!(bot.ends_within(START).await.code(), Some(2), "{}", bot.output());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn health_is_asked_by_the_program_itself() {
    let fake = FakeDiscord::start().await;
    let (mut bot, address) = Bot::start_http(&fake, &[]).await;
    let ask = || {
        let mut program = Command::new(program());
        program.arg("health").env("VERBATIM__HTTP__BIND", &address).output().expect("it runs")
    };
    let asked = tokio::task::block_in_place(ask);
    assert!(asked.status.success(), "{asked:?}");
    bot.terminate();
    assert!(bot.ends_within(END).await.success());
    let asked = tokio::task::block_in_place(ask);
    assert_eq!(asked.status.code(), Some(3), "{asked:?}");
    assert!(String::from_utf8_lossy(&asked.stderr).contains("refused"), "{asked:?}");
}

/// The articles may take minutes to read, so what can be found out before is.
#[tokio::test]
async fn the_token_comes_before_the_articles() {
    let fake = FakeDiscord::start().await;
    fake.behave(|behaviour| behaviour.knows_token = false);
    let mut bot = Bot::start(&fake, &[("VERBATIM__CORPUS__DIR", "/no/such/folder")]);
    assert_eq!(bot.ends_within(START).await.code(), Some(2), "{}", bot.output());
    assert!(bot.output().contains("the token is not valid"), "{}", bot.output());
    let json = [("VERBATIM__CORPUS__DIR", "/no/such/folder"), ("VERBATIM__LOG__FORMAT", "json")];
    fake.behave(|behaviour| behaviour.knows_token = true);
    let mut bot = Bot::start(&fake, &json);
    assert_eq!(bot.ends_within(START).await.code(), Some(2), "{}", bot.output());
    let output = bot.output();
    assert!(output.contains("/no/such/folder"), "{output}");
    for line in output.lines() {
        serde_json::from_str::<serde_json::Value>(line).expect("each line is JSON");
    }
}

#[test]
fn a_shell_is_helped() {
    let print = |arguments: &[&str]| {
        let mut program = Command::new(program());
        let printed = program.args(arguments).output().expect("it runs");
        assert!(printed.status.success(), "{printed:?}");
        String::from_utf8(printed.stdout).expect("text")
    };
    for shell in ["bash", "zsh", "fish"] {
        assert!(print(&["completions", shell]).contains("whosaid"), "{shell}");
    }
    assert!(print(&["manual"]).contains(".TH verbatim"));
    assert!(print(&["--version"]).contains(env!("CARGO_PKG_VERSION")));
    assert!(print(&["--help"]).contains("Examples:"));
}
