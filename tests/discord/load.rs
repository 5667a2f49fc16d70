//! Measurements, which `scripts/load` runs in a release build.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::fake_discord::bot::Bot;
use super::fake_discord::load::{interaction, lanes, report};
use super::fake_discord::{FakeDiscord, http};

/// Interactions of one measurement.
fn many() -> usize {
    let asked = std::env::var("VERBATIM_LOAD").ok();
    asked.map_or(100_000, |number| number.parse().expect("VERBATIM_LOAD is a number"))
}

/// Interactions at one time.
const LANES: usize = 24;
/// What resident memory may grow by after the warm-up, in KiB.
const GROWTH: u64 = 5 * 1024;
/// Nobody here is to be told to wait, and what is counted must not grow either.
const WIDE_OPEN: [(&str, &str); 4] = [
    ("VERBATIM__LIMITS__USER_PER_MINUTE", "100000000"),
    ("VERBATIM__LIMITS__SERVER_PER_MINUTE", "100000000"),
    ("VERBATIM__LOG__FILTER", "info"),
    ("VERBATIM__OPS__BIND", "127.0.0.1:0"),
];

/// Runs a load in two parts: a warm-up, then the rest, over which memory must stay flat.
async fn load<F, Fut>(what: &str, bot: &Bot, exchange: F)
where
    F: Fn(usize, usize) -> Fut + Clone + Send + 'static,
    Fut: Future<Output = ()> + Send,
{
    let warm_up = many() / 5 / LANES;
    let rounds = many() / LANES - warm_up;
    lanes(LANES, warm_up, exchange.clone()).await;
    let before = bot.resident();
    let later = move |lane: usize, round: usize| exchange(lane, warm_up + round);
    let (waits, took) = lanes(LANES, rounds, later).await;
    let after = bot.resident();
    eprintln!("{}", report(what, waits, took));
    eprintln!("{what}: resident memory {before} KiB after the warm-up, {after} KiB at the end");
    assert!(after < before + GROWTH, "memory grows");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement: scripts/load"]
async fn load_through_http() {
    let fake = FakeDiscord::start().await;
    let (bot, address) = Bot::start_http(&fake, &WIDE_OPEN).await;
    let mut connections = vec![];
    for _ in 0..LANES {
        connections.push(tokio::sync::Mutex::new(http::Connection::open(&address).await));
    }
    let connections = Arc::new(connections);
    load("HTTP", &bot, move |lane, round| {
        let connections = Arc::clone(&connections);
        async move {
            let number = round * LANES + lane;
            let post = http::signed(&interaction(number, number % 5000));
            assert_eq!(connections[lane].lock().await.send(&post).await, 200);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement: scripts/load"]
async fn load_through_the_gateway() {
    let fake = Arc::new(FakeDiscord::start().await);
    let bot = Bot::start(&fake, &WIDE_OPEN);
    fake.connected().await;
    fake.behave(|behaviour| behaviour.only_counts = true);
    let sender = Arc::clone(&fake);
    load("gateway", &bot, move |lane, round| {
        let fake = Arc::clone(&sender);
        async move {
            let number = round * LANES + lane;
            fake.exchange(interaction(number, number % 5000)).await;
        }
    })
    .await;
    assert_eq!(fake.surplus(), 0, "nothing is answered twice");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement: scripts/load"]
async fn load_by_one_beside_others() {
    let fake = FakeDiscord::start().await;
    let (_bot, address) = Bot::start_http(&fake, &[("VERBATIM__LOG__FILTER", "info")]).await;
    let address: Arc<str> = address.into();
    let is_over = Arc::new(AtomicBool::new(false));
    let flood = tokio::spawn({
        let (address, is_over) = (Arc::clone(&address), Arc::clone(&is_over));
        lanes(8, 100_000, move |lane, round| {
            let (address, is_over) = (Arc::clone(&address), Arc::clone(&is_over));
            async move {
                if is_over.load(Ordering::Relaxed) {
                    return;
                }
                let post = http::signed(&interaction(10_000_000 + round * 8 + lane, 0));
                let mut connection = http::Connection::open(&address).await;
                connection.send(&post).await;
            }
        })
    });
    let others = lanes(4, 500, move |lane, round| {
        let address = Arc::clone(&address);
        async move {
            let number = round * 4 + lane;
            let post = http::signed(&interaction(number, 1 + number));
            let mut connection = http::Connection::open(&address).await;
            assert_eq!(connection.send(&post).await, 200);
        }
    });
    let (waits, took) = others.await;
    eprintln!("{}", report("others beside a flood by one", waits, took));
    assert!(!flood.is_finished(), "the flood was over before the others were");
    is_over.store(true, Ordering::Relaxed);
    flood.await.expect("the flood");
}

/// As many connections as a proxy may open, beside as many as there usually are: as much must be answered.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement: scripts/load"]
async fn load_over_many_connections() {
    let fake = FakeDiscord::start().await;
    let (bot, address) = Bot::start_http(&fake, &WIDE_OPEN).await;
    let ops = bot.prints("health and metrics address=").await;
    let mut rates = vec![];
    let mut asked = 0;
    // The first of them warms up.
    for width in [LANES, LANES, 400] {
        let mut connections = vec![];
        for _ in 0..width {
            connections.push(tokio::sync::Mutex::new(http::Connection::open(&address).await));
        }
        let connections = Arc::new(connections);
        let (before, from) = (answered(&ops).await, asked);
        let rounds = many() / 5 / width;
        let (waits, took) = lanes(width, rounds, move |lane, round| {
            let connections = Arc::clone(&connections);
            async move {
                let number = from + round * width + lane;
                let post = http::signed(&interaction(number, number % 5000));
                assert_eq!(connections[lane].lock().await.send(&post).await, 200);
            }
        })
        .await;
        asked += rounds * width;
        let rate = (answered(&ops).await - before) / took.as_secs_f64();
        eprintln!(
            "{}; {rate:.0} answers a second",
            report(&format!("{width} connections"), waits, took)
        );
        rates.push(rate);
    }
    let share = rates[2] / rates[1];
    eprintln!("400 connections: {share:.2} of the answers of {LANES}");
}

/// How many requests were answered or refused, and not told to wait.
async fn answered(ops: &str) -> f64 {
    let (_, text) = http::ask(ops, "GET", "/metrics").await;
    let of = |outcome: &str| {
        let start = format!("verbatim_outcomes_total{{outcome=\"{outcome}\"}} ");
        let figure = text.lines().find_map(|line| line.strip_prefix(&start));
        figure.and_then(|figure| figure.parse::<f64>().ok()).expect("a figure")
    };
    of("answered") + of("refused")
}
