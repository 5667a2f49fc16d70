//! A headless Chromium, driven over its protocol for developers (<https://chromedevtools.github.io/devtools-protocol/>).

use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use futures_util::stream::SplitSink;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

use super::fake_discord::PATIENCE;

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Names under which Chromium is installed.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// A browser, which is ended with the test.
pub struct Browser {
    child: Child,
    _profile: TempDir,
    shared: Arc<Shared>,
    sender: Arc<tokio::sync::Mutex<SplitSink<Socket, Message>>>,
}

#[derive(Default)]
struct Shared {
    waiting: Mutex<HashMap<u64, oneshot::Sender<Value>>>,
    /// What went wrong in pages: exceptions, refused requests.
    errors: Mutex<Vec<String>>,
    number: Mutex<u64>,
}

/// A page of the browser.
pub struct Page<'b> {
    browser: &'b Browser,
    session: String,
}

/// The Chromium that is installed, if there is one.
fn program() -> Option<PathBuf> {
    let named = std::env::var_os("VERBATIM_CHROMIUM").map(PathBuf::from);
    let path = std::env::var_os("PATH").unwrap_or_default();
    named.or_else(|| {
        std::env::split_paths(&path)
            .flat_map(|folder| NAMES.map(|name| folder.join(name)))
            .find(|file| file.is_file())
    })
}

impl Browser {
    /// Starts a browser; `None`, with a line that says so, where there is none.
    pub async fn start() -> Option<Self> {
        let Some(program) = program() else {
            eprintln!("SKIPPED: no Chromium (apt-get install chromium, or VERBATIM_CHROMIUM=path)");
            return None;
        };
        let profile = tempfile::tempdir().expect("a folder");
        let mut child = Command::new(program)
            .args(["--headless=new", "--remote-debugging-port=0", "--no-first-run", "--no-sandbox"])
            .args([
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-extensions",
                "--mute-audio",
            ])
            .args([
                "--disable-background-networking",
                "--disable-component-update",
                "--no-proxy-server",
            ])
            .args([
                "--disable-sync",
                "--hide-scrollbars",
                "--lang=en-US",
                "--force-color-profile=srgb",
            ])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            .env("TZ", "UTC")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("Chromium starts");
        let mut lines = BufReader::new(child.stderr.take().expect("a pipe")).lines();
        let address = lines.by_ref().map_while(Result::ok).find_map(|line| {
            line.split_once("DevTools listening on ").map(|(_, address)| address.trim().to_owned())
        });
        // Whatever else it says is read, so that it is never held up.
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        let address = address.expect("Chromium says where it listens");
        let (socket, _) = tokio_tungstenite::connect_async(address).await.expect("a connection");
        let (sender, mut receiver) = socket.split();
        let shared = Arc::<Shared>::default();
        let heard = Arc::clone(&shared);
        tokio::spawn(async move {
            while let Some(Ok(message)) = receiver.next().await {
                if let Ok(text) = message.into_text() {
                    heard.hear(&serde_json::from_str(&text).unwrap_or_default());
                }
            }
        });
        let sender = Arc::new(tokio::sync::Mutex::new(sender));
        Some(Self { child, _profile: profile, shared, sender })
    }

    async fn call(&self, session: Option<&str>, method: &str, parameters: Value) -> Value {
        let (answer, answered) = oneshot::channel();
        let id = {
            let mut number = self.shared.number.lock().expect("no panic");
            *number += 1;
            *number
        };
        self.shared.waiting.lock().expect("no panic").insert(id, answer);
        let mut call = json!({"id": id, "method": method, "params": parameters});
        if let Some(session) = session {
            call["sessionId"] = json!(session);
        }
        self.sender.lock().await.send(Message::text(call.to_string())).await.expect("sent");
        let answer = tokio::time::timeout(PATIENCE, answered).await;
        let answer = answer.unwrap_or_else(|_| panic!("no answer to {method}")).expect("an answer");
        assert!(answer["error"].is_null(), "{method}: {}", answer["error"]);
        answer["result"].clone()
    }

    /// Opens a page in a window of this size.
    pub async fn open(&self, url: &str, width: u32, height: u32) -> Page<'_> {
        let made = self.call(None, "Target.createTarget", json!({"url": "about:blank"})).await;
        let attach = json!({"targetId": made["targetId"], "flatten": true});
        let attached = self.call(None, "Target.attachToTarget", attach).await;
        let session = attached["sessionId"].as_str().expect("a session").to_owned();
        let page = Page { browser: self, session };
        for domain in ["Page", "Runtime", "Log", "Network"] {
            page.call(&format!("{domain}.enable"), json!({})).await;
        }
        page.resize(width, height).await;
        page.go(url).await;
        page
    }

    /// What went wrong in all pages so far.
    pub fn errors(&self) -> Vec<String> {
        self.shared.errors.lock().expect("no panic").clone()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Shared {
    fn hear(&self, message: &Value) {
        if let Some(id) = message["id"].as_u64() {
            if let Some(waiting) = self.waiting.lock().expect("no panic").remove(&id) {
                let _ = waiting.send(message.clone());
            }
            return;
        }
        let parameters = &message["params"];
        let wrong = match message["method"].as_str().unwrap_or_default() {
            "Runtime.exceptionThrown" => parameters["exceptionDetails"].to_string(),
            "Log.entryAdded" if parameters["entry"]["level"] == "error" => {
                parameters["entry"].to_string()
            }
            "Page.javascriptDialogOpening" => format!("a dialog opened: {parameters}"),
            _ => return,
        };
        self.errors.lock().expect("no panic").push(wrong);
    }
}

impl Page<'_> {
    /// A call of the protocol for this page.
    pub async fn call(&self, method: &str, parameters: Value) -> Value {
        self.browser.call(Some(&self.session), method, parameters).await
    }

    /// Goes to an address and waits until the page is ready for work.
    pub async fn go(&self, url: &str) {
        self.call("Page.navigate", json!({"url": url})).await;
        self.until("document.readyState === 'complete' && document.body?.dataset.ready === 'true'")
            .await;
    }

    /// The size of the window.
    pub async fn resize(&self, width: u32, height: u32) {
        let size =
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.call("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// The system's choice of colours.
    pub async fn prefer(&self, theme: &str) {
        let features = json!({"features": [
            {"name": "prefers-color-scheme", "value": theme}, {"name": "prefers-reduced-motion", "value": "reduce"},
        ]});
        self.call("Emulation.setEmulatedMedia", features).await;
    }

    /// The value of an expression, awaited.
    pub async fn eval(&self, expression: &str) -> Value {
        let run = json!({"expression": expression, "awaitPromise": true, "returnByValue": true, "userGesture": true});
        let result = self.call("Runtime.evaluate", run).await;
        let wrong = &result["exceptionDetails"];
        assert!(wrong.is_null(), "{expression}: {wrong}");
        result["result"]["value"].clone()
    }

    /// Waits until an expression holds.
    pub async fn until(&self, expression: &str) {
        let start = Instant::now();
        loop {
            if self.eval(&format!("Boolean({expression})")).await == json!(true) {
                return;
            }
            if start.elapsed() > PATIENCE {
                let shown = self.eval("document.body.innerText").await;
                panic!("never: {expression}\n{shown}\n{:?}", self.browser.errors());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// The text of the first element that a selector finds.
    pub async fn text(&self, selector: &str) -> String {
        let text =
            self.eval(&format!("document.querySelector({selector:?})?.innerText ?? ''")).await;
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Clicks into the middle of the first element that a selector finds.
    pub async fn click(&self, selector: &str) {
        self.press_mouse(&format!("document.querySelector({selector:?})"), "left").await;
    }

    /// Presses a mouse button over an element that an expression gives.
    pub async fn press_mouse(&self, element: &str, button: &str) {
        self.until(element).await;
        let place = self
            .eval(&format!(
                "(() => {{ const e = {element}; e.scrollIntoView({{block: 'nearest'}}); const r = e.getClientRects()[0]; \
                 return [r.x + r.width / 2, r.y + r.height / 2]; }})()"
            ))
            .await;
        for kind in ["mouseMoved", "mousePressed", "mouseReleased"] {
            let event = json!({"type": kind, "x": place[0], "y": place[1], "button": button, "clickCount": 1});
            self.call("Input.dispatchMouseEvent", event).await;
        }
    }

    /// Clicks a button by its words, in the last message.
    pub async fn press(&self, label: &str) {
        let button = format!(
            "[...document.querySelectorAll('.message-place:last-child button, .message-place:last-child a')].find((b) => \
             b.innerText.trim() === {label:?})"
        );
        self.press_mouse(&button, "left").await;
    }

    /// Types words where the focus is.
    pub async fn write(&self, words: &str) {
        self.call("Input.insertText", json!({"text": words})).await;
    }

    /// Presses a key.
    pub async fn key(&self, key: &str) {
        let (name, modifiers) = key.strip_prefix("Shift+").map_or((key, 0), |name| (name, 8));
        let (code, text) = match name {
            "Enter" => (13, "\r"),
            "Tab" => (9, ""),
            "Escape" => (27, ""),
            "Backspace" => (8, ""),
            "ArrowUp" => (38, ""),
            "ArrowDown" => (40, ""),
            "ArrowLeft" => (37, ""),
            "ArrowRight" => (39, ""),
            "Home" => (36, ""),
            "End" => (35, ""),
            " " => (32, " "),
            other => panic!("no key {other}"),
        };
        for kind in ["keyDown", "keyUp"] {
            let mut event = json!({"type": kind, "key": name, "code": name, "windowsVirtualKeyCode": code, "modifiers": modifiers});
            if kind == "keyDown" && !text.is_empty() {
                event["text"] = json!(text);
            }
            self.call("Input.dispatchKeyEvent", event).await;
        }
    }

    /// How many messages stand in the channel.
    pub async fn count(&self) -> u64 {
        self.eval("document.querySelectorAll('.message-place').length")
            .await
            .as_u64()
            .unwrap_or_default()
    }

    /// A picture of the window: "png", or "webp", which is far smaller; of a wide window it has two thirds of the size.
    pub async fn picture(&self, format: &str) -> Vec<u8> {
        let taken = self.call("Page.captureScreenshot", json!({"format": "png"})).await;
        let png = taken["data"].as_str().unwrap_or_default();
        if format == "png" {
            return decode(png);
        }
        let encode = "(async (png) => { const bytes = Uint8Array.from(atob(png), (c) => c.charCodeAt(0)); const bitmap = await \
                      createImageBitmap(new Blob([bytes])); const scale = bitmap.width > 1000 ? 2 / 3 : 1; const canvas = new OffscreenCanvas(bitmap.width * scale, bitmap.height * scale); \
                      const pen = canvas.getContext('2d'); pen.imageSmoothingQuality = 'high'; pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height); const blob = await canvas.convertToBlob({type: 'image/webp', \
                      quality: 0.25}); let text = ''; for (const b of new Uint8Array(await blob.arrayBuffer())) text += \
                      String.fromCharCode(b); return btoa(text); })";
        let webp = self.eval(&format!("{encode}({png:?})")).await;
        decode(webp.as_str().unwrap_or_default())
    }
}

/// Base64.
fn decode(text: &str) -> Vec<u8> {
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => u32::from(byte - b'A'),
        b'a'..=b'z' => u32::from(byte - b'a') + 26,
        b'0'..=b'9' => u32::from(byte - b'0') + 52,
        b'+' => 62,
        _ => 63,
    };
    let digits: Vec<u8> = text.bytes().filter(|&byte| byte != b'=').collect();
    let mut bytes = Vec::with_capacity(digits.len());
    for group in digits.chunks(4) {
        let number = group.iter().fold(0, |number, &byte| number << 6 | value(byte));
        let number = number << (6 * (4 - group.len()));
        bytes.extend(number.to_be_bytes()[1..].iter().take(group.len() - 1));
    }
    bytes
}
