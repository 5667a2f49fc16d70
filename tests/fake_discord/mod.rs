//! A Discord of our own on 127.0.0.1, so that the real bot can be driven without the real one.
//!
//! It speaks as much of the HTTP API and of the gateway as the bot uses, writes down every request, and can
//! misbehave in all the ways that Discord does.

pub mod bot;
pub mod check;
mod gateway;
pub mod http;
pub mod load;
pub mod multipart;
pub mod payload;
mod rest;

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot, watch};

/// Ids that the fake gives out; real ones look like these.
pub const APPLICATION: &str = "1182000000000000900";
pub const BOT: &str = "1182000000000000901";
/// No real token: this one is made up.
pub const TOKEN: &str = "MTE4MjAwMDAwMDAwMDAwMDkwMQ.Gfake0.not-a-token-at-all_but-shaped-like-one";

/// How long a test waits for something that should come at once.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// One request that the bot made.
#[derive(Debug, Clone)]
pub struct Recorded {
    pub method: String,
    /// Without `/api/v10`.
    pub path: String,
    pub body: Value,
    /// The files that came with it: their names and what is in them.
    pub files: Vec<(String, Vec<u8>)>,
}

/// What happens once somebody identifies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnIdentify {
    Ready,
    Close(u16),
    InvalidSession,
    Nothing,
}

/// How the fake behaves. A test may change it at any time.
#[derive(Debug, Clone)]
pub struct Behaviour {
    pub on_identify: OnIdentify,
    pub heartbeat: Duration,
    /// Whether heartbeats are acknowledged.
    pub acknowledges: bool,
    /// Whether connections to the gateway are taken any further than TCP.
    pub upgrades: bool,
    /// Whether the bot's token is taken for valid.
    pub knows_token: bool,
    /// Sessions that may still be begun.
    pub sessions_left: u32,
    /// Whether replies to interactions are counted alone, for there are too many to keep.
    pub only_counts: bool,
    /// Requests whose path has these words in it fail with this status, one after the other.
    pub failures: VecDeque<(&'static str, u16, Value)>,
}

impl Default for Behaviour {
    fn default() -> Self {
        Self {
            on_identify: OnIdentify::Ready,
            // Discord's own.
            heartbeat: Duration::from_millis(41_250),
            acknowledges: true,
            upgrades: true,
            knows_token: true,
            sessions_left: 1000,
            only_counts: false,
            failures: VecDeque::new(),
        }
    }
}

/// What a test makes the gateway do to a connection.
#[derive(Debug)]
enum Act {
    Dispatch(&'static str, Value),
    Opcode(u8, Value),
    Close(u16),
    DropConnection,
    GoDeaf,
}

#[derive(Debug, Default)]
struct State {
    behaviour: Behaviour,
    requests: Vec<Recorded>,
    /// Who waits for the reply to an interaction, where replies are only counted.
    waiting: HashMap<String, oneshot::Sender<()>>,
    /// Replies that nobody waited for: they came twice.
    surplus: usize,
    /// What else is answered at a path.
    answers: HashMap<String, Value>,
    /// Commands by the path under which they were registered.
    commands: HashMap<String, Value>,
    /// Interactions that were replied to.
    acknowledged: HashSet<String>,
    /// The connection that is up, if one is.
    session: Option<mpsc::UnboundedSender<Act>>,
    /// Opcodes of all that the bot has sent over the gateway.
    received: Vec<u8>,
    /// The shards for which a session was begun.
    identified: Vec<Value>,
    /// Number of the last event of the session.
    sequence: u64,
}

#[derive(Clone)]
struct Shared {
    state: Arc<Mutex<State>>,
    /// Goes up with everything that happens.
    changes: watch::Sender<u64>,
    gateway_url: Arc<str>,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no test has panicked in here")
    }

    fn changed(&self) {
        self.changes.send_modify(|changes| *changes += 1);
    }
}

/// The fake. It ends with the test's runtime.
pub struct FakeDiscord {
    /// What `discord.api_url` is set to.
    pub url: String,
    shared: Shared,
}

impl FakeDiscord {
    pub async fn start() -> Self {
        let rest = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let gateway = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", rest.local_addr().expect("an address"));
        let gateway_url = format!("ws://{}", gateway.local_addr().expect("an address"));
        let shared = Shared {
            state: Arc::default(),
            changes: watch::Sender::new(0),
            gateway_url: gateway_url.into(),
        };
        tokio::spawn(rest::serve(rest, shared.clone()));
        tokio::spawn(gateway::serve(gateway, shared.clone()));
        Self { url, shared }
    }

    pub fn behave(&self, change: impl FnOnce(&mut Behaviour)) {
        change(&mut self.shared.state().behaviour);
    }

    /// Sends an event to the bot, once it is connected.
    pub async fn dispatch(&self, kind: &'static str, data: Value) {
        self.act(Act::Dispatch(kind, data)).await;
    }

    /// Sends an interaction and waits for its reply, where replies are only counted.
    pub async fn exchange(&self, interaction: Value) {
        let id = interaction["id"].as_str().expect("an id").to_owned();
        let (replied, reply) = oneshot::channel();
        let session = {
            let mut state = self.shared.state();
            state.waiting.insert(id, replied);
            state.session.clone().expect("a session")
        };
        session
            .send(Act::Dispatch("INTERACTION_CREATE", interaction))
            .expect("the connection is up");
        reply.await.expect("a reply");
    }

    /// How many replies came that nobody waited for.
    pub fn surplus(&self) -> usize {
        self.shared.state().surplus
    }

    /// Asks the bot to reconnect (7) or tells it that its session is gone (9).
    pub async fn opcode(&self, opcode: u8, data: Value) {
        self.act(Act::Opcode(opcode, data)).await;
    }

    pub async fn close(&self, code: u16) {
        self.act(Act::Close(code)).await;
    }

    pub async fn drop_connection(&self) {
        self.act(Act::DropConnection).await;
    }

    /// From now on the connection stays up, but nothing is read or sent any more.
    pub async fn go_deaf(&self) {
        self.act(Act::GoDeaf).await;
    }

    async fn act(&self, act: Act) {
        let session = self.wait_for("a session", |state| state.session.clone()).await;
        session.send(act).expect("the connection is up");
    }

    /// Waits until the bot is connected and ready.
    pub async fn connected(&self) {
        self.wait_for("a session", |state| state.session.clone()).await;
    }

    /// Waits until nothing is connected.
    pub async fn disconnected(&self) {
        self.wait_for("the end of the session", |state| state.session.is_none().then_some(()))
            .await;
    }

    /// How often the bot has sent this opcode over the gateway.
    pub fn received(&self, opcode: u8) -> usize {
        self.shared.state().received.iter().filter(|&&received| received == opcode).count()
    }

    /// Waits until the bot has sent this opcode so often.
    pub async fn receives(&self, opcode: u8, times: usize) {
        let count = |state: &State| state.received.iter().filter(|&&got| got == opcode).count();
        self.wait_for("an opcode", |state| (count(state) >= times).then_some(())).await;
    }

    /// Waits for so many sessions; for which shards they were begun.
    pub async fn identified(&self, times: usize) -> Vec<Value> {
        let begun =
            |state: &State| (state.identified.len() >= times).then(|| state.identified.clone());
        self.wait_for("a session", begun).await
    }

    /// All requests so far whose path has these words in it.
    pub fn requests(&self, words: &str) -> Vec<Recorded> {
        let state = self.shared.state();
        state.requests.iter().filter(|request| request.path.contains(words)).cloned().collect()
    }

    /// Waits for so many requests whose path has these words in it.
    pub async fn requested(&self, words: &str, times: usize) -> Vec<Recorded> {
        self.requested_such(words, times, |request| request.path.contains(words)).await
    }

    /// Waits for so many requests that are like this.
    pub async fn requested_such(
        &self,
        what: &str,
        times: usize,
        such: impl Fn(&Recorded) -> bool,
    ) -> Vec<Recorded> {
        let matching = |state: &State| {
            let found: Vec<_> =
                state.requests.iter().filter(|request| such(request)).cloned().collect();
            (found.len() >= times).then_some(found)
        };
        self.wait_for(what, matching).await
    }

    /// Answers this at a path.
    pub fn answer(&self, path: &str, value: Value) {
        self.shared.state().answers.insert(path.to_owned(), value);
    }

    /// The commands registered at a path.
    pub fn commands(&self, path: &str) -> Option<Value> {
        self.shared.state().commands.get(path).cloned()
    }

    /// Has commands registered from the start.
    pub fn set_commands(&self, path: &str, commands: Value) {
        self.shared.state().commands.insert(path.to_owned(), commands);
    }

    async fn wait_for<T>(&self, what: &str, found: impl Fn(&State) -> Option<T>) -> T {
        let mut changes = self.shared.changes.subscribe();
        let wait = async {
            loop {
                if let Some(found) = found(&self.shared.state()) {
                    return found;
                }
                changes.changed().await.expect("the fake is there");
            }
        };
        match tokio::time::timeout(PATIENCE, wait).await {
            Ok(found) => found,
            Err(_) => {
                let state = self.shared.state();
                let requests = state.requests.iter();
                let requests: Vec<_> = requests
                    .map(|request| format!("{} {}", request.method, request.path))
                    .collect();
                panic!("no {what} came; so far: {requests:#?} and opcodes {:?}", state.received)
            }
        }
    }
}
