//! What the command line takes.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use super::error::CliError;
use super::quoted::Citations;

/// The version, with the commit that it was built from where that was known (`build.rs`).
const VERSION: &str = env!("VERBATIM_VERSION");

const EXAMPLES: &str = "\
Examples:
  verbatim demo
  verbatim ask \"How many soldiers will the army have?\"
  verbatim whosaid \"peace would not be possible\" --speaker Kushner
  verbatim --corpus ./articles check
  verbatim completions bash > /etc/bash_completion.d/verbatim
  DISCORD_TOKEN_FILE=token verbatim serve";

/// Answers questions about the news with sentences quoted word for word, each with its source.
#[derive(Parser)]
#[command(version = VERSION, max_term_width = 100, after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Read the configuration from this file instead of verbatim.toml.
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Read the articles of this folder.
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) corpus: Option<PathBuf>,
    /// Write JSON instead of text.
    #[arg(long, global = true)]
    pub(super) json: bool,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Subcommand)]
pub(super) enum Command {
    /// Talk to it in the terminal, with the same slash commands as in Discord.
    Chat,
    /// Answer one question.
    Ask {
        /// The question, in your words.
        #[arg(required_unless_present = "jsonl", num_args = 1..)]
        question: Vec<String>,
        /// Read questions from standard input, one JSON object a line: {"id", "question"}.
        #[arg(long, conflicts_with = "question")]
        jsonl: bool,
        /// Show why each passage was chosen, and what each feature adds to its score.
        #[arg(long)]
        explain: bool,
        /// Add so many of the best sentences, however sure they are, as "candidates" of the JSON.
        #[arg(long, value_name = "NUMBER")]
        candidates: Option<usize>,
    },
    /// Say whether somebody is quoted with these words.
    Whosaid {
        /// The words.
        #[arg(required_unless_present = "jsonl", num_args = 1..)]
        words: Vec<String>,
        /// The person it is attributed to, under any form of the name.
        #[arg(long, value_name = "NAME", value_parser = words, conflicts_with = "jsonl")]
        speaker: Option<String>,
        /// Write the citations alone, to be copied.
        #[arg(long, value_name = "FORMAT", conflicts_with = "jsonl")]
        format: Option<Citations>,
        /// Read words from standard input, one JSON object a line: {"id", "words", "speaker"}.
        #[arg(long, conflicts_with = "words")]
        jsonl: bool,
    },
    /// List what people are quoted with.
    Quotes {
        /// Only what this one says.
        #[arg(long, value_name = "NAME", value_parser = words)]
        speaker: Option<String>,
        /// Only what is said of this.
        #[arg(long, value_name = "WORDS", value_parser = words)]
        topic: Option<String>,
        /// Show this page of twenty; all without it.
        #[arg(long, value_name = "NUMBER")]
        page: Option<std::num::NonZeroUsize>,
        /// Write the citations alone, to be copied.
        #[arg(long, value_name = "FORMAT")]
        format: Option<Citations>,
    },
    /// Set what the articles say of a topic side by side.
    Compare {
        /// The topic.
        #[arg(required = true, num_args = 1..)]
        topic: Vec<String>,
    },
    /// Say who somebody is, as the articles put it, and what they are quoted with.
    Who {
        /// The name.
        #[arg(required = true, num_args = 1..)]
        name: Vec<String>,
    },
    /// Sum up the articles, or what they say about a topic, in a few of their own sentences.
    Summary {
        /// The topic; all without it.
        topic: Vec<String>,
    },
    /// Check a saved answer (JSON) against the articles: every citation must still stand.
    Verify {
        /// The file; standard input if it is "-".
        file: PathBuf,
    },
    /// Add a page, a file or standard input to the articles, and show what is understood of it.
    Add(Adding),
    /// List the articles.
    Sources,
    /// Mark the quotations in any English text.
    Attribute {
        /// The text; standard input without it, or if it is "-".
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
        /// Read texts from standard input, one JSON object a line: {"id", "text"}.
        #[arg(long, conflicts_with = "file")]
        jsonl: bool,
        /// Say which rule and which candidates decided.
        #[arg(long)]
        explain: bool,
    },
    /// Serve a page on this machine that behaves like a Discord channel with the bot in it, to try it in a browser.
    Demo {
        /// Do not open the page in the browser.
        #[arg(long)]
        no_open: bool,
    },
    /// Answer in Discord until told to stop.
    Serve {
        /// Over the HTTP endpoint for interactions, instead of the gateway.
        #[arg(long)]
        http: bool,
    },
    /// Check the token with Discord, write a first configuration and compose file, and print the link for the invitation.
    Init {
        /// The folder for the files; files that are there are left as they are.
        #[arg(default_value = ".")]
        dir: PathBuf,
    },
    /// Ask a bot that runs on this machine whether it serves; for health checks of containers.
    Health,
    /// Print a script with which a shell completes arguments.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page (roff).
    Manual,
    /// Register the slash commands with Discord, as `serve` does at its start over the gateway.
    Register,
    /// Show what would be served and what is wrong with the configuration or the articles.
    Check {
        /// Show the clean text of every article, block by block; with `--json` one line an article, each block in sentences.
        #[arg(long)]
        text: bool,
    },
}

/// What is added, and how.
#[derive(Debug, clap::Args)]
pub(super) struct Adding {
    /// A web address, a file, or "-" for standard input.
    #[arg(value_name = "URL|FILE|-")]
    pub(super) source: String,
    /// Show what is understood, and add nothing.
    #[arg(long)]
    pub(super) dry_run: bool,
    /// What the file is called among the articles.
    #[arg(long, value_name = "FILE")]
    pub(super) name: Option<String>,
    /// How long fetching may take, in seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    pub(super) timeout: u64,
    /// Fetch what robots.txt asks programs not to fetch.
    #[arg(long)]
    pub(super) ignore_robots: bool,
    /// Fetch from this machine and from private networks, too.
    #[arg(long)]
    pub(super) allow_private: bool,
}

/// Words that were given, unless there are none.
pub(super) fn words(given: &str) -> Result<String, CliError> {
    if given.trim().is_empty() { Err(CliError::NoWords) } else { Ok(given.to_owned()) }
}
