//! The modules: imports run one way, and each library is named in its own module alone.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Libraries with the modules, as folders of `src`, that alone may name them.
const KEPT_TO: [(&str, &[&str]); 20] = [
    ("serenity", &["discord"]),
    ("tantivy", &["search/index"]),
    ("clap", &["cli"]),
    ("reqwest", &["discord", "fetch"]),
    ("metrics_exporter_prometheus", &["ops"]),
    ("rustyline", &["chat"]),
    ("rten", &["search/encoder"]),
    ("quick_xml", &["article/clean", "article/unpack"]),
    ("mail_parser", &["article/unpack"]),
    ("zip", &["article/unpack"]),
    ("flate2", &["article/unpack"]),
    ("feed_rs", &["article/unpack"]),
    ("pdf_extract", &["article/unpack"]),
    ("robotstxt", &["fetch"]),
    ("notify", &["ops"]),
    ("open", &["web/browser.rs"]),
    ("arc_swap", &["engine"]),
    ("redis", &["discord/shared.rs"]),
    ("tiny_skia", &["render/quotation_map"]),
    ("ttf_parser", &["render/quotation_map"]),
];

/// Modules, as folders of `src`, that do no I/O: nouns, stages and renderers.
const PURE: [&str; 8] = [
    "model",
    "english",
    "article/clean",
    "attribute",
    "search/question.rs",
    "search/rank",
    "quotations",
    "render",
];

/// The modules in the order of `src/lib.rs`.
fn modules() -> Vec<String> {
    let map = fs::read_to_string(source().join("lib.rs")).unwrap();
    map.lines()
        .filter_map(|line| line.trim().strip_prefix("pub mod ")?.strip_suffix(';'))
        .map(str::to_owned)
        .collect()
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// All files of a module with their code: comments and the tests at the end are left out.
fn files(module: &str) -> Vec<(PathBuf, String)> {
    let mut found = vec![];
    let mut open = vec![source().join(format!("{module}.rs")), source().join(module)];
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

/// Whether a file is, or lies in, one of the modules, given as folders or files of `src`.
fn is_in(path: &Path, modules: &[&str]) -> bool {
    let path = path.strip_prefix(source()).unwrap();
    modules
        .iter()
        .any(|module| path.starts_with(module) || path.with_extension("") == Path::new(module))
}

#[test]
fn imports_run_one_way() {
    let modules = modules();
    assert!(modules.len() > 5, "src/lib.rs is the map of the modules, found {modules:?}");
    for (place, module) in modules.iter().enumerate() {
        let files = files(module);
        assert!(!files.is_empty(), "the module {module} of src/lib.rs has no file");
        for (path, code) in files {
            for other in named(&code, "crate::") {
                let Some(there) = modules.iter().position(|module| module == other) else {
                    continue;
                };
                assert!(
                    there <= place,
                    "{} imports `{other}`, which stands below `{module}` in src/lib.rs: move the code, or the module",
                    path.display()
                );
            }
        }
    }
}

/// The name of a file's module, with `::` between the modules it lies in; `src/a/mod.rs` is `a`.
fn name(path: &Path) -> String {
    let path = path.strip_prefix(source()).unwrap().with_extension("");
    let parts: Vec<_> = path.iter().map(|part| part.to_str().unwrap()).collect();
    parts.strip_suffix(&["mod"]).unwrap_or(&parts).join("::")
}

/// The paths that the code of the module `name` speaks of, from the root of the crate: `crate::a::b`, and `super::b`
/// and `super::{b, c::d}` likewise.
fn paths(name: &str, code: &str) -> Vec<String> {
    let parent = name.rsplit_once("::").map_or("", |(parent, _)| parent);
    let mut found = vec![];
    for (start, base) in [("crate::", ""), ("super::", parent)] {
        for (at, _) in code.match_indices(start) {
            let rest = &code[at + start.len()..];
            let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
            let end = rest.find(|c| !is_path(c)).unwrap_or(rest.len());
            let (path, rest) = rest.split_at(end);
            let items = rest.strip_prefix('{').and_then(|rest| rest.split('}').next());
            for item in items.unwrap_or_default().split(',') {
                let item = item.split_whitespace().next().unwrap_or_default();
                let full = format!("{base}::{path}{item}");
                found.push(full.trim_matches(':').to_owned());
            }
        }
    }
    found
}

#[test]
fn no_two_files_import_each_other() {
    let files: Vec<_> = modules().iter().flat_map(|module| files(module)).collect();
    let names: Vec<_> = files.iter().map(|(path, _)| name(path)).collect();
    // The module that a path leads to or into.
    let module = |path: &str| {
        let leads_there = |name: &&String| {
            path.strip_prefix(name.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
        };
        names.iter().filter(leads_there).max_by_key(|name| name.len()).cloned()
    };
    let imports: Vec<(String, BTreeSet<String>)> = (names.iter().zip(&files))
        .map(|(name, (_, code))| {
            let modules = paths(name, code).iter().filter_map(|path| module(path)).collect();
            (name.clone(), modules)
        })
        .collect();
    assert!(imports.iter().filter(|(_, modules)| modules.len() > 1).count() > 50, "{imports:?}");
    // A module may use what it is made of, and that what it has for all of them.
    let holds = |one: &str, other: &str| other.starts_with(&format!("{one}::"));
    let mutual: Vec<_> = (imports.iter())
        .flat_map(|(one, modules)| modules.iter().map(move |other| (one, other)))
        .filter(|(one, other)| one < other && !holds(one, other))
        .filter(|(one, other)| {
            imports.iter().any(|(name, back)| name == *other && back.contains(*one))
        })
        .collect();
    assert!(mutual.is_empty(), "these import each other, move what both need: {mutual:?}");
}

#[test]
fn libraries_keep_to_their_modules() {
    for (path, code) in modules().iter().flat_map(|module| files(module)) {
        for (library, allowed) in KEPT_TO {
            assert!(
                !code.contains(&format!("{library}::")) || is_in(&path, allowed),
                "{} names {library}, which belongs to {allowed:?} alone",
                path.display()
            );
        }
    }
}

#[test]
fn nouns_stages_and_renderers_do_no_io() {
    let files = || modules().into_iter().flat_map(|module| files(&module));
    for module in PURE {
        assert!(
            files().any(|(path, _)| is_in(&path, &[module])),
            "the module {module} has no file"
        );
    }
    for (path, code) in files().filter(|(path, _)| is_in(path, &PURE)) {
        for edge in
            ["std::fs", "std::io", "std::net", "std::env", "std::time", "tokio::", "tracing::"]
        {
            assert!(
                !code.contains(edge),
                "{} names {edge}: this module only turns values into values, let an edge do it",
                path.display()
            );
        }
    }
}
