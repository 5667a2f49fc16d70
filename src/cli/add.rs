//! `verbatim add`: takes a page, a file or what comes on standard input into the folder of articles, after showing what is
//! understood of it.

use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use super::arguments::Adding;
use super::error::CliError;
use super::{NOT_FOUND, limits, print, style};
use crate::article::corpus::{Corpus, Folder};
use crate::article::unpack::Kind;
use crate::attribute::attribute_served;
use crate::config::Config;
use crate::fetch::{Rules, fetch};
use crate::intake::{Given, free_name, store};
use crate::model::document::Document;
use crate::render::{json, terminal};

/// Adds what is named, and says whether it was.
pub(super) fn add(config: &Config, adding: &Adding, as_json: bool) -> Result<ExitCode, CliError> {
    let given = read(config, adding)?;
    let folder = Folder::list(&config.corpus.dir, &limits(&config.corpus))?;
    let there = Corpus::read(&folder).map(Corpus::into_documents).unwrap_or_default();
    let name = free_name(folder.root(), &given, adding.name.as_deref())?;
    let new = Corpus::of(folder.read_given(
        &name,
        given.bytes.clone(),
        given.url.as_deref(),
        given.charset.as_deref(),
    ));
    let same = new.documents().iter().find_map(|one| {
        let is_same = |old: &&_| {
            let old: &&Document = old;
            old.digest() == one.digest() || old.text() == one.text()
        };
        there.iter().find(is_same)
    });
    let quotations: usize = new.documents().iter().map(|one| attribute_served(one).len()).sum();
    let is_stored = same.is_none() && !new.documents().is_empty() && !adding.dry_run;
    if is_stored {
        store(folder.root(), &name, &given)?;
    }
    let outcome = match same {
        Some(old) => format!("Nothing is added: the same text is there as {}.", old.name()),
        None if new.documents().is_empty() => {
            "Nothing is added: it has nothing to serve.".to_owned()
        }
        None if adding.dry_run => format!("It would be added as {name}."),
        None => format!("Added as {name}."),
    };
    print(&if as_json {
        let document = same.map(Document::name);
        json::added(&new, quotations, is_stored.then_some(&*name), document) + "\n"
    } else {
        let count = if quotations == 1 {
            "1 quotation".to_owned()
        } else {
            format!("{quotations} quotations")
        };
        terminal::check(&new, style()) + &format!("{count} in it. {outcome}\n")
    })?;
    let is_well = same.is_none() && !new.documents().is_empty();
    Ok(ExitCode::from(if is_well { 0 } else { NOT_FOUND }))
}

fn read(config: &Config, adding: &Adding) -> Result<Given, CliError> {
    let most = config.corpus.max_file_bytes;
    let source = adding.source.as_str();
    if source.starts_with("http://") || source.starts_with("https://") {
        let rules = Rules {
            most_bytes: most,
            time: Duration::from_secs(adding.timeout),
            is_private_allowed: adding.allow_private,
            is_robots_ignored: adding.ignore_robots,
        };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let fetched = runtime.block_on(fetch(source, rules))?;
        return Ok(Given::page(fetched)?);
    }
    let bounded = |from: &mut dyn Read| -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        from.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    if source == "-" {
        let bytes = bounded(&mut io::stdin().lock())?;
        let is_page = bytes.trim_ascii_start().starts_with(b"<");
        return Ok(Given::file("standard input", if is_page { "html" } else { "txt" }, bytes));
    }
    let file = Path::new(source);
    let failed = |error| CliError::Text { file: file.to_owned(), error };
    let bytes = fs::File::open(file).and_then(|mut file| bounded(&mut file)).map_err(failed)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if Kind::of(&name).is_none() {
        return Err(CliError::Unreadable(format!("a file like {name} is nothing that is read")));
    }
    // Of `page.html.gz` both are the end.
    let cut = name.rfind('.').unwrap_or(name.len());
    let cut = match name.get(..cut) {
        Some(inner) if name.ends_with(".gz") => inner.rfind('.').unwrap_or(cut),
        _ => cut,
    };
    Ok(Given::file(
        name.get(..cut).unwrap_or_default(),
        name.get(cut + 1..).unwrap_or_default(),
        bytes,
    ))
}
