//! What the program needs, measured on the real program with the seeds: time from its start to serving,
//! memory while it waits, size on disk. `cargo bench --bench footprint` prints the table of the README.

#![expect(
    unreachable_pub,
    dead_code,
    reason = "the fake Discord of the tests is more than is used here"
)]
#![expect(clippy::expect_used, clippy::print_stdout, clippy::print_stderr, reason = "a benchmark")]

#[path = "../tests/fake_discord/mod.rs"]
mod fake_discord;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use fake_discord::bot::Bot;
use fake_discord::{FakeDiscord, payload};

/// Starts of which the median is taken.
const RUNS: usize = 21;
/// How long the bot is left alone before its memory is read.
const IDLE: Duration = Duration::from_secs(3);
const QUESTION: &str = "Which countries said they would not deploy troops?";
const PROGRAM: &str = env!("CARGO_BIN_EXE_verbatim");

fn main() {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let answered = median(|| {
        let start = Instant::now();
        let output = Command::new(PROGRAM)
            .args(["ask", QUESTION])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .expect("the program runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        start.elapsed()
    });
    let serving = median(|| runtime.block_on(time_to_serving()));
    let (idle, anonymous) = runtime.block_on(memory());
    let size = fs::metadata(Path::new(PROGRAM)).expect("the program").len() as f64 / MIB;
    println!("| what | figure |\n| --- | --- |");
    println!("| start to the end of `verbatim ask` | {} ms |", answered.as_millis());
    println!("| start to being connected and serving the seeds | {} ms |", serving.as_millis());
    println!(
        "| resident memory of `serve`, idle | {idle:.1} MiB, of it anonymous {anonymous:.1} MiB |"
    );
    println!("| size of the stripped program | {size:.1} MiB |");
}

const MIB: f64 = 1_048_576.0;

fn median(mut measure: impl FnMut() -> Duration) -> Duration {
    let mut times: Vec<_> = (0..RUNS).map(|_| measure()).collect();
    times.sort();
    times[RUNS / 2]
}

async fn time_to_serving() -> Duration {
    let fake = FakeDiscord::start().await;
    let start = Instant::now();
    let _bot = quiet(&fake);
    fake.connected().await;
    start.elapsed()
}

fn quiet(fake: &FakeDiscord) -> Bot {
    Bot::start(fake, &[("VERBATIM__LOG__FILTER", "info")])
}

/// Resident memory, whole and anonymous, in MiB: after one answer and some idling.
async fn memory() -> (f64, f64) {
    let fake = FakeDiscord::start().await;
    let bot = quiet(&fake);
    fake.connected().await;
    fake.dispatch("INTERACTION_CREATE", payload::ask("1", QUESTION, None)).await;
    fake.requested("/callback", 1).await;
    tokio::time::sleep(IDLE).await;
    let status = fs::read_to_string(format!("/proc/{}/status", bot.id())).expect("Linux");
    let kib = |key: &str| -> f64 {
        let line = status.lines().find(|line| line.starts_with(key)).expect("a line of that key");
        line.split_whitespace().nth(1).expect("a figure").parse().expect("a number")
    };
    (kib("VmRSS:") / 1024.0, kib("RssAnon:") / 1024.0)
}
