//! What small files of XML state: the text of elements, and attributes.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// The most elements that are looked at.
const MOST: usize = 100_000;

/// Goes through the elements in order: name without prefix, start tag, and the text right behind it.
pub(super) fn elements(bytes: &[u8], mut see: impl FnMut(&str, &BytesStart<'_>, &str)) {
    let text = String::from_utf8_lossy(bytes);
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_end_names = false;
    let mut open: Option<(BytesStart<'_>, String)> = None;
    for _ in 0..MOST {
        let event = reader.read_event();
        match &event {
            Ok(Event::Text(text)) => {
                if let Some((_, words)) = &mut open {
                    *words += text;
                }
                continue;
            }
            Ok(Event::CData(text)) => {
                if let Some((_, words)) = &mut open {
                    *words += text;
                }
                continue;
            }
            Ok(Event::GeneralRef(reference)) => {
                if let Some((_, words)) = &mut open {
                    let name = reference.to_string();
                    words.push_str(&html_escape::decode_html_entities(&format!("&{name};")));
                }
                continue;
            }
            _ => {}
        }
        if let Some((start, words)) = open.take() {
            see(start.local_name().as_ref(), &start, words.trim());
        }
        match event {
            Ok(Event::Start(start) | Event::Empty(start)) => open = Some((start, String::new())),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

/// The value of an attribute, named without prefix.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.attributes().flatten().find(|one| one.key.local_name().as_ref() == name)?;
    Some(html_escape::decode_html_entities(&found.value).into_owned())
}
