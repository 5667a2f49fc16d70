//! The articles that ship with the program, read once.

use std::collections::HashMap;
use std::sync::LazyLock;

use verbatim::article::corpus::{Corpus, Limits};
use verbatim::config::{AnswerConfig, Config};
use verbatim::engine::Engine;

pub const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../seeds");

pub fn config() -> AnswerConfig {
    Config::load(None, &HashMap::new()).expect("the configuration as shipped").answer
}

pub static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let corpus = Corpus::load(FOLDER.as_ref(), &Limits::default()).expect("the seeds");
    Engine::new(corpus, config()).expect("an index in memory")
});
