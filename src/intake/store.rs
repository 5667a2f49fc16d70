//! Puts a file into the folder of articles, with its line in `sources.toml`.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use sha2::{Digest, Sha256};

use super::IntakeError;
use super::given::Given;
use crate::article::corpus::SOURCES;
use crate::article::unpack::Kind;

/// Longer names of files are cut, in bytes.
const LONGEST_NAME: usize = 100;

/// A name that no file in the folder has.
///
/// # Errors
/// If the wanted name cannot be taken.
pub fn free_name(
    folder: &Path,
    given: &Given,
    wanted: Option<&str>,
) -> Result<String, IntakeError> {
    if let Some(wanted) = wanted {
        let is_plain =
            !wanted.contains(['/', '\\']) && !wanted.starts_with('.') && Kind::of(wanted).is_some();
        if !is_plain || folder.join(wanted).exists() {
            return Err(IntakeError::Unfit(format!(
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

/// The addresses that [`SOURCES`] has, as they are and without what stands behind `#`.
pub(super) fn known_addresses(folder: &Path) -> Result<HashSet<String>, IntakeError> {
    let (_, table) = read_sources(&folder.join(SOURCES))?;
    let addresses = table
        .values()
        .filter_map(toml::Value::as_table)
        .flat_map(|source| ["url", "link"].into_iter().filter_map(|key| source.get(key)?.as_str()));
    Ok(addresses.map(|address| without_fragment(address).to_owned()).collect())
}

pub(super) fn without_fragment(address: &str) -> &str {
    address.split('#').next().unwrap_or_default()
}

/// The text of [`SOURCES`], which must be understood before anything is added to it.
fn read_sources(sources: &Path) -> Result<(String, toml::Table), IntakeError> {
    let text = match fs::read_to_string(sources) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(IntakeError::File { file: sources.to_owned(), error }),
    };
    match toml::from_str(&text) {
        Ok(table) => Ok((text, table)),
        Err(error) => {
            let error = error.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
            Err(IntakeError::Unfit(format!(
                "{} is not understood ({error}): repair it first",
                sources.display()
            )))
        }
    }
}

/// Writes the line of a file, then the file: whoever serves the folder sees the file with its line.
///
/// # Errors
/// If [`SOURCES`] is not understood, or something cannot be written.
pub fn store(folder: &Path, name: &str, given: &Given) -> Result<(), IntakeError> {
    // Two programs that add at the same time write one after the other; where a folder cannot be locked they do without.
    let lock = fs::File::open(folder).ok();
    if let Some(lock) = &lock {
        let _ = lock.lock();
    }
    let sources = folder.join(SOURCES);
    let failed = |file: &Path| {
        let file = file.to_owned();
        move |error| IntakeError::File { file, error }
    };
    let (mut text, _) = read_sources(&sources)?;
    if !text.is_empty() {
        text += if text.ends_with('\n') { "\n" } else { "\n\n" };
    }
    text += &format!("[{}]\n", quoted(name));
    for (key, value) in [("url", &given.url), ("link", &given.link), ("charset", &given.charset)] {
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
    use std::time::Duration;

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
