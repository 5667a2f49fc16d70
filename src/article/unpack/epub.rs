//! A book in the EPUB format: a zip file with a page of XHTML for each chapter; each is an article.

use std::collections::HashMap;

use super::archive::Archive;
use super::{Budget, Member, UnpackError, Unpacked, office, xml};
use crate::article::clean::Format;

/// What names the file that lists the chapters.
const CONTAINER: &str = "META-INF/container.xml";

/// A page with fewer letters is a cover or a title page.
const FEW_LETTERS: usize = 40;

/// The chapters, in the order of their names.
pub(super) fn epub(raw: &[u8], budget: &mut Budget) -> Result<Unpacked, UnpackError> {
    let mut archive = Archive::open(raw, "EPUB book")?;
    let mut package = None;
    let container = archive.need(CONTAINER, budget)?;
    xml::elements(&container, |name, start, _| {
        if name == "rootfile" && package.is_none() {
            package = xml::attribute(start, "full-path");
        }
    });
    let package = package.ok_or_else(|| UnpackError::Damaged {
        what: "EPUB book",
        why: format!("{CONTAINER} names no package"),
    })?;
    let listed = archive.need(&package, budget)?;
    let folder = package.rsplit_once('/').map_or("", |(folder, _)| folder);
    let locked = locked(&archive.read("META-INF/encryption.xml", budget)?.unwrap_or_default());
    let metadata = office::properties(&listed);
    let mut unpacked = Unpacked::default();
    for href in chapters(&listed) {
        let name = below(folder, &href);
        if locked.contains(&name) {
            unpacked.left_out.push((name, UnpackError::Encrypted));
            continue;
        }
        let Some(bytes) = archive.read(&name, budget)? else {
            let why = "it is missing".to_owned();
            unpacked.left_out.push((name, UnpackError::Damaged { what: "chapter", why }));
            continue;
        };
        if letters(&bytes) >= FEW_LETTERS {
            let metadata = metadata.clone();
            unpacked
                .members
                .push(Member { metadata, ..Member::new(name, bytes, Format::Fragment) });
        }
    }
    if unpacked.members.is_empty() && unpacked.left_out.is_empty() {
        return Err(UnpackError::NoText("its pages are pictures; save its text as .txt"));
    }
    Ok(unpacked)
}

/// The pages in reading order, without tables of contents and what stands beside the text.
fn chapters(package: &[u8]) -> Vec<String> {
    let mut pages: HashMap<String, String> = HashMap::new();
    let mut order = Vec::new();
    xml::elements(package, |name, start, _| match name {
        "item" => {
            let attribute = |name| xml::attribute(start, name).unwrap_or_default();
            let is_contents = attribute("properties").split_whitespace().any(|one| one == "nav");
            let is_page =
                matches!(&*attribute("media-type"), "application/xhtml+xml" | "text/html");
            if is_page && !is_contents {
                pages.insert(attribute("id"), attribute("href"));
            }
        }
        "itemref" if xml::attribute(start, "linear").is_none_or(|linear| linear != "no") => {
            order.extend(xml::attribute(start, "idref"));
        }
        _ => {}
    });
    // A page that is named twice is read once.
    order.into_iter().filter_map(|id| pages.remove(&id)).collect()
}

/// The files that only certain programs can read. Fonts that are disguised are no chapters.
fn locked(encryption: &[u8]) -> Vec<String> {
    let mut locked = Vec::new();
    xml::elements(encryption, |name, start, _| {
        if name == "CipherReference" {
            locked.extend(xml::attribute(start, "URI"));
        }
    });
    locked
}

/// The place of a file in the archive, from its address relative to a folder.
fn below(folder: &str, href: &str) -> String {
    let href = percent_decoded(href.split('#').next().unwrap_or_default());
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in href.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let code = after.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        let code = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        match code.filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Letters outside of tags, as far as it matters.
fn letters(page: &[u8]) -> usize {
    let body = page.windows(5).position(|at| at.eq_ignore_ascii_case(b"<body")).unwrap_or_default();
    let mut in_tag = false;
    let text = page.iter().skip(body).filter(|byte| {
        in_tag = **byte == b'<' || in_tag && **byte != b'>';
        !in_tag && byte.is_ascii_alphabetic()
    });
    text.take(FEW_LETTERS).count()
}
