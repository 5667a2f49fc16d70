//! The XML of Word documents and `OpenDocument` texts: which elements are paragraphs, which have words, and which are skipped.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::borders::{Border, Part};
use super::characters;
use super::draft::{Draft, Edit};
use super::{CleanError, Format};
use crate::model::plan::Reason;

/// Elements nested deeper than this are refused.
const DEEPEST: usize = 1000;

/// What the elements of a kind of document mean, each by its name without prefix.
struct Dialect {
    /// They end a paragraph.
    paragraphs: &'static [&'static str],
    /// Only what stands in them is text.
    words: &'static [&'static str],
    /// What is in them is not shown, or shown elsewhere: notes, comments, what was struck out.
    skipped: &'static [&'static str],
    /// They stand for a line break.
    breaks: &'static [&'static str],
    /// They stand for a space.
    spaces: &'static [&'static str],
}

const WORD: Dialect = Dialect {
    paragraphs: &["p"],
    words: &["t"],
    skipped: &["Fallback", "moveFrom", "del", "instrText", "delText", "sdtPr", "comment"],
    breaks: &["br", "cr"],
    spaces: &["tab", "ptab"],
};

const OPEN_DOCUMENT: Dialect = Dialect {
    paragraphs: &["p", "h"],
    words: &["p", "h"],
    skipped: &[
        "note",
        "annotation",
        "tracked-changes",
        "ruby-text",
        "desc",
        "binary-data",
        "scripts",
        "forms",
        "hidden-text",
        "hidden-paragraph",
        "table-of-content",
        "bibliography-mark",
        "automatic-styles",
        "styles",
        "master-styles",
        "settings",
        "meta",
        "font-face-decls",
    ],
    breaks: &["line-break"],
    spaces: &["tab", "s"],
};

/// Drops the markup. What the XML states of the document stands in another member.
pub(super) fn strip(draft: &mut Draft, format: Format) -> Result<(), CleanError> {
    let dialect = if format == Format::Word { &WORD } else { &OPEN_DOCUMENT };
    let Walk { edits, borders, .. } = Walk::new(draft.text(), dialect).walk()?;
    draft.mark(borders);
    draft.edit(edits);
    characters::tidy(draft);
    Ok(())
}

/// On the way through the elements.
struct Walk<'x> {
    xml: &'x str,
    dialect: &'static Dialect,
    edits: Vec<Edit>,
    borders: Vec<Border>,
    /// The elements that are open, without prefix.
    open: Vec<String>,
    /// How many of them have words.
    in_words: usize,
    /// How many elements were open when the outermost one that is skipped began.
    skipped_from: Option<usize>,
    /// The run is hidden by its properties.
    is_hidden: bool,
    /// What the properties of the paragraph make of it.
    styled: Option<Part>,
    /// Up to here all is kept or dropped.
    at: usize,
}

impl<'x> Walk<'x> {
    fn new(xml: &'x str, dialect: &'static Dialect) -> Self {
        Self {
            xml,
            dialect,
            edits: Vec::new(),
            borders: Vec::new(),
            open: Vec::new(),
            in_words: 0,
            skipped_from: None,
            is_hidden: false,
            styled: None,
            at: 0,
        }
    }

    fn walk(mut self) -> Result<Self, CleanError> {
        let mut reader = Reader::from_str(self.xml);
        reader.config_mut().allow_dangling_amp = true;
        loop {
            let event = reader.read_event();
            let end = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            let end = end.min(self.xml.len());
            let event = event.map_err(|_| CleanError::Xml(self.at))?;
            let with = match &event {
                Event::Start(start) => {
                    let with = self.start(start);
                    self.open.push(local(start).to_owned());
                    if self.open.len() > DEEPEST {
                        return Err(CleanError::TooManyElements);
                    }
                    with
                }
                Event::Empty(start) => {
                    let with = self.start(start);
                    let closing = self.end(local(start));
                    if with.is_empty() { closing } else { with }
                }
                Event::End(_) => match self.open.pop() {
                    Some(name) => self.end(&name),
                    None => "",
                },
                Event::GeneralRef(reference) => {
                    if self.is_shown() {
                        let written = format!("&{};", &**reference);
                        let made = html_escape::decode_html_entities(&written).into_owned();
                        self.edits.push(Edit::new(self.at..end, made, Reason::Entity));
                    } else {
                        self.drop_to(end, "");
                    }
                    self.at = end;
                    continue;
                }
                Event::Text(_) | Event::CData(_) if self.is_shown() => {
                    self.words(end, matches!(event, Event::CData(_)));
                    self.at = end;
                    continue;
                }
                Event::Eof => {
                    self.drop_to(self.xml.len(), "");
                    return Ok(self);
                }
                _ => "",
            };
            self.drop_to(end, with);
            self.at = end;
        }
    }

    fn is_shown(&self) -> bool {
        self.in_words > 0 && self.skipped_from.is_none() && !self.is_hidden
    }

    /// Begins an element and gives back what stands for its tag.
    fn start(&mut self, start: &BytesStart<'_>) -> &'static str {
        let name = local(start);
        let dialect = self.dialect;
        if self.skipped_from.is_some() {
            return "";
        }
        if dialect.skipped.contains(&name) {
            self.skipped_from = Some(self.open.len());
            return "";
        }
        if name == "vanish" && value(start, "val").is_none_or(|value| is_on(&value)) {
            self.is_hidden = true;
        }
        self.in_words += usize::from(dialect.words.contains(&name));
        if let Some(part) = part(name) {
            self.borders.push(Border { at: self.at, part, opens: true });
        } else if let Some(part) = styled(name, start).filter(|_| self.styled.is_none()) {
            self.borders.push(Border { at: self.at, part, opens: true });
            self.styled = Some(part);
        }
        if dialect.paragraphs.contains(&name) {
            "\n\n"
        } else if !self.is_in_text() {
            ""
        } else if dialect.breaks.contains(&name) {
            "\n"
        } else if dialect.spaces.contains(&name) {
            " "
        } else if name == "noBreakHyphen" {
            "-"
        } else {
            ""
        }
    }

    /// Tabs and breaks in the properties of a document are no text.
    fn is_in_text(&self) -> bool {
        let parent = self.open.last().map_or("", String::as_str);
        !self.is_hidden && !matches!(parent, "tabs" | "pPr" | "rPr" | "style")
    }

    /// Ends an element and gives back what stands for its tag.
    fn end(&mut self, name: &str) -> &'static str {
        match self.skipped_from {
            Some(from) if from >= self.open.len() => {
                self.skipped_from = None;
                return "";
            }
            Some(_) => return "",
            None => {}
        }
        if name == "r" {
            self.is_hidden = false;
        }
        self.in_words -= usize::from(self.dialect.words.contains(&name)).min(self.in_words);
        if let Some(part) = part(name) {
            self.borders.push(Border { at: self.at, part, opens: false });
        }
        if !self.dialect.paragraphs.contains(&name) {
            return "";
        }
        if let Some(part) = self.styled.take() {
            self.borders.push(Border { at: self.at, part, opens: false });
        }
        "\n\n"
    }

    /// Drops all up to `end`, and puts `with` there.
    fn drop_to(&mut self, end: usize, with: &'static str) {
        if self.at < end {
            self.edits.push(Edit::new(self.at..end, with, Reason::Markup));
        }
    }

    /// Keeps the words up to `end`. Line breaks in the XML are spaces.
    fn words(&mut self, end: usize, is_raw: bool) {
        const OPENING: usize = "<![CDATA[".len();
        const CLOSING: usize = "]]>".len();
        let (mut from, mut to) = (self.at, end);
        if is_raw {
            from = (from + OPENING).min(end);
            to = end.saturating_sub(CLOSING).max(from);
            self.drop_to(from, "");
        }
        let words = self.xml.get(from..to).unwrap_or_default();
        for (at, found) in words.match_indices(['\n', '\r', '\t']) {
            let range = from + at..from + at + found.len();
            self.edits.push(Edit::new(range, " ", Reason::Whitespace));
        }
        self.at = to;
        self.drop_to(end, "");
    }
}

fn local<'s>(start: &'s BytesStart<'_>) -> &'s str {
    let name = start.name().into_inner();
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

fn value(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.attributes().flatten().find(|one| one.key.local_name().as_ref() == name)?;
    Some(found.value.into_owned())
}

fn is_on(value: &str) -> bool {
    !matches!(value, "0" | "false" | "off")
}

/// Whether an element is one out of which no sentence leads.
fn part(name: &str) -> Option<Part> {
    match name {
        "list-item" => Some(Part::Item),
        "tc" | "table-cell" | "h" => Some(Part::Other),
        _ => None,
    }
}

/// What a property of a paragraph of Word makes of it.
fn styled(name: &str, start: &BytesStart<'_>) -> Option<Part> {
    match name {
        "numPr" => Some(Part::Item),
        "outlineLvl" => Some(Part::Other),
        "pStyle" => {
            let style = value(start, "val")?.to_ascii_lowercase();
            let is_caption = style.starts_with("caption");
            let is_heading = style.starts_with("heading") || style.ends_with("title");
            is_caption.then_some(Part::Caption).or_else(|| is_heading.then_some(Part::Other))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::plan::Piece;
    use crate::model::span::RawSpan;

    fn text_of(xml: &str, format: Format) -> Result<String, CleanError> {
        let copied = Piece { raw: RawSpan::new(0, xml.len()), replacement: None };
        let mut draft = Draft::new(xml.to_owned(), vec![copied]);
        strip(&mut draft, format)?;
        let (text, plan) = draft.into_parts();
        assert_eq!(plan.apply(xml.as_bytes()).as_ref(), Ok(&text));
        Ok(text)
    }

    #[test]
    fn leaves_the_words() {
        for (xml, text) in [
            (
                "<w:p><w:r><w:t>One</w:t></w:r><w:r><w:t xml:space='preserve'> two</w:t></w:r></w:p><w:p/>",
                "One two",
            ),
            (
                "<w:p><w:r><w:t>One</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t></w:r></w:p>",
                "One two\nthree",
            ),
            (
                "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>A &amp; B&#8217;s</w:t></w:r></w:p>",
                "A & B’s",
            ),
            (
                "<w:p><w:r><w:t>Kept</w:t></w:r><w:del><w:r><w:delText> gone</w:delText></w:r></w:del></w:p>",
                "Kept",
            ),
            (
                "<w:p><w:moveFrom><w:r><w:t>was here</w:t></w:r></w:moveFrom><w:r><w:t>is here</w:t></w:r></w:p>",
                "is here",
            ),
            (
                "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>no</w:t></w:r><w:r><w:t>yes</w:t></w:r></w:p>",
                "yes",
            ),
            ("<w:p><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>yes</w:t></w:r></w:p>", "yes"),
            (
                "<w:p><mc:AlternateContent><mc:Choice><w:r><w:t>once</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>twice</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>",
                "once",
            ),
            ("<w:p><w:r><w:t>a</w:t></w:r></w:p>\n <w:p><w:r><w:t>b</w:t></w:r></w:p>", "a\n\nb"),
            ("<w:p><w:r><w:t><![CDATA[x < y]]></w:t></w:r></w:p>", "x < y"),
        ] {
            assert_eq!(text_of(xml, Format::Word).as_deref(), Ok(text), "{xml}");
        }
        for (xml, text) in [
            (
                "<text:h>Head</text:h><text:p>One<text:s text:c='2'/>two<text:line-break/>three</text:p>",
                "Head\n\nOne two\nthree",
            ),
            (
                "<text:p>It burned<text:note><text:note-body><text:p>a note</text:p></text:note-body></text:note>, he said.</text:p>",
                "It burned, he said.",
            ),
            (
                "<text:p>One <text:span>t<text:span>w</text:span>o</text:span>\nthree</text:p>",
                "One two three",
            ),
            (
                "<text:tracked-changes><text:p>old</text:p></text:tracked-changes><text:p>new</text:p>",
                "new",
            ),
        ] {
            assert_eq!(text_of(xml, Format::OpenDocument).as_deref(), Ok(text), "{xml}");
        }
    }

    #[test]
    fn refuses_what_is_damaged_or_too_deep() {
        assert!(matches!(text_of("<w:p><w:t>a</w:p>", Format::Word), Err(CleanError::Xml(_))));
        let deep = "<w:p>".repeat(DEEPEST + 1);
        assert_eq!(text_of(&deep, Format::Word), Err(CleanError::TooManyElements));
    }
}
