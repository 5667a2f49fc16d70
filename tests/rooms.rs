//! The rooms of the house: imports run one way, and each library is named in its own room alone.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

/// Libraries that only one room may name.
const KEPT_TO: [(&str, &[&str]); 7] = [
    ("serenity", &["discord"]),
    ("tantivy", &["index"]),
    ("clap", &["cli"]),
    ("reqwest", &["discord"]),
    ("metrics_exporter_prometheus", &["ops"]),
    ("rustyline", &["chat"]),
    ("dom_smoothie", &["clean"]),
];

/// Rooms that do no I/O: nouns, stages and renderers.
const PURE: [&str; 18] = [
    "span",
    "plan",
    "document",
    "quotation",
    "answer",
    "place",
    "verdict",
    "inquiry",
    "clean",
    "segment",
    "lexicon",
    "question",
    "rank",
    "check",
    "offices",
    "quotations",
    "attribute",
    "render",
];

/// The rooms in the order of `src/lib.rs`.
fn rooms() -> Vec<String> {
    let map = fs::read_to_string(source().join("lib.rs")).unwrap();
    map.lines()
        .filter_map(|line| line.trim().strip_prefix("pub mod ")?.strip_suffix(';'))
        .map(str::to_owned)
        .collect()
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// All files of a room with their code: comments and the tests at the end are left out.
fn files(room: &str) -> Vec<(PathBuf, String)> {
    let mut found = vec![];
    let mut open = vec![source().join(format!("{room}.rs")), source().join(room)];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|extension| extension == "rs") && path.exists() {
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            let code: Vec<_> =
                code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            found.push((path, code.join("\n")));
        }
    }
    found
}

/// Names that follow `prefix` in the code.
fn named<'c>(code: &'c str, prefix: &str) -> Vec<&'c str> {
    let name = |at: usize| {
        let rest = &code[at + prefix.len()..];
        rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()
    };
    code.match_indices(prefix).map(|(at, _)| name(at)).collect()
}

#[test]
fn imports_run_one_way() {
    let rooms = rooms();
    assert!(rooms.len() > 5, "src/lib.rs is the map of the rooms, found {rooms:?}");
    for (place, room) in rooms.iter().enumerate() {
        let files = files(room);
        assert!(!files.is_empty(), "the room {room} of src/lib.rs has no file");
        for (path, code) in files {
            for other in named(&code, "crate::") {
                let Some(there) = rooms.iter().position(|room| room == other) else { continue };
                assert!(
                    there <= place,
                    "{} imports `{other}`, which stands below `{room}` in src/lib.rs: move the code, or the room",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn libraries_keep_to_their_rooms() {
    for room in rooms() {
        for (path, code) in files(&room) {
            for (library, allowed) in KEPT_TO {
                let is_named = code.contains(&format!("{library}::"));
                assert!(
                    !is_named || allowed.contains(&room.as_str()),
                    "{} names {library}, which belongs to {allowed:?} alone",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn nouns_stages_and_renderers_do_no_io() {
    for room in rooms().iter().filter(|room| PURE.contains(&room.as_str())) {
        for (path, code) in files(room) {
            for edge in
                ["std::fs", "std::io", "std::net", "std::env", "std::time", "tokio::", "tracing::"]
            {
                assert!(
                    !code.contains(edge),
                    "{} names {edge}: this room only turns values into values, let an edge do it",
                    path.display()
                );
            }
        }
    }
}
