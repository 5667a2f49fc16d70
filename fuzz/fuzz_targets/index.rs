//! Any change of the bytes of an index: the same answers, or an error that says that it is damaged.
#![no_main]

mod seeds;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use verbatim::article::corpus::{Folder, Limits};
use verbatim::engine::Engine;
use verbatim::quotations::Wanted;
use verbatim::render::json;
use verbatim::search::index::{IndexError, OpenError};

/// The index as it was built, and what it answers.
static BUILT: LazyLock<(PathBuf, BTreeMap<PathBuf, Vec<u8>>, Vec<String>)> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("verbatim-fuzz-{}", std::process::id()));
    let answers = ask(&folder).expect("a new index");
    let mut files = BTreeMap::new();
    let mut open = vec![folder.clone()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(path).expect("a folder").map(|one| one.expect("a file").path()));
        } else {
            files.insert(path.clone(), fs::read(path).expect("a file"));
        }
    }
    (folder, files, answers)
});

fn ask(index: &Path) -> Result<Vec<String>, OpenError> {
    let folder = Folder::list(seeds::FOLDER.as_ref(), &Limits::default())?;
    let engine = Engine::open(index, &folder, seeds::config(), &mut |_, _| {})?;
    let question = "How big will the Ukrainian army be?";
    Ok(vec![
        json::answer(&Value::Null, question, &engine.ask(question)?, None),
        json::quotes(&engine.quotes(&Wanted::default())?),
    ])
}

// Which file, where, and what stands there instead; or where the file is cut.
fuzz_target!(|input: (u8, u32, Option<&[u8]>)| {
    let (folder, files, answers) = &*BUILT;
    let (file, at, other) = input;
    let Some((path, whole)) = files.iter().nth(usize::from(file) % files.len()) else { return };
    let at = at as usize % (whole.len() + 1);
    let mut bytes = whole.clone();
    match other {
        Some(other) => {
            let end = (at + other.len()).min(bytes.len());
            bytes.splice(at..end, other.iter().copied());
        }
        None => bytes.truncate(at),
    }
    fs::remove_dir_all(folder).expect("the index");
    for (name, whole) in files {
        fs::create_dir_all(name.parent().expect("a folder")).expect("a folder");
        fs::write(name, if name == path { &bytes } else { whole }).expect("a file");
    }
    match ask(folder) {
        Ok(same) => assert_eq!(&same, answers),
        Err(OpenError::Index(IndexError::Damaged)) => {}
        Err(other) => panic!("{other}"),
    }
});
