//! What lies in a corpus folder and is no article: named once for each kind, with what to do about it.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::Path;

use super::SkipReason;

/// Kinds of files by their extensions, what to do about them, and whether they are in order where they are.
const KINDS: [(&[&str], &str, bool); 6] = [
    (
        &[
            "jpg", "jpeg", "png", "gif", "webp", "avif", "svg", "ico", "bmp", "tif", "tiff",
            "heic", "mp3", "m4a", "ogg", "wav", "mp4", "webm", "mov", "avi", "css", "js", "mjs",
            "map", "woff", "woff2", "ttf", "otf",
        ],
        "it has no text to read, and is left where it is",
        true,
    ),
    (&["doc", "rtf", "wpd", "wps", "pages", "dot"], "save it as .docx or .odt", false),
    (&["zip", "7z", "rar", "tar", "tgz", "bz2", "xz", "zst", "gz"], "unpack it", false),
    (&["msg", "emlx", "mbox", "pst"], "save each mail as .eml", false),
    (&["ps", "djvu", "mobi", "azw", "azw3"], "save its text as .txt", false),
    (
        &["part", "crdownload", "tmp", "swp", "bak"],
        "it is not finished, or a copy: delete it if it stays",
        true,
    ),
];

/// What to do about all others.
const ELSE: &str =
    "save its text as .txt or .html if it is an article, or else keep it in another folder";

/// Ends of the names of folders in which browsers put what belongs to a page; the page has the rest of the name.
const PARTS: [&str; 8] =
    ["_files", ".files", "-files", "_fichiers", "_archivos", "-Dateien", "_bestanden", "_file"];

/// The other files that have been met.
#[derive(Debug, Default)]
pub(super) struct Others {
    /// By extension: the first one's name, and how many there are.
    kinds: BTreeMap<String, (String, usize)>,
}

impl Others {
    /// Meets a file. What is hidden is not counted.
    pub(super) fn meet(&mut self, path: &str) {
        let name = path.rsplit('/').next().unwrap_or(path);
        if name.starts_with('.') || path.split('/').any(|step| step.starts_with('.')) {
            return;
        }
        let name = name.trim_end_matches('~');
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        let kind = self.kinds.entry(extension.to_ascii_lowercase()).or_default();
        if kind.1 == 0 || *path < *kind.0 {
            path.clone_into(&mut kind.0);
        }
        kind.1 += 1;
    }

    /// One of each kind, and what to do about it.
    pub(super) fn reasons(self) -> impl Iterator<Item = (String, SkipReason)> {
        self.kinds.into_iter().map(|(extension, (name, count))| {
            let found = KINDS.iter().find(|(extensions, ..)| extensions.contains(&&*extension));
            let (advice, is_in_order) =
                found.map_or((ELSE, false), |(_, advice, fine)| (*advice, *fine));
            (name, SkipReason::Other { others: count - 1, extension, advice, is_in_order })
        })
    }
}

/// Whether a folder holds the pictures and scripts of a page; `pages` are the names of the pages beside it, without their
/// extensions.
pub(super) fn is_of_page(path: &Path, pages: &HashSet<String>) -> bool {
    let folder = path.file_name().unwrap_or_default().to_string_lossy();
    let is_beside = |end: &&str| folder.strip_suffix(end).is_some_and(|page| pages.contains(page));
    // Without its page the usual name tells, too, if what is in it belongs to pages.
    PARTS.iter().any(is_beside) || folder.ends_with(PARTS[0]) && has_parts(path)
}

/// Whether a folder has files that pages are made of besides their text.
fn has_parts(folder: &Path) -> bool {
    const PARTS: [&str; 12] =
        ["js", "css", "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "ico", "woff", "woff2"];
    let mut entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.any(|entry| {
        let name = entry.file_name().to_string_lossy().to_ascii_lowercase();
        name.rsplit_once('.').is_some_and(|(_, extension)| PARTS.contains(&extension))
    })
}
