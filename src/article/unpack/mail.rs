//! Mails and saved pages: messages with parts (MIME).

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{
    DateTime, Encoding, Message, MessageParser, MessagePart, MessagePartId, MimeHeaders, PartType,
};

use super::{Budget, Member, UnpackError, Unpacked, file, inside};
use crate::article::clean::Format;
use crate::model::document::Metadata;
use crate::model::origins::Source;

/// What a mail says, and what is attached to it.
pub(super) fn mail(raw: &[u8], budget: &mut Budget) -> Result<Unpacked, UnpackError> {
    const WHAT: &str = "mail";
    let message = parse(raw, WHAT)?;
    let metadata = Metadata {
        title: message.subject().map(|words| words.trim().to_owned()),
        author: sender(&message),
        date: message.date().map(DateTime::to_rfc3339),
        ..Metadata::default()
    }
    .read_from(Source::Mail);
    let mut unpacked = Unpacked::default();
    // Where a part is there as HTML and as plain text, they stand at the same place of the two lists.
    for (at, &id) in message.html_body.iter().enumerate() {
        let Some(mut member) = text_part(raw, &message, id, Format::Fragment, budget)? else {
            continue;
        };
        if let Some(&other) = message.text_body.get(at).filter(|other| **other != id) {
            let other = text_part(raw, &message, other, Format::Fragment, budget)?;
            member.alternative = other.map(|other| Box::new(with(other, &metadata)));
        }
        unpacked.members.push(with(member, &metadata));
    }
    for &id in &message.attachments {
        attachment(&message, id, budget, &mut unpacked);
    }
    if unpacked.members.is_empty() && unpacked.left_out.is_empty() {
        return Err(UnpackError::NoText("save the mail again with its text"));
    }
    Ok(unpacked)
}

/// The page of a file in which a browser saved it with all its parts.
pub(super) fn saved_page(raw: &[u8], budget: &mut Budget) -> Result<Unpacked, UnpackError> {
    const WHAT: &str = "saved page (MHTML)";
    let message = parse(raw, WHAT)?;
    let is_page = |part: &&MessagePart<'_>| matches!(part.body, PartType::Html(_));
    // The page itself comes before its frames.
    let ids = (0..message.parts.len()).map(|id| MessagePartId::try_from(id).unwrap_or_default());
    let page = ids.clone().find(|id| message.parts.get(*id as usize).as_ref().is_some_and(is_page));
    let page = page.ok_or(UnpackError::NoText("it has no page in it; save the page again"))?;
    let member = text_part(raw, &message, page, Format::Html, budget)?;
    let mut member = member.ok_or(UnpackError::NoText("save the page again"))?;
    let part = message.parts.get(page as usize);
    let address = message.header_raw("Snapshot-Content-Location").map(|url| url.trim().to_owned());
    let address = address.or_else(|| part?.content_location().map(str::to_owned));
    member.metadata = Metadata {
        title: message.subject().map(|words| words.trim().to_owned()),
        url: address.filter(|url| url.starts_with("http")),
        ..Metadata::default()
    }
    .read_from(Source::SavedFrom);
    Ok(Unpacked { members: vec![member], left_out: vec![] })
}

fn parse<'r>(raw: &'r [u8], what: &'static str) -> Result<Message<'r>, UnpackError> {
    let damaged = |why: &str| UnpackError::Damaged { what, why: why.to_owned() };
    let message = MessageParser::default().parse(raw).ok_or_else(|| damaged("it is empty"))?;
    if message.headers().is_empty() {
        return Err(damaged("it has no header lines"));
    }
    Ok(message)
}

fn with(member: Member, metadata: &Metadata) -> Member {
    Member { metadata: metadata.clone(), is_stated_first: true, ..member }
}

/// The name of whoever sent a mail; without a name the address.
fn sender(message: &Message<'_>) -> Option<String> {
    let from = message.from()?.first()?;
    let name = from.name.as_deref().or(from.address.as_deref())?.trim();
    Some(name.to_owned()).filter(|name| !name.is_empty())
}

/// A part that is a text, in the bytes that were sent: its own encoding is decoded later, with the rest.
fn text_part(
    raw: &[u8],
    message: &Message<'_>,
    id: MessagePartId,
    html: Format,
    budget: &mut Budget,
) -> Result<Option<Member>, UnpackError> {
    let Some(part) = message.parts.get(id as usize) else { return Ok(None) };
    let (format, text) = match &part.body {
        PartType::Html(text) => (html, text),
        PartType::Text(text) => (Format::Text, text),
        _ => return Ok(None),
    };
    if !text.chars().any(char::is_alphabetic) {
        return Ok(None);
    }
    let kind = part.content_type();
    let sent = raw.get(part.raw_body_offset() as usize..part.raw_end_offset() as usize);
    let sent = sent.and_then(|sent| match part.encoding {
        Encoding::None => Some(sent.to_vec()),
        Encoding::QuotedPrintable => quoted_printable_decode(sent),
        Encoding::Base64 => base64_decode(sent),
    });
    let charset = kind.and_then(|kind| kind.attribute("charset")).map(str::to_owned);
    // What is not well encoded is taken as the library could read it.
    let (bytes, charset) = match sent.filter(|_| !part.is_encoding_problem) {
        Some(bytes) => (bytes, charset),
        None => (text.as_bytes().to_vec(), None),
    };
    budget.count(&bytes)?;
    let name = if matches!(part.body, PartType::Html(_)) { "text/html" } else { "text/plain" };
    Ok(Some(Member { charset, ..Member::new(name, bytes, format) }))
}

/// What is attached: files that can be read, and mails.
fn attachment(
    message: &Message<'_>,
    id: MessagePartId,
    budget: &mut Budget,
    unpacked: &mut Unpacked,
) {
    let Some(part) = message.parts.get(id as usize) else { return };
    let kind = part.content_type().map_or("", |kind| kind.ctype());
    let (name, found) = match &part.body {
        PartType::Message(inner) => {
            let name = part.attachment_name().unwrap_or("message.eml").to_owned();
            let found = inside(inner.raw_message(), super::Container::Mail, &name, budget);
            (name.clone(), found.map(|found| found.below(&name)))
        }
        // Pictures and the like have no text to read.
        _ if matches!(kind, "image" | "audio" | "video") => return,
        _ => {
            let Some(name) = part.attachment_name() else { return };
            let bytes = part.contents().to_vec();
            let found = budget.count(&bytes).and_then(|()| file(bytes, name, budget));
            (name.to_owned(), found)
        }
    };
    match found {
        Ok(found) => {
            unpacked.members.extend(found.members);
            unpacked.left_out.extend(found.left_out);
        }
        Err(error) => unpacked.left_out.push((name, error)),
    }
}
