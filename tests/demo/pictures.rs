//! Pictures of each kind of reply, for README and docs/: `VERBATIM_PICTURES=docs/pictures cargo test --test demo pictures`.

use std::path::PathBuf;

use super::devtools::{Browser, Page};
use super::program::Demo;

/// Each kind of reply with what leads to it: words that are written, or a command, then buttons that are pressed.
const KINDS: [(&str, &str, &[&str]); 21] = [
    ("answer", "How big will the Ukrainian army be?", &[]),
    ("refusal", "What did Ursula von der Leyen promise?", &[]),
    ("private-refusal", "/ask question=Who wrote Don Quixote?", &[]),
    ("related", "/ask question=What did Ursula von der Leyen promise?", &["Show related"]),
    ("context", "/ask question=How big will the Ukrainian army be?", &["Show context"]),
    (
        "whosaid-verbatim",
        "/whosaid quote=peace would not be possible without the progress that was made here today",
        &[],
    ),
    (
        "whosaid-altered",
        "/whosaid quote=peace would be possible without the progress that was made here today",
        &[],
    ),
    ("whosaid-cut", "/whosaid quote=he is ready for peace", &[]),
    (
        "whosaid-other-speaker",
        "/whosaid quote=Putin is not showing that he is ready for peace|speaker=Macron",
        &[],
    ),
    ("whosaid-not-found", "/whosaid quote=we will all go fishing on Sunday", &[]),
    (
        "wordings",
        "/whosaid quote=Putin is not showing that he is ready for peace",
        &["Show wordings"],
    ),
    ("quotes", "/quotes speaker=Keir Starmer", &[]),
    ("compare", "/compare topic=troops", &[]),
    ("summary", "/summary", &[]),
    ("who", "/who name=Jared Kushner", &[]),
    ("sources", "/sources", &[]),
    ("quotation-map", "/quotes speaker=Keir Starmer", &["Show map"]),
    ("article", "/sources article=001_cd9e64f6467ca39f.txt", &[]),
    ("about", "/about", &[]),
    ("help", "/help", &[]),
    ("error", "/nothing", &[]),
];

/// What is no reply.
const SCENES: [&str; 10] = [
    "start",
    "commands",
    "choices",
    "check-quotes",
    "menu",
    "json",
    "reading-room",
    "repairs",
    "map",
    "side-by-side",
];

/// Does what leads to a scene, on a page that has just been opened.
async fn scene(page: &Page<'_>, name: &str) {
    let option = "document.querySelector('.list:not([hidden]) [role=option]')";
    match name {
        "commands" => {
            page.write("/").await;
            page.until(option).await;
        }
        "choices" => {
            page.write("/quotes Zel").await;
            page.until(option).await;
        }
        "check-quotes" => {
            let words = "Macron said: “We need 900,000 soldiers now.” And Starmer: “Putin is not showing that he is ready for peace.”";
            page.write(words).await;
            page.key("Enter").await;
            page.until("document.querySelectorAll('.message-place').length === 2").await;
            page.eval("import('/channel.js').then((c) => c.remove(document.querySelector('.message-place:last-child').dataset.id))").await;
            page.press_mouse("document.querySelector('.message .content')", "right").await;
            page.press_mouse("[...document.querySelectorAll('[role=menuitem]')].find((i) => i.innerText === 'Check quotes')", "left").await;
            page.until("document.querySelector('.private')").await;
        }
        "menu" => {
            page.write(super::QUESTION).await;
            page.key("Enter").await;
            page.until("document.querySelector('.embed')").await;
            page.press_mouse("document.querySelector('.embed .description')", "right").await;
            page.until("document.querySelector('[role=menu]')").await;
        }
        "json" => {
            page.write(super::QUESTION).await;
            page.key("Enter").await;
            page.until("document.querySelector('.embed')").await;
            page.eval("document.querySelector('.message-place:last-child .tools button').click()")
                .await;
            page.until("document.querySelector('dialog')").await;
        }
        "reading-room" | "repairs" | "map" | "side-by-side" => room(page, name).await,
        _ => page.until("document.querySelector('#examples button')").await,
    }
}

/// A view of the reading room, beside a conversation where there is room.
async fn room(page: &Page<'_>, name: &str) {
    page.write(super::QUESTION).await;
    page.key("Enter").await;
    page.until("document.querySelector('.embed')").await;
    let (open, there) = match name {
        "map" => ("r.openMap({})", "#room svg.map"),
        "side-by-side" => ("r.openCheck({words: 'he is ready for peace'})", "#room .side-by-side"),
        "repairs" => ("r.openRoom({document: '002_87af0ff4f4581aa7.txt'})", "#room .reading"),
        _ => (
            "r.openRoom({document: '001_cd9e64f6467ca39f.txt', passage: '3574-3654'})",
            "#room mark",
        ),
    };
    page.eval(&format!("import('/room.js').then((r) => {open})")).await;
    page.until(&format!("document.querySelector({there:?})")).await;
}

/// Widths of windows, and the themes.
const WIDTHS: [u32; 2] = [360, 1440];
const THEMES: [&str; 2] = ["light", "dark"];

/// Does what leads to a reply, and waits for it.
async fn ask(page: &Page<'_>, asked: &str, presses: &[&str]) {
    page.eval("import('/channel.js').then((c) => document.querySelectorAll('.message-place').forEach((m) => c.remove(m.dataset.id)))").await;
    let (command, given) = asked.split_once(' ').unwrap_or((asked, ""));
    if let Some(name) = command.strip_prefix('/') {
        let options: Vec<_> = given
            .split('|')
            .filter_map(|option| option.split_once('='))
            .map(|(name, value)| serde_json::json!({"name": name, "type": 3, "value": value}))
            .collect();
        let options = serde_json::Value::from(options);
        page.eval(&format!(
            "import('/channel.js').then((c) => c.command({{id: '1', name: {name:?}}}, {options}))"
        ))
        .await;
    } else {
        page.eval(&format!("import('/channel.js').then((c) => c.write({asked:?}))")).await;
    }
    page.until("document.querySelector('.message-place:last-child .embed')").await;
    for press in presses {
        page.press(press).await;
        page.eval("new Promise((done) => setTimeout(done, 300))").await;
    }
}

/// The window as high as what stands in the channel, within bounds.
async fn fit(page: &Page<'_>, width: u32) {
    page.resize(width, 600).await;
    let high = page
        .eval(
            "document.querySelector('.bar').offsetHeight + document.querySelector('#messages').offsetHeight + \
             document.querySelector('#composer').offsetHeight + 48",
        )
        .await;
    let high = high.as_f64().unwrap_or_default() as u32;
    page.resize(width, high.clamp(420, 2400)).await;
    page.eval("(() => { const log = document.querySelector('#log'); log.scrollTop = log.scrollHeight; document.activeElement?.blur(); })()")
        .await;
    page.call(
        "Input.dispatchMouseEvent",
        serde_json::json!({"type": "mouseMoved", "x": 1, "y": 1}),
    )
    .await;
}

#[tokio::test]
async fn pictures_of_each_kind_of_reply() {
    let Some(folder) = std::env::var_os("VERBATIM_PICTURES").map(PathBuf::from) else {
        eprintln!("SKIPPED: no pictures (VERBATIM_PICTURES names no folder)");
        return;
    };
    let format = std::env::var("VERBATIM_PICTURE_FORMAT").unwrap_or_else(|_| "webp".to_owned());
    let only = std::env::var("VERBATIM_PICTURE").unwrap_or_default();
    let Some(browser) = Browser::start().await else { return };
    let demo = Demo::start(&[]);
    std::fs::create_dir_all(&folder).expect("a folder");
    let page = browser.open(&demo.url(), 1440, 900).await;
    for width in WIDTHS {
        for theme in THEMES {
            page.prefer(theme).await;
            page.go(&demo.url()).await;
            let save = async |name: &str| {
                let file = folder.join(format!("{name}-{width}-{theme}.{format}"));
                std::fs::write(file, page.picture(&format).await).expect("written");
            };
            let is_wanted =
                |name: &str| only.is_empty() || only.split(',').any(|only| only == name);
            for (name, asked, presses) in KINDS.into_iter().filter(|(name, ..)| is_wanted(name)) {
                ask(&page, asked, presses).await;
                fit(&page, width).await;
                save(name).await;
            }
            for name in SCENES.into_iter().filter(|name| is_wanted(name)) {
                page.resize(width, if width < 500 { 740 } else { 900 }).await;
                page.go(&demo.url()).await;
                scene(&page, name).await;
                save(name).await;
            }
        }
    }
    assert_eq!(browser.errors(), Vec::<String>::new());
}
