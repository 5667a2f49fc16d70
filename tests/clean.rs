//! Loading and cleaning: articles beside what is to be made of them, and the laws of plans and sentences.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use verbatim::article::clean::{Cleaned, Format, clean};
use verbatim::article::corpus::{Corpus, CorpusError, Limits, SkipReason};
use verbatim::english::sentences;
use verbatim::model::document::{BlockKind, Document, Parts};
use verbatim::model::plan::{Mark, Reason};
use verbatim::model::span::TextSpan;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn format_of(path: &Path) -> Format {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => Format::Html,
        Some("md") => Format::Markdown,
        _ => Format::Text,
    }
}

/// What was stated, the repairs by kind, and the blocks; `shorten` where the words stand elsewhere in full.
fn report(cleaned: &Cleaned, shorten: bool) -> String {
    let mut out = String::new();
    let metadata = &cleaned.metadata;
    for (key, value) in [
        ("title", &metadata.title),
        ("publisher", &metadata.publisher),
        ("author", &metadata.author),
        ("date", &metadata.date),
        ("url", &metadata.url),
    ] {
        if let Some(value) = value {
            writeln!(out, "{key}: {value}").unwrap();
        }
    }
    let mut counts = BTreeMap::new();
    for (_, _, reason) in cleaned.plan.edits() {
        *counts.entry(reason.label()).or_insert(0) += 1;
    }
    for (label, count) in counts {
        writeln!(out, "{count} × {label}").unwrap();
    }
    for block in &cleaned.blocks {
        let words = &cleaned.text[block.span.range()];
        let kind = format!("{:?}", block.kind).to_lowercase();
        let words: Vec<_> = words.split(' ').collect();
        let words = match words.len() {
            length if shorten && length > 12 => {
                format!("{} … {}", words[..6].join(" "), words[length - 5..].join(" "))
            }
            _ => words.join(" "),
        };
        writeln!(out, "[{kind}] {words}").unwrap();
    }
    out
}

/// Compares with the file beside the input. With `UPDATE_EXPECTED` in the environment writes it instead, to be read
/// and committed.
fn check(input: &Path, expected: &Path, shorten: bool) {
    let raw = fs::read(input).unwrap();
    let cleaned = clean(&raw, format_of(input)).unwrap();
    check_laws(&raw, &cleaned);
    let report = report(&cleaned, shorten);
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(expected, &report).unwrap();
    }
    let wanted = fs::read_to_string(expected).unwrap_or_default();
    assert!(report == wanted, "{} differs; it is now:\n{report}", expected.display());
}

#[test]
fn articles_come_out_as_expected() {
    let mut cases = 0;
    for case in fs::read_dir(root().join("tests/clean")).unwrap() {
        let case = case.unwrap().path();
        let inputs = ["input.txt", "input.md", "input.html"].map(|name| case.join(name));
        for input in inputs.iter().filter(|input| input.exists()) {
            check(input, &case.join("expected.txt"), false);
            cases += 1;
        }
    }
    assert!(cases >= 7, "only {cases} cases were found");
}

#[test]
fn seeds_come_out_as_expected() {
    for seed in seeds() {
        let name = seed.file_stem().unwrap().to_string_lossy()[..3].to_owned();
        check(&seed, &root().join(format!("tests/clean/seeds/{name}.txt")), true);
    }
}

fn seeds() -> Vec<PathBuf> {
    let mut seeds: Vec<_> =
        fs::read_dir(root().join("seeds")).unwrap().map(|entry| entry.unwrap().path()).collect();
    seeds.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    seeds.sort();
    assert_eq!(seeds.len(), 5);
    seeds
}

/// The 57 lost marks of the third seed, each read by hand: the mark, and the words around it.
#[test]
fn every_lost_mark_of_the_seeds_is_read_right() {
    let raw = fs::read(&seeds()[2]).unwrap();
    let cleaned = clean(&raw, Format::Text).unwrap();
    let mut found = String::new();
    for (span, _, reason) in cleaned.plan.edits() {
        let Reason::LostMark(mark) = reason else { continue };
        let mark = match mark {
            Mark::Opening => "opening",
            Mark::Closing => "closing",
            Mark::Apostrophe => "apostrophe",
            Mark::Dash => "dash",
            Mark::Nothing => "nothing",
        };
        let text = std::str::from_utf8(&raw).unwrap();
        let before: Vec<_> = text[..span.start()].rsplit(['\n', ' ']).take(2).collect();
        let after: Vec<_> =
            text[span.start() + 'â'.len_utf8()..].split(['\n', ' ']).take(2).collect();
        writeln!(found, "{mark:<10} {} {}[â]{}", before[1], before[0], after.join(" ")).unwrap();
    }
    let wanted =
        fs::read_to_string(root().join("tests/clean/seeds/002-marks.txt")).unwrap_or_default();
    assert!(found == wanted, "the marks are now read as:\n{found}");
    assert_eq!(wanted.lines().count(), 57);
    assert!(!cleaned.text.contains('â'));
}

/// Law 1 and law 3 for a cleaned file.
fn check_laws(raw: &[u8], cleaned: &Cleaned) {
    let Cleaned { text, plan, blocks, .. } = cleaned;
    assert_eq!(plan.apply(raw).as_ref(), Ok(text));
    // Every raw byte belongs to exactly one piece.
    let mut raws: Vec<_> = plan.pieces().iter().map(|piece| piece.raw).collect();
    raws.sort_by_key(|raw| (raw.start(), raw.end()));
    let mut end = 0;
    for span in raws {
        assert_eq!(span.start(), end);
        end = span.end();
    }
    assert_eq!(end, raw.len());
    let sentences = sentences::sentences_of_blocks(text, blocks);
    let document = Document::new(Parts {
        name: "x".to_owned(),
        digest: [0; 32],
        text: text.clone(),
        plan: plan.clone(),
        blocks: blocks.clone(),
        sentences,
        metadata: cleaned.metadata.clone(),
    });
    let document = document.unwrap();
    for sentence in document.sentences() {
        check_sentence(raw, &document, sentence.span);
    }
    // Blocks hold all the text.
    let mut end = 0;
    for block in blocks {
        assert_eq!(text[end..block.span.start()].trim(), "");
        end = block.span.end();
    }
    assert_eq!(text[end..].trim(), "");
}

/// A sentence's raw bytes give its words again, and lie in the range that is cited.
fn check_sentence(raw: &[u8], document: &Document, span: TextSpan) {
    assert!(document.raw_span(span).end() <= raw.len());
    assert_eq!(document.plan().replay(raw, span).unwrap(), document.slice(span));
}

/// The words of a text: letters and digits, without the letter that is left of lost marks.
fn words_of(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric() && *c != 'â').collect()
}

/// Paragraphs as reporters write them, in which a line break may stand behind any word.
fn paragraph() -> impl Strategy<Value = String> {
    let sentences = vec![
        "The court found no sign that the miller had lied to them.",
        "Nobody in Tarno said that Ida Lund of The Lantern had taken the money from No. 10 Mill Row.",
        "“We never said that the mill would close,” Ida Lund said on Monday, March 3, 2025, in the U.S. Senate.",
        "It was not built in 1987.",
        "The council did not agree to spend $3.5 million on Dr. Berg’s plan, and Mr. Lund was not glad.",
        "“Why should I?” Lund asked.",
        "The council, Lund said, did not vote; it only met (and that was at 6 p.m. Monday) in the hall.",
        "Mayor Ida Lund and Governor Per Berg did not meet King Olav V of Norway on Tuesday.",
        "“It did not,” he said – and left.",
        "Police had not found any sign that Berg-Olsen, 45, of 12 Mill Road, Tarno, had known about it.",
    ];
    // A paragraph that stands twice would be dropped, so no sentence does.
    prop::sample::subsequence(sentences, 1..4).prop_map(|sentences| sentences.join(" "))
}

/// The sentences that are served, with white space made single.
fn served(raw: &str, format: Format) -> Vec<String> {
    let cleaned = clean(raw.as_bytes(), format).unwrap();
    check_laws(raw.as_bytes(), &cleaned);
    let sentences = sentences::sentences_of_blocks(&cleaned.text, &cleaned.blocks);
    let words = |span: TextSpan| cleaned.text[span.range()].split_whitespace().collect::<Vec<_>>();
    sentences.into_iter().map(|sentence| words(sentence.span).join(" ")).collect()
}

/// The sentences of a piece of an article in the middle of others.
fn served_within(format: Format, piece: &str) -> Vec<String> {
    let others = [
        "The council of Tarno met on Monday in the old hall, and it sat for hours.",
        "Nine of its members spoke about the mill, the bridge and the price of bread.",
        "A clerk wrote down what they said, and two reporters listened to all of it.",
        "The hall was cold, because the stove had not been lit since the flood of May.",
        "Outside some forty people waited for news of the mill until it grew dark.",
        "They will meet again in May, after the harvest, to vote on the new bridge.",
    ];
    let (above, below) = others.split_at(3);
    match format {
        Format::Html => {
            let paragraphs = |lines: &[&str]| {
                lines.iter().map(|line| format!("<p>{line}</p>\n")).collect::<String>()
            };
            let page = format!(
                "<html><body><article><h1>Mill stays</h1>{}{piece}\n{}</article></body></html>",
                paragraphs(above),
                paragraphs(below)
            );
            served(&page, format)
        }
        _ => {
            let title = if format == Format::Markdown { "# Mill stays" } else { "Mill stays" };
            let page =
                format!("{title}\n\n{}\n\n{piece}\n\n{}\n", above.join("\n\n"), below.join("\n\n"));
            served(&page, format)
        }
    }
}

/// Pieces of articles, with a sentence that must be served behind each `+` and words that no sentence may hold behind each `-`.
#[test]
fn pieces_are_served_whole() {
    let mut format = Format::Text;
    let mut sentences = Vec::new();
    let mut piece = String::new();
    let mut wrong = String::new();
    let mut checks = 0;
    for line in fs::read_to_string(root().join("tests/clean/pieces.txt")).unwrap().lines() {
        let Some((kind, words)) = line.split_once(": ") else { continue };
        match kind {
            "html" | "md" | "text" => {
                format = match kind {
                    "html" => Format::Html,
                    "md" => Format::Markdown,
                    _ => Format::Text,
                };
                piece = words.replace("\\n", "\n");
                sentences = served_within(format, &piece);
            }
            "+" | "-" => {
                checks += 1;
                let fits = match kind {
                    "+" => sentences.iter().any(|sentence| sentence == words),
                    _ => !sentences.iter().any(|sentence| sentence.contains(words)),
                };
                if !fits {
                    writeln!(wrong, "{format:?} {piece}\n  {line}\n  {:?}\n", &sentences[1..])
                        .unwrap();
                }
            }
            _ => panic!("{line}"),
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(checks > 50, "only {checks} checks were found");
}

/// Sentences of quotations with curly marks, in which every mark can be lost.
fn quoting_text() -> impl Strategy<Value = String> {
    let sentence = prop::sample::select(vec![
        "The mayor said the “free ferry” was here to stay.",
        "“It’s a good ship,” the captain said.",
        "“We’ll sail at six – or at seven – every day.”",
        "Two crews’ pay went up.",
        "He called it “a risk”, and left.",
        "They met at noon.",
        "“He told me, ‘Sail at once,’ and I did,” she said.",
        "The 1990s—a better time—were over.",
    ]);
    let paragraph = prop::collection::vec(sentence, 1..4).prop_map(|sentences| sentences.join(" "));
    prop::collection::vec(paragraph, 1..6).prop_map(|paragraphs| {
        // Paragraphs that stand twice would be dropped.
        let numbered =
            paragraphs.iter().enumerate().map(|(number, words)| format!("In {number}: {words}"));
        numbered.collect::<Vec<_>>().join("\n\n")
    })
}

const FORMATS: [Format; 6] = [
    Format::Text,
    Format::Markdown,
    Format::Html,
    Format::Fragment,
    Format::Word,
    Format::OpenDocument,
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_keep_the_laws(
        raw in prop::collection::vec(any::<u8>(), 0..300),
        format in prop::sample::select(&FORMATS[..]),
    ) {
        if let Ok(cleaned) = clean(&raw, format) {
            check_laws(&raw, &cleaned);
        }
    }

    #[test]
    fn any_text_keeps_the_laws(
        text in "([a-zA-Zâéé “”\"'.,?!\n\r\t()<>&;:*_#=|\u{a0}\u{ad}\u{200b}—-]|Ã©|â€œ|<p>|&amp;|<b|By |\n\n|said){0,120}",
        format in prop::sample::select(&FORMATS[..]),
    ) {
        if let Ok(cleaned) = clean(text.as_bytes(), format) {
            check_laws(text.as_bytes(), &cleaned);
        }
    }

    /// However many marks are lost, no word changes and every opening mark has its closing one.
    #[test]
    fn lost_marks_never_make_half_a_quotation(text in quoting_text(), lost in prop::collection::vec(any::<bool>(), 200)) {
        let mut lost = lost.into_iter().cycle();
        let damaged: String = text
            .chars()
            .map(|c| if matches!(c, '“' | '”' | '‘' | '’' | '–' | '—') && lost.next() == Some(true) { 'â' } else { c })
            .collect();
        let cleaned = clean(damaged.as_bytes(), Format::Text).unwrap();
        check_laws(damaged.as_bytes(), &cleaned);
        prop_assert_eq!(words_of(&cleaned.text), words_of(&damaged));
        let mut open = false;
        let made = cleaned.plan.edits().filter_map(|(_, _, reason)| match reason {
            Reason::LostMark(mark @ (Mark::Opening | Mark::Closing)) => Some(mark),
            _ => None,
        });
        // Marks that were put in come in pairs, but for those whose partner is whole.
        if !damaged.contains(['“', '”', '‘', '’']) {
            let mut depth = 0i32;
            for mark in made {
                depth += if mark == Mark::Opening { 1 } else { -1 };
                prop_assert!(depth >= 0);
                open = depth > 0;
            }
            prop_assert!(!open);
        }
    }

    /// One stray line break leaves the sentences as they are, wherever in a paragraph it stands.
    #[test]
    fn a_stray_line_break_cuts_no_sentence(
        paragraph in paragraph(),
        place in any::<prop::sample::Index>(),
        layout in 0..6usize,
        stray in 0..4usize,
    ) {
        const ABOVE: &str = "The council of Tarno met on Monday, and it sat for hours.";
        const BELOW: &str = "It will meet again in May, after the harvest.";
        let (format, article) = [
            (Format::Text, format!("Mill stays\n\n{ABOVE}\n\n{paragraph}\n\n{BELOW}\n")),
            (Format::Text, format!("Mill stays\n\n{paragraph}\n\n{BELOW}\n")),
            (Format::Text, format!("{paragraph}\n\n{ABOVE}\n\n{BELOW}\n")),
            (Format::Text, format!("Mill stays\n\n{ABOVE}\n\nWhat comes next\n\n{paragraph}\n")),
            (Format::Markdown, format!("# Mill stays\n\n{ABOVE}\n\n## Next\n{paragraph}\n\n{BELOW}\n")),
            (Format::Html, format!("<html><body><article><h1>Mill stays</h1><p>{ABOVE}</p><p>{paragraph}</p><p>{BELOW}</p></article></body></html>")),
        ][layout].clone();
        let blanks: Vec<_> = paragraph.match_indices(' ').map(|(at, _)| at).collect();
        let at = blanks[place.index(blanks.len())];
        let stray = match format {
            Format::Html => ["\n", "<br>", "\r\n", "<br/>\n"],
            Format::Markdown => ["\n", "  \n", "\r\n", "\\\n"],
            _ => ["\n", " \n", "\r\n", "\n\t"],
        }[stray];
        let broken = format!("{}{stray}{}", &paragraph[..at], &paragraph[at + 1..]);
        prop_assert_eq!(served(&article.replace(&paragraph, &broken), format), served(&article, format));
    }

    #[test]
    fn sentences_hold_every_word(text in "([A-Za-z]{1,6}|[.?!…] |[“”\"'()]|U\\.S\\.|Mr\\.| |\\d){0,60}") {
        let span = TextSpan::new(0, text.len());
        let mut end = 0;
        for sentence in sentences::sentences(&text, span) {
            prop_assert_eq!(text[end..sentence.start()].trim(), "");
            end = sentence.end();
        }
        prop_assert_eq!(text[end..].trim(), "");
    }
}

/// The longest of what a file may hold stays fast enough for a test: nothing takes the square of the length.
#[test]
fn huge_files_take_linear_time() {
    let big = 1 << 17;
    for text in [
        "a".repeat(big),
        "\"".repeat(big),
        "“".repeat(big / 3),
        "â ".repeat(big / 3),
        "wordâ".repeat(big / 6),
        "âx yâ, ".repeat(big / 9),
        "Ã©".repeat(big / 4),
        "\n".repeat(100_000) + "text.",
        "a\n".repeat(big / 2),
        "A. ".repeat(big / 3),
        "(".repeat(big),
        ". ".repeat(big / 2),
        "*a ".repeat(big / 3),
        "[".repeat(big),
        "a, b (x) — ".repeat(big / 14),
        "• \n".repeat(big / 5),
        "\u{ad}".repeat(big / 2),
        "<b>x".repeat(30_000),
        "<p>x</p><script>".repeat(10_000),
        "&".repeat(big),
        "<!--".repeat(big / 4),
        "<a ".repeat(big / 3),
        "~~~ ".repeat(big / 4),
        "~~a ".repeat(big / 4),
        "<i hidden>x".repeat(10_000),
        "<li>B\n\nthe".repeat(10_000),
    ] {
        for format in [Format::Text, Format::Markdown, Format::Html] {
            if let Ok(cleaned) = clean(text.as_bytes(), format) {
                assert_eq!(cleaned.plan.apply(text.as_bytes()).as_ref(), Ok(&cleaned.text));
                assert!(!sentences::sentences_of_blocks(&cleaned.text, &cleaned.blocks).is_empty());
            }
        }
    }
}

const ARTICLE: &str = "Ferry sails\n\nThe ferry left the harbour at six. It came back at seven.\n";

#[test]
fn what_cannot_be_served_is_skipped_with_a_reason() {
    let dir = tempfile::tempdir().unwrap();
    let outside = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(dir.path().join(name), bytes).unwrap();
    write("a.txt", ARTICLE.as_bytes());
    write("b-same.txt", ARTICLE.as_bytes());
    write("c-same-text.txt", ARTICLE.replace('\n', "\r\n").as_bytes());
    write("empty.txt", b"");
    write("blank.txt", b" \n\n ");
    write("binary.txt", &[0, 1, 2, 3, 0, 0xFF, 0, 9, 0, 0].repeat(20));
    write("large.txt", "word ".repeat(300).as_bytes());
    write("furniture.txt", b"Skip to main content\n\nShare\n");
    write("page.html", b"<html><body></body></html>");
    write("ignored.doc", b"x");
    write("utf16.txt", &utf16("Harbour\n\nThe sea was calm. \u{201c}Good,\u{201d} she said."));
    fs::create_dir_all(dir.path().join("sub/folder")).unwrap();
    write("sub/folder/d.md", b"# Tides\n\nThe tide was *high* on Monday.\n");
    fs::write(outside.path().join("secret.txt"), "A secret that nobody may read here.").unwrap();
    write("sources.toml", b"[\"a.txt\"]\ntitle = \"First trip\"\ndate = 2025-03-03\n[\"utf16.txt\"]\ncolour = \"red\"\n[\"gone.txt\"]\ntitle = \"x\"\n");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(outside.path().join("secret.txt"), dir.path().join("link.txt"))
            .unwrap();
        std::os::unix::fs::symlink(outside.path().join("none.txt"), dir.path().join("dead.txt"))
            .unwrap();
    }
    let limits = Limits { max_file_bytes: 1000, ..Limits::default() };
    let corpus = Corpus::load(dir.path(), &limits).unwrap();
    let names: Vec<_> = corpus.documents().iter().map(Document::name).collect();
    assert_eq!(names, ["a.txt", "sub/folder/d.md", "utf16.txt"]);
    let first = corpus.documents()[0].metadata();
    assert_eq!(first.title.as_deref(), Some("First trip"));
    assert_eq!(first.date.as_deref(), Some("2025-03-03"));
    let skipped: BTreeMap<_, Vec<_>> =
        corpus.skipped().iter().fold(BTreeMap::new(), |mut map, skip| {
            map.entry(&*skip.name).or_insert_with(Vec::new).push(&skip.reason);
            map
        });
    let is = |name: &str, fits: &dyn Fn(&SkipReason) -> bool| {
        let reasons = skipped.get(name).unwrap_or_else(|| panic!("{name} was not skipped"));
        assert!(reasons.iter().any(|reason| fits(reason)), "{name}: {reasons:?}");
        for reason in reasons {
            let line = reason.to_string();
            assert!(!line.is_empty() && !line.contains('\n'), "{line:?}");
        }
    };
    is("b-same.txt", &|reason| matches!(reason, SkipReason::Duplicate { of } if of == "a.txt"));
    is(
        "c-same-text.txt",
        &|reason| matches!(reason, SkipReason::Duplicate { of } if of == "a.txt"),
    );
    is("empty.txt", &|reason| *reason == SkipReason::Empty);
    is("blank.txt", &|reason| *reason == SkipReason::Empty);
    is("binary.txt", &|reason| matches!(reason, SkipReason::Unclean(_)));
    is("large.txt", &|reason| *reason == SkipReason::TooLarge { bytes: 1500, limit: 1000 });
    is("furniture.txt", &|reason| matches!(reason, SkipReason::Unclean(_)));
    is("page.html", &|reason| matches!(reason, SkipReason::Unclean(_)));
    is(
        "sources.toml",
        &|reason| matches!(reason, SkipReason::BadSources(line) if line.contains("colour")),
    );
    is("sources.toml", &|reason| *reason == SkipReason::UnknownSource("gone.txt".to_owned()));
    if cfg!(unix) {
        is("link.txt", &|reason| *reason == SkipReason::Outside);
        is("dead.txt", &|reason| matches!(reason, SkipReason::Unreadable(_)));
    }
    is("ignored.doc", &|reason| reason.to_string() == "save it as .docx or .odt");
}

fn utf16(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

#[test]
fn limits_and_folders() {
    let dir = tempfile::tempdir().unwrap();
    let gone = Corpus::load(&dir.path().join("gone"), &Limits::default());
    assert!(matches!(gone, Err(CorpusError::Folder { .. })));
    let empty = Corpus::load(dir.path(), &Limits::default()).unwrap_err();
    assert!(matches!(empty, CorpusError::Empty { skipped: 0, .. }));
    assert!(empty.to_string().contains(".txt"), "{empty}");
    for name in ["a.txt", "b.txt", "c.txt"] {
        fs::write(dir.path().join(name), format!("{name}\n\nIts text is {name} alone.\n")).unwrap();
    }
    let corpus = Corpus::load(dir.path(), &Limits { max_files: 2, ..Limits::default() }).unwrap();
    assert_eq!(corpus.documents().len(), 2);
    assert_eq!(corpus.skipped()[0].reason, SkipReason::TooMany { limit: 2 });
    fs::write(dir.path().join("sources.toml"), "no toml [").unwrap();
    let corpus = Corpus::load(dir.path(), &Limits::default()).unwrap();
    assert_eq!(corpus.documents().len(), 3);
    assert!(matches!(corpus.skipped()[0].reason, SkipReason::BadSources(_)));
}

#[test]
fn navigation_and_credits_of_the_seeds_are_in_no_sentence() {
    let corpus = Corpus::load(&root().join("seeds"), &Limits::default()).unwrap();
    assert_eq!(corpus.skipped(), []);
    for document in corpus.documents() {
        for sentence in document.sentences() {
            let words = document.slice(sentence.span).to_lowercase();
            for furniture in [
                "skip to main",
                "recommended stories",
                "second column",
                "latest ukraine stories",
                "read more about",
                "getty images",
                "all contents",
                "contributed.",
                "source: meduza",
                "(afp)",
                "via ap",
                "pool photo",
                "scanpix",
                "points to peace zelensky reveals",
            ] {
                assert!(!words.contains(furniture), "{}: {words}", document.name());
            }
            assert!(!words.contains("â"), "{words}");
        }
    }
    let kinds = |kind| {
        corpus
            .documents()
            .iter()
            .flat_map(Document::blocks)
            .filter(|block| block.kind == kind)
            .count()
    };
    assert_eq!(kinds(BlockKind::Headline), 4);
}
