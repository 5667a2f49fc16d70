//! The real program, run against the fake.

use std::io::Read;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use super::{FakeDiscord, PATIENCE, TOKEN, http};

/// The program that is tested: another way to start it may be named, such as one in a container.
pub fn program() -> String {
    std::env::var("VERBATIM_PROGRAM").unwrap_or_else(|_| env!("CARGO_BIN_EXE_verbatim").to_owned())
}

/// A running `verbatim serve`. It is killed when the test ends.
pub struct Bot {
    child: Child,
    output: Arc<Mutex<String>>,
}

impl Bot {
    /// Starts the bot with the seeds against the fake, and with these variables besides.
    pub fn start(fake: &FakeDiscord, variables: &[(&str, &str)]) -> Self {
        Self::run(&["serve"], fake, variables)
    }

    /// Starts the bot with its HTTP endpoint; where that listens.
    pub async fn start_http(fake: &FakeDiscord, variables: &[(&str, &str)]) -> (Self, String) {
        let key = http::public_key();
        let own = [
            ("VERBATIM__DISCORD__PUBLIC_KEY", key.as_str()),
            ("VERBATIM__HTTP__BIND", "127.0.0.1:0"),
        ];
        let variables = [&own, variables].concat();
        let bot = Self::run(&["serve", "--http"], fake, &variables);
        let address = bot.prints("interactions address=").await;
        (bot, address)
    }

    /// Starts the program with these arguments.
    pub fn run(arguments: &[&str], fake: &FakeDiscord, variables: &[(&str, &str)]) -> Self {
        let mut child = Command::new(program())
            .args(arguments)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env_remove("DISCORD_TOKEN_FILE")
            .env("DISCORD_TOKEN", TOKEN)
            .env("VERBATIM__DISCORD__API_URL", &fake.url)
            .env("VERBATIM__LOG__FILTER", "debug")
            // A slow machine would put off the first reply while the encoder is loaded.
            .env("VERBATIM__ANSWER__ENCODER", "false")
            .envs(variables.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let output = Arc::<Mutex<String>>::default();
        let stdout = child.stdout.take().expect("a pipe");
        let stderr = child.stderr.take().expect("a pipe");
        collect(stdout, Arc::clone(&output));
        collect(stderr, Arc::clone(&output));
        Self { child, output }
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// All that it has printed so far.
    pub fn output(&self) -> String {
        self.output.lock().expect("no panic").clone()
    }

    /// Waits until it has printed these words; the word that follows.
    pub async fn prints(&self, words: &str) -> String {
        let start = Instant::now();
        loop {
            let output = self.output();
            let line = output.split_inclusive('\n').find(|line| line.contains(words));
            if let Some(line) = line.filter(|line| line.ends_with('\n')) {
                let after = line.split(words).nth(1).unwrap_or_default();
                return after.split_whitespace().next().unwrap_or_default().to_owned();
            }
            assert!(start.elapsed() < PATIENCE, "no {words:?} in: {output}");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Resident memory in KiB.
    pub fn resident(&self) -> u64 {
        self.memory("VmRSS:")
    }

    /// The most resident memory since the start, or since it was forgotten, in KiB.
    pub fn peak(&self) -> u64 {
        self.memory("VmHWM:")
    }

    /// From now on the most is what comes.
    pub fn forget_peak(&self) {
        std::fs::write(format!("/proc/{}/clear_refs", self.id()), "5").expect("Linux");
    }

    fn memory(&self, line: &str) -> u64 {
        let path = format!("/proc/{}/status", self.id());
        let status = std::fs::read_to_string(path).expect("Linux");
        let found = status.lines().find(|found| found.starts_with(line)).expect("a line");
        found.split_whitespace().nth(1).and_then(|kib| kib.parse().ok()).expect("a number")
    }

    /// Asks it to stop.
    pub fn terminate(&self) {
        self.signal("TERM");
    }

    /// Sends it a signal.
    pub fn signal(&self, name: &str) {
        let (signal, id) = (format!("-{name}"), self.id().to_string());
        assert!(Command::new("kill").args([&signal, &id]).status().expect("kill").success());
    }

    /// Waits until it ends, at most so long, and until all that it printed is read.
    pub async fn ends_within(&mut self, bound: Duration) -> ExitStatus {
        let start = Instant::now();
        while start.elapsed() < bound {
            if let Some(status) = self.child.try_wait().expect("a child") {
                // The pipes are closed; their readers need a moment.
                while Arc::strong_count(&self.output) > 1 {
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
                return status;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("still running after {bound:?}; it printed:\n{}", self.output());
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
        if thread::panicking() {
            eprintln!("the bot printed:\n{}", self.output());
        }
    }
}

fn collect(mut pipe: impl Read + Send + 'static, output: Arc<Mutex<String>>) {
    thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(read @ 1..) = pipe.read(&mut buffer) {
            let text = String::from_utf8_lossy(&buffer[..read]);
            output.lock().expect("no panic").push_str(&text);
        }
    });
}
