//! `verbatim add`: takes a page, a file or what comes on standard input into the folder of articles, after showing what is
//! understood of it.

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use sha2::{Digest, Sha256};

use super::arguments::Adding;
use super::error::CliError;
use super::{NOT_FOUND, limits, print, style};
use crate::article::corpus::{Corpus, Folder, SOURCES};
use crate::article::unpack::Kind;
use crate::attribute::attribute_served;
use crate::config::Config;
use crate::fetch::{Rules, fetch};
use crate::model::document::Document;
use crate::render::{json, terminal};

/// What is to be added.
struct Given {
    /// What it is called where it comes from.
    name: String,
    /// The end of the name that tells what it is.
    extension: String,
    bytes: Vec<u8>,
    url: Option<String>,
    charset: Option<String>,
}

/// Kinds of files as servers name them.
const KINDS: [(&str, &str); 13] = [
    ("text/html", "html"),
    ("application/xhtml+xml", "xhtml"),
    ("text/plain", "txt"),
    ("text/markdown", "md"),
    ("message/rfc822", "eml"),
    ("multipart/related", "mhtml"),
    ("application/pdf", "pdf"),
    ("application/epub+zip", "epub"),
    ("application/rss+xml", "rss"),
    ("application/atom+xml", "atom"),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    ("application/vnd.oasis.opendocument.text", "odt"),
    ("application/gzip", "gz"),
];

/// Longer names of files are cut, in bytes.
const LONGEST_NAME: usize = 100;

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
        let kind = fetched.kind.as_deref().unwrap_or_default();
        let address = fetched.url.split(['?', '#']).next().unwrap_or_default();
        let (_, path) = address.split_once("://").unwrap_or_default();
        let named = path.rsplit_once('.').map(|(_, extension)| extension);
        let named =
            named.filter(|end| !end.contains('/') && Kind::of(&format!("x.{end}")).is_some());
        let known = KINDS.iter().find(|(name, _)| *name == kind).map(|(_, extension)| *extension);
        // Servers that know no better say that a file is bytes, or text.
        let extension = match known {
            Some("txt") | None => named.or(known),
            known => known,
        };
        let stem = named.and_then(|end| path.strip_suffix(end)).unwrap_or(path);
        let extension = extension
            .ok_or_else(|| CliError::Unreadable(format!("{kind} is nothing that is read")))?;
        return Ok(Given {
            name: stem.to_owned(),
            extension: extension.to_owned(),
            bytes: fetched.bytes,
            charset: fetched.charset,
            url: Some(fetched.url),
        });
    }
    let bounded = |from: &mut dyn Read| -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        from.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let plain = |name: &str, extension: &str, bytes| Given {
        name: name.to_owned(),
        extension: extension.to_owned(),
        bytes,
        url: None,
        charset: None,
    };
    if source == "-" {
        let bytes = bounded(&mut io::stdin().lock())?;
        let is_page = bytes.trim_ascii_start().starts_with(b"<");
        return Ok(plain("standard input", if is_page { "html" } else { "txt" }, bytes));
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
    Ok(plain(name.get(..cut).unwrap_or_default(), name.get(cut + 1..).unwrap_or_default(), bytes))
}

/// A name that no file in the folder has.
fn free_name(folder: &Path, given: &Given, wanted: Option<&str>) -> Result<String, CliError> {
    if let Some(wanted) = wanted {
        let is_plain =
            !wanted.contains(['/', '\\']) && !wanted.starts_with('.') && Kind::of(wanted).is_some();
        if !is_plain || folder.join(wanted).exists() {
            return Err(CliError::Unreadable(format!(
                "{wanted} is no name for it: name a file that is not there yet, with an ending like .{}",
                given.extension
            )));
        }
        return Ok(wanted.to_owned());
    }
    let mut stem = String::new();
    for c in given.name.chars() {
        match c {
            c if c.is_alphanumeric() || c == '.' || c == '_' => stem.push(c),
            _ if stem.ends_with('-') => {}
            _ => stem.push('-'),
        }
    }
    stem.truncate(stem.floor_char_boundary(LONGEST_NAME));
    let stem = stem.trim_matches(['-', '.']);
    let stem = if stem.is_empty() { "article" } else { stem };
    let names = (1..).map(|number| match number {
        1 => format!("{stem}.{}", given.extension),
        number => format!("{stem}-{number}.{}", given.extension),
    });
    let mut free = names.filter(|name| !folder.join(name).exists());
    Ok(free.next().unwrap_or_default())
}

/// Writes the line of a file, then the file: whoever serves the folder sees the file with its line.
fn store(folder: &Path, name: &str, given: &Given) -> Result<(), CliError> {
    let sources = folder.join(SOURCES);
    let failed = |file: &Path| {
        let file = file.to_owned();
        move |error| CliError::Text { file, error }
    };
    let mut text = match fs::read_to_string(&sources) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(failed(&sources)(error)),
    };
    if let Err(error) = toml::from_str::<toml::Table>(&text) {
        let error = error.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
        return Err(CliError::Unreadable(format!(
            "{} is not understood ({error}): repair it first",
            sources.display()
        )));
    }
    if !text.is_empty() {
        text += if text.ends_with('\n') { "\n" } else { "\n\n" };
    }
    text += &format!("[{}]\n", quoted(name));
    for (key, value) in [("url", &given.url), ("charset", &given.charset)] {
        if let Some(value) = value {
            text += &format!("{key} = {}\n", quoted(value));
        }
    }
    let digest: String =
        Sha256::digest(&given.bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    text += &format!("retrieved = {}\nsha256 = \"{digest}\"\n", utc(SystemTime::now()));
    replace(&sources, text.as_bytes()).map_err(failed(&sources))?;
    let file = folder.join(name);
    replace(&file, &given.bytes).map_err(failed(&file))
}

/// Writes a file so that nobody ever sees half of it.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.{}.part", std::process::id()));
    let written = fs::File::create(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.and_then(|()| fs::rename(&beside, path)).inspect_err(|_| {
        let _ = fs::remove_file(&beside);
    })
}

/// A text as TOML has it.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted += &format!("\\u{:04X}", u32::from(c)),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

/// A time in UTC as TOML has it. The day is counted by H. Hinnant's "days from civil", turned round.
fn utc(time: SystemTime) -> String {
    let seconds = time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let (days, rest) = (seconds / 86_400 + 719_468, seconds % 86_400);
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + u64::from(month <= 2);
    let (hours, minutes, seconds) = (rest / 3600, rest / 60 % 60, rest % 60);
    format!("{year:04}-{month:02}-{day:02}T{hours:02}:{minutes:02}:{seconds:02}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times() {
        for (seconds, wanted) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_827_696, "2000-02-29T12:34:56Z"),
            (1_767_225_599, "2025-12-31T23:59:59Z"),
            (1_767_225_600, "2026-01-01T00:00:00Z"),
        ] {
            assert_eq!(utc(UNIX_EPOCH + Duration::from_secs(seconds)), wanted);
        }
        assert_eq!(quoted("a\"b\\c\n"), "\"a\\\"b\\\\c\\u000A\"");
    }
}
