//! How long a check of words takes: over the seeds, and over 100 000 made-up quotations.
//!
//! `cargo bench --bench whosaid`; prints the median and the 99th percentile of each kind of request.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a benchmark")]

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use verbatim::article::corpus::{Corpus, Limits};
use verbatim::quotations::Quotations;

/// Documents of the made-up corpus, and quotations in each.
const DOCUMENTS: usize = 1000;
const QUOTATIONS: usize = 100;

/// Words that the made-up quotations are put together from, besides small ones.
const WORDS: usize = 20_000;

fn main() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    measure("seeds", load(&seeds));
    let folder = tempfile::tempdir().expect("a folder for the made-up articles");
    write(folder.path());
    measure("100 000 quotations", load(folder.path()));
}

fn load(folder: &Path) -> Corpus {
    Corpus::load(folder, &Limits::default()).expect("the articles can be read")
}

fn measure(name: &str, corpus: Corpus) {
    let documents = corpus.into_documents().into();
    let start = Instant::now();
    let quotations = Quotations::of(documents);
    println!("{name}: {} quotations read in {:.1?}", quotations.len(), start.elapsed());
    let mut random = Random(7);
    let contents: Vec<String> = quotations.all().map(|quoted| quoted.content()).collect();
    let requests = |make: &mut dyn FnMut(&mut Random, &[&str]) -> String| -> Vec<String> {
        let mut random = Random(11);
        let pick = |random: &mut Random| contents[random.below(contents.len())].clone();
        (0..500)
            .map(|_| {
                let content = pick(&mut random);
                let words: Vec<&str> = content.split_whitespace().collect();
                make(&mut random, &words)
            })
            .collect()
    };
    let exact = requests(&mut |_, words| words.join(" "));
    let altered = requests(&mut |random, words| {
        let mut words = words.to_vec();
        let at = random.below(words.len());
        words[at] = "not";
        words.join(" ")
    });
    let mistyped = requests(&mut |random, words| {
        let at = random.below(words.len());
        let mut words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
        let slip: String = words[at].chars().rev().collect();
        words[at] = slip;
        words.join(" ")
    });
    let common: Vec<String> =
        (0..500).map(|_| format!("that we {} the", SMALL[random.below(SMALL.len())])).collect();
    for (kind, requests) in
        [("exact", exact), ("altered", altered), ("mistyped", mistyped), ("common words", common)]
    {
        let mut times: Vec<Duration> = requests
            .iter()
            .map(|words| {
                let start = Instant::now();
                std::hint::black_box(quotations.whosaid(words, None));
                start.elapsed()
            })
            .collect();
        times.sort_unstable();
        println!(
            "  {kind:12} median {:.3?}, p99 {:.3?}, longest {:.3?}",
            times[250], times[494], times[499]
        );
    }
}

const SMALL: [&str; 16] = [
    "the", "of", "and", "to", "in", "we", "that", "for", "will", "have", "is", "our", "with",
    "not", "this", "be",
];

/// Writes articles in which made-up people say made-up things.
fn write(folder: &Path) {
    let mut random = Random(1);
    let words: Vec<String> = (0..WORDS).map(|_| word(&mut random)).collect();
    let names: Vec<String> =
        (0..2000).map(|_| format!("{} {}", name(&mut random), name(&mut random))).collect();
    for document in 0..DOCUMENTS {
        let mut text = String::new();
        for _ in 0..QUOTATIONS {
            let length = 8 + random.below(20);
            let said: Vec<&str> = (0..length)
                .map(|_| {
                    if random.below(5) < 2 {
                        SMALL[random.below(SMALL.len())]
                    } else {
                        // Some words are frequent, most are rare, as in language.
                        let rank = random.below(WORDS) * random.below(WORDS) / WORDS;
                        words[rank].as_str()
                    }
                })
                .collect();
            let speaker = &names[random.below(names.len())];
            writeln!(text, "“We {},” {speaker} said.\n", said.join(" "))
                .expect("a string takes all");
        }
        fs::write(folder.join(format!("{document:04}.txt")), text)
            .expect("the folder can be written to");
    }
}

fn word(random: &mut Random) -> String {
    const SYLLABLES: [&str; 20] = [
        "ta", "ren", "mo", "lis", "ka", "ver", "do", "pin", "sul", "ge", "bar", "ti", "con", "fe",
        "ra", "nal", "ous", "ment", "er", "il",
    ];
    (0..2 + random.below(3)).map(|_| SYLLABLES[random.below(SYLLABLES.len())]).collect()
}

fn name(random: &mut Random) -> String {
    let word = word(random);
    word[..1].to_uppercase() + &word[1..]
}

/// A small generator of numbers (splitmix64, Steele et al. 2014): the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % limit as u64) as usize
    }
}
