//! Measures building, opening and asking at scale, beside plain Tantivy over the same sentences.
//!
//!     cargo run --release --example bench_scale [SENTENCES] [FOLDER]
//!
//! Writes SENTENCES (default 1 000 000) of made-up news into FOLDER (default: a temporary one), twenty an article, and
//! prints one table. The text is the same on every run: words of syllables, as frequent as Zipf's law has it, between
//! real function words. Plain Tantivy is a text field with its default tokenizer, one entry a sentence, ten best by
//! BM25. Memory is what /proc says of this process (anonymous pages), measured in a process that has not built.

#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Schema, TEXT};
use verbatim::article::corpus::{Folder, Limits};
use verbatim::config::Config;
use verbatim::engine::Engine;

const SENTENCES_AN_ARTICLE: usize = 20;
const WORDS: usize = 120_000;
const QUESTIONS: usize = 1000;

const FUNCTION_WORDS: [&str; 40] = [
    "the", "of", "and", "to", "in", "a", "that", "is", "was", "for", "on", "with", "as", "by",
    "at", "from", "it", "said", "he", "be", "has", "have", "are", "an", "which", "will", "not",
    "but", "they", "their", "were", "would", "been", "who", "after", "more", "its", "had", "or",
    "this",
];

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [mode, folder] = &arguments[..]
        && mode == "ask"
    {
        return ask(Path::new(folder));
    }
    let sentences = arguments.first().map_or(Ok(1_000_000), |count| count.parse())?;
    let folder = arguments.get(1).map_or_else(
        || std::env::temp_dir().join(format!("verbatim-bench-{sentences}")),
        PathBuf::from,
    );
    let corpus = folder.join("corpus");
    let questions = write_corpus(&corpus, sentences)?;
    std::fs::write(folder.join("questions.txt"), questions.join("\n"))?;
    let _ = std::fs::remove_dir_all(folder.join("index"));
    let start = Instant::now();
    let engine = open(&folder)?;
    println!(
        "{:<44} {:>10.1} s",
        format!("build from {} articles", engine.len()),
        start.elapsed().as_secs_f64()
    );
    drop(engine);
    // The same words with another time of change.
    let changed = corpus.join("0000000.txt");
    std::fs::write(&changed, std::fs::read(&changed)?)?;
    let start = Instant::now();
    drop(open(&folder)?);
    println!("{:<44} {:>10.1} s", "build after a change of one", start.elapsed().as_secs_f64());
    plain_build(&folder)?;
    // Another process, so that what building has left in memory does not count.
    let status = Command::new(std::env::current_exe()?).arg("ask").arg(&folder).status()?;
    if status.success() { Ok(()) } else { Err("asking failed".into()) }
}

fn open(folder: &Path) -> Result<Engine, Failure> {
    let config = Config::load(None, &std::collections::HashMap::new())?;
    let listed = Folder::list(
        &folder.join("corpus"),
        &Limits { max_files: usize::MAX, ..Limits::default() },
    )?;
    Ok(Engine::open(&folder.join("index"), &listed, config.answer, &mut |_, _| {})?)
}

fn ask(folder: &Path) -> Result<(), Failure> {
    let questions = std::fs::read_to_string(folder.join("questions.txt"))?;
    let questions: Vec<_> = questions.lines().collect();
    let start = Instant::now();
    let engine = open(folder)?;
    println!("{:<44} {:>10.1} ms", "open", millis(start.elapsed()));
    engine.ask(questions[0])?;
    println!("{:<44} {:>10.1} ms", "open and first answer", millis(start.elapsed()));
    table("ask", &questions, |question| Ok(engine.ask(question).map(|_| ())?))?;
    println!("{:<44} {:>10.1} MiB", "anonymous memory", anonymous());
    let before = anonymous();
    let index = tantivy::Index::open_in_dir(folder.join("plain"))?;
    let text = index.schema().get_field("text")?;
    let reader = index.reader()?;
    for (name, dropped) in
        [("plain Tantivy", false), ("plain Tantivy, function words dropped", true)]
    {
        table(name, &questions, |question| {
            let searcher = reader.searcher();
            searcher.search(
                &plain_query(text, question, dropped),
                &TopDocs::with_limit(10).order_by_score(),
            )?;
            Ok(())
        })?;
    }
    println!("{:<44} {:>10.1} MiB", "plain Tantivy, anonymous memory on top", anonymous() - before);
    Ok(())
}

fn table(
    name: &str,
    questions: &[&str],
    mut ask: impl FnMut(&str) -> Result<(), Failure>,
) -> Result<(), Failure> {
    // Once over, so that files are in the system's cache for both.
    for question in questions {
        ask(question)?;
    }
    let mut times = Vec::with_capacity(questions.len());
    for question in questions {
        let start = Instant::now();
        ask(question)?;
        times.push(start.elapsed());
    }
    times.sort();
    let at = |share: usize| millis(times[(times.len() * share / 100).min(times.len() - 1)]);
    println!("{name:<44} {:>10.2} ms p50 {:>8.2} ms p90 {:>8.2} ms p99", at(50), at(90), at(99));
    Ok(())
}

fn plain_query(field: Field, question: &str, dropped: bool) -> BooleanQuery {
    let words = question.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words = words
        .map(str::to_lowercase)
        .filter(|word| !dropped || !FUNCTION_WORDS.contains(&word.as_str()));
    let clauses = words.map(|word| -> (Occur, Box<dyn Query>) {
        let term = tantivy::Term::from_field_text(field, &word);
        (Occur::Should, Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)))
    });
    BooleanQuery::new(clauses.collect())
}

/// Plain Tantivy over the same sentences, as its own documentation builds an index.
fn plain_build(folder: &Path) -> Result<(), Failure> {
    let path = folder.join("plain");
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path)?;
    let mut schema = Schema::builder();
    let text = schema.add_text_field("text", TEXT);
    let index = tantivy::Index::create_in_dir(&path, schema.build())?;
    let mut files: Vec<_> =
        std::fs::read_dir(folder.join("corpus"))?.flatten().map(|entry| entry.path()).collect();
    files.sort();
    let articles: Result<Vec<String>, _> = files.iter().map(std::fs::read_to_string).collect();
    let articles = articles?;
    let start = Instant::now();
    let mut writer: tantivy::IndexWriter = index.writer(200_000_000)?;
    for article in &articles {
        for sentence in article.split_inclusive(". ") {
            let mut entry = tantivy::TantivyDocument::new();
            entry.add_text(text, sentence);
            writer.add_document(entry)?;
        }
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    println!("{:<44} {:>10.1} s", "plain Tantivy, indexing alone", start.elapsed().as_secs_f64());
    Ok(())
}

/// Writes the articles, unless they are there, and makes questions of some of their sentences.
fn write_corpus(folder: &Path, sentences: usize) -> Result<Vec<String>, Failure> {
    std::fs::create_dir_all(folder)?;
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let words: Vec<String> = (0..WORDS).map(|_| random.word()).collect();
    let mut questions = Vec::new();
    let articles = sentences.div_ceil(SENTENCES_AN_ARTICLE);
    let every = (articles / QUESTIONS).max(1);
    for article in 0..articles {
        let mut text = format!("{}\n\n", capitalised(&random.sentence(&words, 6).join(" ")));
        for number in 1..SENTENCES_AN_ARTICLE {
            let length = 12 + random.below(18);
            let sentence = random.sentence(&words, length);
            if article % every == 0 && number == 7 {
                let picked =
                    sentence.iter().filter(|word| word.len() > 4 || random.below(3) == 0).take(7);
                let picked: Vec<_> = picked.cloned().collect();
                questions.push(format!("What did the {} in the article?", picked.join(" ")));
            }
            let end = if number % 4 == 3 { ".\n\n" } else { ". " };
            write!(text, "{}{end}", capitalised(&sentence.join(" ")))?;
        }
        let path = folder.join(format!("{article:07}.txt"));
        if !path.exists() {
            std::fs::write(path, text)?;
        }
    }
    questions.truncate(QUESTIONS);
    Ok(questions)
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Marsaglia's xorshift: numbers that are the same on every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn word(&mut self) -> String {
        const STARTS: [&str; 20] = [
            "b", "br", "c", "d", "dr", "f", "g", "gr", "h", "k", "l", "m", "n", "p", "pr", "r",
            "s", "st", "t", "v",
        ];
        const MIDDLES: [&str; 8] = ["a", "e", "i", "o", "u", "ai", "ea", "ou"];
        const ENDS: [&str; 10] = ["", "n", "r", "l", "s", "t", "nd", "rk", "m", "st"];
        let syllables = 1 + self.below(4);
        let mut word = String::new();
        for _ in 0..syllables {
            word += STARTS[self.below(STARTS.len())];
            word += MIDDLES[self.below(MIDDLES.len())];
        }
        word + ENDS[self.below(ENDS.len())]
    }

    /// The rank of a word by Zipf's law with exponent 1: the inverse of its distribution, roughly.
    fn rank(&mut self, count: usize) -> usize {
        let share = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        ((count as f64).powf(share) as usize).clamp(1, count) - 1
    }

    fn sentence(&mut self, words: &[String], length: usize) -> Vec<String> {
        (0..length)
            .map(|_| {
                if self.below(100) < 40 {
                    let rank = self.rank(FUNCTION_WORDS.len());
                    return FUNCTION_WORDS[rank].to_owned();
                }
                let rank = self.rank(words.len());
                // One word in twelve is a name.
                if rank.is_multiple_of(12) {
                    capitalised(&words[rank])
                } else {
                    words[rank].clone()
                }
            })
            .collect()
    }
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Anonymous memory of this process in MiB; 0 where the system has no /proc.
fn anonymous() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
    let kilobytes = line.and_then(|line| line.trim().split(' ').next()?.parse::<f64>().ok());
    kilobytes.unwrap_or_default() / 1024.0
}
