//! One connection to the gateway: begun, kept alive, and resumed for as long as that is of use
//! (<https://docs.discord.com/developers/events/gateway>).

use std::sync::atomic::Ordering;
use std::time::Duration;

use serde_json::{Value, json};
use serenity::all::GatewayIntents;
use serenity::constants::{Opcode, close_codes};
use tokio::time::Instant;

use super::socket::{Payload, Received, Socket};
use super::{Fleet, GOODBYE};
use crate::discord::ServeError;
use crate::discord::watchdog::{self, Stage};
use crate::ops::metrics;

/// No privileged intent: of messages that neither mention the bot nor are sent to it directly, Discord gives
/// no content.
const INTENTS: GatewayIntents =
    GatewayIntents::GUILD_MESSAGES.union(GatewayIntents::DIRECT_MESSAGES);
/// How long the gateway may take over its first word.
const HELLO: Duration = Duration::from_secs(15);
/// Wait before the second attempt in a row; it doubles with each up to the longest.
const PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// Failed attempts in a row after which another address than Discord's own for the session is tried.
const TRIED: u32 = 3;
/// Half of the longest wait after a session was called invalid.
const INVALID: Duration = Duration::from_millis(1500);
/// Close code with which a session that is to be resumed is left; with 1000 or 1001 it would end.
const LEFT: u16 = 4000;
/// Close code with which a session ends.
const DONE: u16 = 1000;

/// A session, which can be resumed over another connection.
struct Session {
    id: String,
    url: String,
    sequence: Option<u64>,
}

/// One of the connections.
pub(super) struct Shard {
    number: u32,
    session: Option<Session>,
    /// Its turn to begin a session, until it is used.
    turn: Option<Instant>,
    /// Attempts in a row that came to nothing.
    failures: u32,
}

/// What happens next on a connection.
enum Next {
    Received(Received),
    Heartbeat,
    Stop,
}

/// How a connection ended.
enum End {
    /// What is to be tried next.
    Again,
    /// The bot is about to stop.
    Stopped,
    /// It is useless to go on.
    Fatal(ServeError),
}

impl Shard {
    pub(super) fn new(number: u32, turn: Instant) -> Self {
        Self { number, session: None, turn: Some(turn), failures: 0 }
    }

    /// Keeps the connection until it is useless to go on, or the bot stops.
    pub(super) async fn run(mut self, fleet: &Fleet) -> Result<(), ServeError> {
        loop {
            let connected = self.connect(fleet).await;
            fleet.board.stage(self.number, Stage::Connecting);
            match connected {
                End::Again => {}
                End::Stopped => return Ok(()),
                End::Fatal(error) => return Err(error),
            }
            let pause = self.failures.checked_sub(1).map_or(Duration::ZERO, |before| {
                PAUSE.saturating_mul(1 << before.min(8)).min(LONGEST_PAUSE)
            });
            tokio::time::sleep(pause).await;
            self.failures += 1;
        }
    }

    /// Makes one connection and holds it until its end.
    async fn connect(&mut self, fleet: &Fleet) -> End {
        if self.session.is_none() {
            if fleet.is_spent() {
                return End::Fatal(ServeError::Budget);
            }
            fleet.board.stage(self.number, Stage::Waiting);
            let turn = self.turn.take().unwrap_or_else(|| fleet.turns.take(self.number));
            tokio::time::sleep_until(turn).await;
        }
        fleet.board.stage(self.number, Stage::Connecting);
        let own = self.session.as_ref().filter(|_| self.failures < TRIED);
        let url = own.map_or(&fleet.url, |session| &session.url);
        let mut socket = match Socket::dial(&fleet.client, url).await {
            Ok(socket) => socket,
            Err(error) => {
                tracing::warn!(shard = self.number, %error, "no connection to Discord’s gateway");
                return End::Again;
            }
        };
        let end = match tokio::time::timeout(HELLO, hello(&mut socket)).await {
            Ok(Ok(interval)) => self.converse(fleet, &mut socket, interval).await,
            Ok(Err(received)) => self.broken(&received),
            Err(_) => End::Again,
        };
        let code = if matches!(end, End::Stopped) { DONE } else { LEFT };
        let wait = if matches!(end, End::Stopped) { GOODBYE } else { Duration::ZERO };
        socket.close(code, wait).await;
        end
    }

    /// Begins a session or goes on with one, then listens.
    async fn converse(&mut self, fleet: &Fleet, socket: &mut Socket, interval: Duration) -> End {
        let (opcode, greeting) = self.greeting(fleet);
        if !socket.send(opcode.into(), greeting).await {
            return End::Again;
        }
        // Discord wants the first one at any moment within the interval, so that not all bots send theirs at once.
        let mut heartbeat = Instant::now() + interval.mul_f64(jitter());
        let mut is_acknowledged = true;
        let mut stop = fleet.stop.clone();
        loop {
            let next = tokio::select! {
                received = socket.receive() => Next::Received(received),
                () = tokio::time::sleep_until(heartbeat) => Next::Heartbeat,
                _ = async { stop.wait_for(|&stop| stop).await.is_ok() } => Next::Stop,
            };
            let payload = match next {
                Next::Received(Received::Payload(payload)) => payload,
                Next::Received(Received::Unreadable) => {
                    tracing::warn!(
                        shard = self.number,
                        "the gateway sent something that is no payload"
                    );
                    continue;
                }
                Next::Received(received) => return self.broken(&received),
                Next::Heartbeat if !is_acknowledged => {
                    tracing::info!(
                        shard = self.number,
                        "a heartbeat was not acknowledged: connecting again"
                    );
                    return End::Again;
                }
                Next::Heartbeat => {
                    if !self.heartbeat(socket).await {
                        return End::Again;
                    }
                    is_acknowledged = false;
                    heartbeat = Instant::now() + interval;
                    continue;
                }
                Next::Stop => return End::Stopped,
            };
            fleet.board.sign(self.number);
            is_acknowledged |= payload.opcode == u8::from(Opcode::HeartbeatAck);
            if let Some(end) = self.heard(fleet, socket, payload).await {
                return end;
            }
        }
    }

    /// What begins a session, or goes on with the one that there is.
    fn greeting(&self, fleet: &Fleet) -> (Opcode, Value) {
        if let Some(session) = &self.session {
            return (Opcode::Resume, resume(fleet, session));
        }
        fleet.sessions.fetch_add(1, Ordering::Relaxed);
        metrics::identified();
        (Opcode::Identify, self.identify(fleet))
    }

    /// Does what a payload asks for; how the connection ends, if it does.
    async fn heard(&mut self, fleet: &Fleet, socket: &mut Socket, payload: Payload) -> Option<End> {
        match Opcode::from(payload.opcode) {
            Opcode::Dispatch => self.dispatched(fleet, payload),
            Opcode::Heartbeat => return (!self.heartbeat(socket).await).then_some(End::Again),
            Opcode::Reconnect => return Some(End::Again),
            Opcode::InvalidSession => {
                if payload.data != json!(true) {
                    self.session = None;
                }
                // Discord asks for one to five seconds.
                tokio::time::sleep(INVALID.mul_f64(1.0 + jitter())).await;
                return Some(End::Again);
            }
            _ => {}
        }
        None
    }

    async fn heartbeat(&self, socket: &mut Socket) -> bool {
        let sequence = self.session.as_ref().and_then(|session| session.sequence);
        socket.send(Opcode::Heartbeat.into(), json!(sequence)).await
    }

    /// An event: those that tell of the session are for here, all others for whoever listens.
    fn dispatched(&mut self, fleet: &Fleet, payload: Payload) {
        let Payload { event, data, sequence, .. } = payload;
        let event = event.unwrap_or_default();
        if event == "READY" {
            let text = |key: &str| data[key].as_str().map(str::to_owned);
            let url = text("resume_gateway_url").filter(|url| url.starts_with("ws"));
            let url = url.unwrap_or_else(|| fleet.url.clone());
            self.session = text("session_id").map(|id| Session { id, url, sequence: None });
        }
        if event == "READY" || event == "RESUMED" {
            self.failures = 0;
            fleet.board.stage(self.number, Stage::Connected);
            let servers = data["guilds"].as_array().map(Vec::len);
            tracing::info!(shard = self.number, servers, "{}", event.to_lowercase());
        }
        if let (Some(session), Some(_)) = (&mut self.session, sequence) {
            session.sequence = sequence;
        }
        fleet.listener.hear(&event, data);
    }

    /// What to do once the other side is gone.
    fn broken(&mut self, received: &Received) -> End {
        match received {
            Received::Closed(Some(code)) => {
                tracing::info!(
                    shard = self.number,
                    code,
                    "Discord’s gateway closed the connection"
                );
                if let Some(advice) = watchdog::fatal(*code) {
                    return End::Fatal(ServeError::Closed { code: *code, advice });
                }
                if [close_codes::INVALID_SEQUENCE, close_codes::SESSION_TIMEOUT].contains(code) {
                    self.session = None;
                }
            }
            Received::Lost(error) => {
                tracing::info!(
                    shard = self.number,
                    error,
                    "the connection to Discord’s gateway broke"
                );
            }
            _ => tracing::info!(shard = self.number, "the connection to Discord’s gateway ended"),
        }
        End::Again
    }

    fn identify(&self, fleet: &Fleet) -> Value {
        json!({
            "token": fleet.token.expose(), "intents": INTENTS.bits(), "shard": [self.number, fleet.total],
            "properties": {"os": std::env::consts::OS, "browser": "verbatim", "device": "verbatim"},
        })
    }
}

fn resume(fleet: &Fleet, session: &Session) -> Value {
    json!({"token": fleet.token.expose(), "session_id": session.id, "seq": session.sequence})
}

/// The time between heartbeats, which is the first that the gateway says; else what came instead.
async fn hello(socket: &mut Socket) -> Result<Duration, Received> {
    loop {
        match socket.receive().await {
            Received::Payload(payload) if payload.opcode == u8::from(Opcode::Hello) => {
                let interval = payload.data["heartbeat_interval"].as_u64().filter(|&ms| ms > 0);
                return interval.map(Duration::from_millis).ok_or(Received::Unreadable);
            }
            Received::Payload(_) | Received::Unreadable => {}
            received => return Err(received),
        }
    }
}

/// A number from 0 to 1 that is another for each process.
fn jitter() -> f64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    now.map_or(0.5, |now| f64::from(now.subsec_micros() % 1000) / 1000.0)
}
