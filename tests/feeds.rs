//! Feeds: the real program serves, and real sockets stand for the web.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(90);

/// What came for one path: the head of each request.
type Asked = Arc<Mutex<HashMap<String, Vec<String>>>>;

/// Answers by path; the second argument is the head of the request, the third how many came before it.
type Answer = dyn Fn(&mut TcpStream, &str, &str, usize) + Send + Sync;

struct Web {
    at: String,
    asked: Asked,
}

impl Web {
    fn start(answer: Arc<Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = format!("http://{}", listener.local_addr().unwrap());
        let asked = Asked::default();
        let noted = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { continue };
                let (answer, noted) = (Arc::clone(&answer), Arc::clone(&noted));
                std::thread::spawn(move || {
                    let mut reader = BufReader::new(stream.try_clone().unwrap());
                    let mut head = String::new();
                    while reader.read_line(&mut head).unwrap_or(0) > 2 {}
                    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
                    let mut all = noted.lock().unwrap();
                    let heads = all.entry(path.clone()).or_default();
                    let before = heads.len();
                    heads.push(head.to_ascii_lowercase());
                    drop(all);
                    answer(&mut stream, &path, &head, before);
                });
            }
        });
        Self { at, asked }
    }

    fn count(&self, path: &str) -> usize {
        self.asked.lock().unwrap().get(path).map_or(0, Vec::len)
    }
}

fn give(stream: &mut TcpStream, status: &str, more: &str, body: &str) {
    let length = body.len();
    let _ = write!(
        stream,
        "HTTP/1.1 {status}\r\n{more}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    );
}

fn page(what: &str) -> String {
    format!(
        "<html><head><title>{what} opens</title></head><body><article><h1>{what} opens</h1><p>The {what} by the river opened on Monday after nine years of work, the owners said.</p><p>“We never thought that it would take so long,” said Ann Moor, who runs the {what} with her sister.</p></article></body></html>"
    )
}

fn feed(paths: &[String]) -> String {
    let items =
        paths.iter().map(|path| format!("<item><title>A</title><link>{path}</link></item>"));
    let items: String = items.collect();
    format!("<rss version=\"2.0\"><channel><title>News</title>{items}</channel></rss>")
}

/// The program while it serves, and what it has logged.
struct Bot {
    child: Child,
    log: Arc<Mutex<Vec<String>>>,
}

impl Drop for Bot {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Bot {
    fn start(folder: &Path, feeds: &[String], settings: &[(&str, &str)]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_verbatim"));
        command
            .args(["serve", "--http", "--corpus"])
            .arg(folder)
            .current_dir(folder)
            .env("VERBATIM__HTTP__BIND", "127.0.0.1:0")
            .env("VERBATIM__DISCORD__PUBLIC_KEY", "0".repeat(64))
            .env("VERBATIM__CORPUS__FEEDS", feeds.join(" "))
            .env("VERBATIM__CORPUS__FEED_SECONDS", "1")
            .env("VERBATIM__CORPUS__FEED_PRIVATE", "true")
            .envs(settings.iter().copied())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let log = Arc::new(Mutex::new(vec![]));
        let (lines, kept) = (BufReader::new(child.stderr.take().unwrap()), Arc::clone(&log));
        std::thread::spawn(move || {
            for line in lines.lines().map_while(Result::ok) {
                kept.lock().unwrap().push(line);
            }
        });
        Self { child, log }
    }

    fn lines(&self, words: &str) -> usize {
        self.log.lock().unwrap().iter().filter(|line| line.contains(words)).count()
    }

    fn wait(&self, what: &str, is_so: impl Fn() -> bool) {
        let start = Instant::now();
        while !is_so() {
            let log = self.log.lock().unwrap().join("\n");
            assert!(start.elapsed() < PATIENCE, "{what} never came: {log}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn wait_for(&self, words: &str) {
        self.wait(words, || self.lines(words) > 0);
    }
}

fn articles(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> =
        names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| name != "sources.toml" && !name.starts_with('.'));
    names.sort();
    names
}

#[test]
fn pages_of_new_entries_are_added_once() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let at = Arc::new(Mutex::new(String::new()));
    let own = Arc::clone(&at);
    let web = Web::start(Arc::new(move |stream, path, head, before| {
        let at = own.lock().unwrap().clone();
        let link = |path: &str| format!("{at}{path}");
        match path {
            "/rss.xml"
                if head.to_ascii_lowercase().contains("if-none-match: \"one\"") && before < 3 =>
            {
                give(stream, "304 Not Modified", "", "");
            }
            "/rss.xml" if before < 3 => give(
                stream,
                "200 OK",
                "ETag: \"one\"\r\nLast-Modified: Thu, 01 Jan 2026 00:00:00 GMT\r\n",
                &feed(&[
                    link("/bridge"),
                    link("/mill#top"),
                    link("/known"),
                    link("/moved"),
                    link("/private/x"),
                ]),
            ),
            "/rss.xml" => {
                give(
                    stream,
                    "200 OK",
                    "",
                    &feed(&[link("/twin"), link("/ferry"), link("/bridge")]),
                );
            }
            "/robots.txt" => give(stream, "200 OK", "", "User-agent: *\nDisallow: /private/\n"),
            "/moved" => give(stream, "301 Moved Permanently", "Location: /bakery\r\n", ""),
            "/twin" => give(stream, "200 OK", "Content-Type: text/html\r\n", &page("ferry")),
            path => give(stream, "200 OK", "Content-Type: text/html\r\n", &page(&path[1..])),
        }
    }));
    at.lock().unwrap().clone_from(&web.at);
    let known = format!("[\"gone.html\"]\nurl = \"{}/known\"\n", web.at);
    fs::write(folder.join("sources.toml"), &known).unwrap();
    let feeds = [format!("{}/rss.xml", web.at)];
    // Nothing is there yet: the feed is looked at first.
    let bot = Bot::start(folder, &feeds, &[]);
    bot.wait("the ferry", || articles(folder).iter().any(|name| name.ends_with("ferry.html")));
    bot.wait_for("the same text is there as");
    bot.wait_for("read the articles again");
    let names = articles(folder);
    for end in ["bridge.html", "mill.html", "bakery.html", "ferry.html"] {
        assert_eq!(names.iter().filter(|name| name.ends_with(end)).count(), 1, "{names:?}");
    }
    assert_eq!(names.len(), 4, "{names:?}");
    assert_eq!(bot.lines("asks programs not to fetch it (robots.txt)"), 1);
    let asked = web.asked.lock().unwrap().get("/rss.xml").unwrap().clone();
    assert!(asked[1].contains("if-none-match: \"one\""), "{asked:?}");
    assert!(asked[1].contains("if-modified-since: thu, 01 jan 2026 00:00:00 gmt"), "{asked:?}");
    let sources = fs::read_to_string(folder.join("sources.toml")).unwrap();
    assert!(sources.starts_with(&known), "{sources}");
    for line in [format!("url = \"{}/bakery\"", web.at), format!("link = \"{}/moved\"", web.at)] {
        assert!(sources.contains(&line), "{line}: {sources}");
    }
    // What was seen is known after a new start, too.
    drop(bot);
    let before = web.count("/rss.xml");
    let bot = Bot::start(folder, &feeds, &[]);
    bot.wait("another look", || web.count("/rss.xml") > before + 1);
    for path in ["/bridge", "/mill", "/bakery", "/moved", "/ferry"] {
        assert_eq!(web.count(path), 1, "{path}");
    }
    assert_eq!(web.count("/known"), 0);
    assert_eq!(articles(folder), names);
}

#[test]
fn each_fault_is_one_line_and_the_rest_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("a.txt"), "The mill by the river closed on Monday, the mayor said.")
        .unwrap();
    let at = Arc::new(Mutex::new(String::new()));
    let own = Arc::clone(&at);
    let web = Web::start(Arc::new(move |stream, path, _, before| {
        let at = own.lock().unwrap().clone();
        let ok = "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nConnection: close\r\n";
        match path {
            "/busy" => give(stream, "429 Too Many Requests", "Retry-After: 3600\r\n", ""),
            "/down" => give(stream, "503 Service Unavailable", "", ""),
            "/gone" => give(stream, "410 Gone", "", ""),
            "/circle" => give(stream, "302 Found", "Location: /round\r\n", ""),
            "/round" => give(stream, "302 Found", "Location: /circle\r\n", ""),
            "/lie" => {
                let _ = write!(stream, "{ok}Content-Length: 99999\r\n\r\n<rss>");
            }
            "/huge" => {
                let _ = write!(stream, "{ok}Content-Length: 10000000000\r\n\r\n");
                while stream.write_all(&[b' '; 65536]).is_ok() {}
            }
            "/endless" => {
                let _ = write!(stream, "{ok}\r\n");
                while stream.write_all(&[b' '; 65536]).is_ok() {}
            }
            "/hang" | "/slow-page" => std::thread::sleep(PATIENCE),
            "/drip" => {
                let _ = write!(stream, "{ok}\r\n");
                while stream.write_all(b" ").is_ok() {
                    std::thread::sleep(Duration::from_millis(100));
                }
            }
            "/unasked" => give(stream, "304 Not Modified", "", ""),
            "/page" => give(stream, "200 OK", "Content-Type: text/html\r\n", "<p>No feed</p>"),
            "/deep" => give(stream, "200 OK", "", &"<rss><channel>".repeat(30_000)),
            "/odd" => {
                let links = ["/missing", "/picture", "/blank", "/slow-page", "/good"];
                give(stream, "200 OK", "", &feed(&links.map(|path| format!("{at}{path}"))));
            }
            "/picture" => give(stream, "200 OK", "Content-Type: image/png\r\n", "PNG"),
            "/blank" => give(stream, "200 OK", "Content-Type: text/html\r\n", "<p></p>"),
            "/good" => give(stream, "200 OK", "Content-Type: text/html\r\n", &page("good")),
            "/again" if before == 0 => give(stream, "500 Internal Server Error", "", ""),
            "/again" => give(stream, "200 OK", "", &feed(&[])),
            _ => give(stream, "404 Not Found", "", ""),
        }
    }));
    at.lock().unwrap().clone_from(&web.at);
    let faults = [
        ("/busy", "answers 429 Too Many Requests"),
        ("/down", "answers 503 Service Unavailable"),
        ("/gone", "answers 410 Gone"),
        ("/circle", "it leads on more than 5 times"),
        ("/lie", "cannot be reached"),
        ("/huge", "it has more than 1000000 bytes"),
        ("/endless", "it has more than 1000000 bytes"),
        ("/hang", "it is not there after 1s"),
        ("/drip", "it is not there after 1s"),
        ("/unasked", "answers 304 Not Modified"),
        ("/page", "it is no RSS or Atom feed"),
        ("/deep", "it is no RSS or Atom feed"),
    ];
    let mut feeds: Vec<_> = faults.iter().map(|(path, _)| format!("{}{path}", web.at)).collect();
    feeds.extend(["/odd", "/again"].map(|path| format!("{}{path}?key=secret", web.at)));
    let settings = [
        ("VERBATIM__CORPUS__FEED_TIMEOUT_SECONDS", "1"),
        ("VERBATIM__CORPUS__MAX_FILE_BYTES", "1000000"),
    ];
    // The servers above do not look at what stands behind the path.
    let feeds: Vec<_> = feeds.iter().map(|feed| feed.replace("?key=secret", "")).collect();
    let bot = Bot::start(folder, &feeds, &settings);
    let line = |path: &str| format!("the feed {}{path}:", web.at);
    for (path, words) in faults {
        bot.wait_for(&line(path));
        let log = bot.log.lock().unwrap().clone();
        let said = log.iter().find(|said| said.contains(&line(path))).unwrap();
        assert!(said.contains(words), "{path}: {said}");
    }
    bot.wait_for("added");
    bot.wait_for("is in order again");
    // Many looks later each was said once.
    bot.wait("more looks", || web.count("/down") > 3 && web.count("/odd") > 3);
    for (path, _) in faults {
        assert_eq!(bot.lines(&line(path)), 1, "{path}");
    }
    assert_eq!(web.count("/busy"), 1, "it wants to be left alone for an hour");
    for (path, words) in [
        ("/missing", "answers 404 Not Found"),
        ("/picture", "image/png is nothing that is read"),
        ("/blank", "no article"),
    ] {
        bot.wait_for(words);
        let of = format!("{}{path} is not added", web.at);
        assert_eq!(bot.lines(&of), 1, "{path}");
        assert_eq!(web.count(path), 1, "{path}");
    }
    assert_eq!(articles(folder).len(), 2, "{:?}", articles(folder));
}

#[test]
fn private_networks_and_damaged_lists_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("a.txt"), "The mill by the river closed on Monday, the mayor said.")
        .unwrap();
    let web = Web::start(Arc::new(|stream, _, _, _| give(stream, "404 Not Found", "", "")));
    let feeds = [format!("{}/rss.xml?key=secret", web.at)];
    let bot = Bot::start(folder, &feeds, &[("VERBATIM__CORPUS__FEED_PRIVATE", "false")]);
    bot.wait_for("is an address of a private network: allow it with `corpus.feed_private`");
    assert_eq!((web.count("/rss.xml?key=secret"), bot.lines("secret")), (0, 0));
    drop(bot);
    fs::write(folder.join("sources.toml"), "[no").unwrap();
    let feeds = [format!("{}/rss.xml", web.at)];
    let whole = feed(&[format!("{}/x", web.at)]);
    let other = Web::start(Arc::new(move |stream, _, _, _| give(stream, "200 OK", "", &whole)));
    let feeds = [feeds[0].replace(&web.at, &other.at)];
    let bot = Bot::start(folder, &feeds, &[]);
    bot.wait_for("sources.toml is not understood");
    bot.wait_for("repair it first; next look");
    assert_eq!(web.count("/x"), 0);
}
