//! Copies that share what was asked by whom, through a real server of Redis, and that stand behind a real nginx. Where these programs
//! are not installed the tests say so and end; `.ci/run` installs them.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;

use super::fake_discord::bot::Bot;
use super::fake_discord::http;
use super::fake_discord::{FakeDiscord, PATIENCE, payload};
use super::{QUESTION, description};

/// A program that runs beside the bots, and ends with the test.
struct Beside(Child);

impl Beside {
    /// `None`, with a line that says so, where the program is not installed.
    fn start(program: &str, arguments: &[&str]) -> Option<Self> {
        let mut command = Command::new(program);
        command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
        let child = command.spawn();
        if child.is_err() {
            eprintln!("skipped: {program} is not installed");
        }
        child.ok().map(Self)
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("its number").port()
}

async fn listens(port: u16) {
    let start = Instant::now();
    while tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_err() {
        assert!(start.elapsed() < PATIENCE, "nothing listens on {port}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Whether the copy at this address answers, instead of asking to wait.
async fn answers(address: &str, id: &str) -> bool {
    let post = http::signed(&payload::command(id, "help", &json!([])));
    let (status, body) = http::send(address, &post).await;
    assert_eq!(status, 200);
    let words = description(&body["data"]).to_owned();
    assert!(words.contains("/ask") || words.contains("again"), "{body:#}");
    words.contains("/ask")
}

#[tokio::test]
async fn limits_hold_for_all_copies_together() {
    let (port, folder) = (free_port(), tempfile::tempdir().expect("a folder"));
    let (number, place) = (port.to_string(), folder.path().to_string_lossy().into_owned());
    let arguments = [
        "--port",
        &number,
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--dir",
        &place,
        "--requirepass",
        "geheim",
    ];
    let Some(store) = Beside::start("redis-server", &arguments) else { return };
    listens(port).await;
    let address = format!("redis://:geheim@127.0.0.1:{port}/1");
    let variables =
        [("VERBATIM__LIMITS__STORE", address.as_str()), ("VERBATIM__LIMITS__USER_PER_MINUTE", "4")];
    let fake = FakeDiscord::start().await;
    let (one, first) = Bot::start_http(&fake, &variables).await;
    let (_other, second) = Bot::start_http(&fake, &variables).await;
    let mut answered = vec![];
    for id in 9000..9006 {
        let copy = if id % 2 == 0 { &first } else { &second };
        answered.push(answers(copy, &id.to_string()).await);
    }
    assert_eq!(answered, [true, true, true, true, false, false], "{}", one.output());
    // What comes again, to another copy too, gets its answer and is not counted again.
    assert!(answers(&second, "9000").await);
    // Without the store each copy counts alone, and says so once.
    drop(store);
    assert!(answers(&first, "9010").await);
    assert!(answers(&first, "9011").await);
    let said = one.output();
    assert_eq!(said.matches("counts alone").count(), 1, "{said}");
    assert!(!said.contains("geheim"), "{said}");
}

#[tokio::test]
async fn an_address_that_is_none_is_said_at_the_start() {
    let fake = FakeDiscord::start().await;
    for address in ["localhost:geheim", "redis://a:geheim@b:port"] {
        let mut bot = Bot::run(&["serve"], &fake, &[("VERBATIM__LIMITS__STORE", address)]);
        assert_eq!(bot.ends_within(super::START).await.code(), Some(2), "{}", bot.output());
        assert!(bot.output().contains("limits.store"), "{}", bot.output());
        assert!(!bot.output().contains("geheim"), "{}", bot.output());
    }
}

/// What nginx does with the configuration in `packaging/nginx.conf`, for two copies at these addresses.
fn nginx(folder: &std::path::Path, copies: [&str; 2], port: u16) -> Option<Beside> {
    let site = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/packaging/nginx.conf"));
    let servers = "    server bot-1:8080 max_fails=0;\n    server bot-2:8080 max_fails=0;\n";
    assert!(site.contains(servers) && site.contains("listen 8443 ssl;"), "{site}");
    let copies = copies.map(|copy| format!("    server {copy} max_fails=0;\n")).concat();
    let site = site
        .replace(servers, &copies)
        .replace("listen 8443 ssl;", &format!("listen 127.0.0.1:{port};"));
    let site: String =
        site.lines().filter(|line| !line.contains("ssl_")).flat_map(|line| [line, "\n"]).collect();
    let place = folder.to_string_lossy();
    let whole = format!(
        "daemon off; pid {place}/pid; error_log {place}/error.log; events {{}}\nhttp {{ access_log off; \
         client_body_temp_path {place}/b; proxy_temp_path {place}/p; fastcgi_temp_path {place}/f; uwsgi_temp_path \
         {place}/u; scgi_temp_path {place}/s;\n{site}}}\n"
    );
    let path = folder.join("nginx.conf");
    std::fs::write(&path, whole).expect("written");
    Beside::start("nginx", &["-c", &path.to_string_lossy(), "-e", &format!("{place}/error.log")])
}

#[tokio::test]
async fn behind_nginx_nothing_is_lost_with_a_copy() {
    let fake = FakeDiscord::start().await;
    let variables = [super::MUCH, ("VERBATIM__LIMITS__SERVER_PER_MINUTE", "100000")];
    let (killed, first) = Bot::start_http(&fake, &variables).await;
    let (mut drained, second) = Bot::start_http(&fake, &variables).await;
    let (_stays, third) = Bot::start_http(&fake, &variables).await;
    let (port, folder) = (free_port(), tempfile::tempdir().expect("a folder"));
    let Some(proxy) = nginx(folder.path(), [&first, &second], port) else { return };
    listens(port).await;
    let address = format!("127.0.0.1:{port}");
    let send = async |id: usize, address: &str| {
        let post = http::signed(&payload::ask(&id.to_string(), QUESTION, None));
        http::send(address, &post).await.0
    };
    for id in 10_000..10_300 {
        if id == 10_100 {
            killed.signal("KILL");
        }
        assert_eq!(send(id, &address).await, 200, "{id}: one copy was killed");
    }
    drop(proxy);
    let (port, folder) = (free_port(), tempfile::tempdir().expect("a folder"));
    let Some(_proxy) = nginx(folder.path(), [&second, &third], port) else { return };
    listens(port).await;
    let address = format!("127.0.0.1:{port}");
    for id in 10_300..10_600 {
        if id == 10_400 {
            drained.terminate();
        }
        assert_eq!(send(id, &address).await, 200, "{id}: one copy was told to stop");
    }
    assert!(drained.ends_within(super::END).await.success());
}
