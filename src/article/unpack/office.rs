//! Text documents of Word and in the `OpenDocument` format: zip files with a member of XML that has the text.

use super::archive::Archive;
use super::{Budget, Member, UnpackError, Unpacked, xml};
use crate::article::clean::Format;
use crate::model::document::Metadata;
use crate::model::origins::Source;

/// The text of a Word document.
pub(super) fn word(raw: &[u8], budget: &mut Budget) -> Result<Unpacked, UnpackError> {
    let mut archive = Archive::open(raw, "Word document")?;
    let mut name = "word/document.xml".to_owned();
    if let Some(relations) = archive.read("_rels/.rels", budget)? {
        xml::elements(&relations, |_, start, _| {
            let is_main = xml::attribute(start, "Type");
            if is_main.is_some_and(|kind| kind.ends_with("/officeDocument"))
                && let Some(target) = xml::attribute(start, "Target")
            {
                name = target.trim_start_matches('/').to_owned();
            }
        });
    }
    let bytes = archive.need(&name, budget)?;
    let facts = archive.read("docProps/core.xml", budget)?.unwrap_or_default();
    Ok(one(name, bytes, Format::Word, &facts))
}

/// The text of an `OpenDocument` file.
pub(super) fn open_document(raw: &[u8], budget: &mut Budget) -> Result<Unpacked, UnpackError> {
    let mut archive = Archive::open(raw, "OpenDocument text")?;
    let mut is_locked = false;
    let manifest = archive.read("META-INF/manifest.xml", budget)?.unwrap_or_default();
    xml::elements(&manifest, |name, _, _| is_locked |= name == "encryption-data");
    if is_locked {
        return Err(UnpackError::Encrypted);
    }
    let bytes = archive.need("content.xml", budget)?;
    let facts = archive.read("meta.xml", budget)?.unwrap_or_default();
    Ok(one("content.xml".to_owned(), bytes, Format::OpenDocument, &facts))
}

fn one(name: String, bytes: Vec<u8>, format: Format, facts: &[u8]) -> Unpacked {
    let metadata = properties(facts);
    let member = Member { metadata, ..Member::new(name, bytes, format) };
    Unpacked { members: vec![member], left_out: vec![] }
}

/// What the properties of a document state. The time of the last change is no date of an article.
pub(super) fn properties(facts: &[u8]) -> Metadata {
    let mut metadata = Metadata::default();
    xml::elements(facts, |name, _, words| {
        let field = match name {
            "title" => &mut metadata.title,
            "creator" | "initial-creator" => &mut metadata.author,
            "publisher" => &mut metadata.publisher,
            "created" | "creation-date" => &mut metadata.date,
            _ => return,
        };
        if !words.is_empty() {
            field.get_or_insert_with(|| words.to_owned());
        }
    });
    metadata.read_from(Source::Properties)
}
