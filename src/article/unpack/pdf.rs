//! The text layer of a PDF: lines as they stand on the pages, with blank lines between paragraphs and form feeds between pages.
//! What is a head or a foot of a page is told later, with the reason on record.

use std::collections::HashMap;
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use flate2::read::ZlibDecoder;
use pdf_extract::{
    Dictionary, Document, MediaBox, Object, ObjectId, OutputDev, OutputError, Transform,
    output_doc_page,
};

use super::{Budget, Member, UnpackError, Unpacked};
use crate::article::clean::Format;

const WHAT: &str = "PDF";

/// Streams in this compression have at most so many bytes, because nothing bounds what they unpack to.
const LZW: usize = 256 << 10;

/// Forms within forms deeper than this are not drawn, and no page draws more of them.
const DEEPEST: usize = 8;
const MOST_FORMS: usize = 100_000;

/// The words of all pages.
pub(super) fn pdf(raw: &[u8], budget: &mut Budget) -> Result<Unpacked, UnpackError> {
    let damaged = |why: String| UnpackError::Damaged { what: WHAT, why };
    check_streams(raw, budget)?;
    let loaded = catch_unwind(AssertUnwindSafe(|| Document::load_mem(raw)));
    let broken = || damaged("its parts cannot be read".to_owned());
    let mut document = loaded.map_err(|_| broken())?.map_err(|error| damaged(error.to_string()))?;
    if document.is_encrypted() {
        let opened = catch_unwind(AssertUnwindSafe(|| document.decrypt("").is_ok()));
        if !opened.unwrap_or(false) {
            return Err(UnpackError::Encrypted);
        }
    }
    tame(&mut document);
    let mut unpacked = Unpacked::default();
    let mut pages = Vec::new();
    let most = budget.most();
    let mut length = 0;
    for (number, id) in document.get_pages() {
        let mut page = Page { letters: 0, most: most - length, ..Page::default() };
        let read = is_rooted(&document, id)
            && catch_unwind(AssertUnwindSafe(|| output_doc_page(&document, &mut page, number)))
                .is_ok_and(|read| read.is_ok());
        if page.letters > page.most {
            return Err(budget.too_large());
        }
        length += page.letters;
        if !read {
            let why = "its text cannot be read".to_owned();
            unpacked.left_out.push((format!("page {number}"), damaged(why)));
        }
        pages.push(page.text());
    }
    let text = pages.join("\u{c}");
    if text.chars().filter(|c| c.is_alphabetic()).count() == 0 {
        if unpacked.left_out.is_empty() {
            return Err(UnpackError::NoText(
                "its pages are pictures; have their text recognised (OCR), or save it as .txt",
            ));
        }
        return Ok(unpacked);
    }
    budget.count(text.as_bytes())?;
    unpacked.members.push(Member::new("text", text.into_bytes(), Format::Text));
    Ok(unpacked)
}

/// Makes sure that what the library unpacks by itself is not too much. Pictures are never unpacked.
fn check_streams(raw: &[u8], budget: &Budget) -> Result<(), UnpackError> {
    const STREAM: &[u8] = b"stream";
    /// The description of a stream is not longer, in bytes.
    const REACH: usize = 2000;
    let mut left = budget.left;
    let mut at = 0;
    while let Some(found) = raw.get(at..).and_then(|rest| find(rest, STREAM)) {
        let start = at + found;
        at = start + STREAM.len();
        if raw.get(..start).is_some_and(|before| before.ends_with(b"end")) {
            continue;
        }
        let before = raw.get(start.saturating_sub(REACH)..start).unwrap_or_default();
        let from = before.windows(4).rposition(|four| four == b" obj").unwrap_or_default();
        let about = before.get(from..).unwrap_or_default();
        let names = |name: &[u8]| about.windows(name.len()).filter(|at| *at == name).count();
        let is_read_first = names(b"/ObjStm") + names(b"/XRef") > 0;
        if names(b"/Image") > 0 && !is_read_first {
            continue;
        }
        let length = raw.get(at..).and_then(|rest| find(rest, b"endstream")).unwrap_or_default();
        if names(b"/Flate") > 1 || names(b"/LZW") > 0 && length > LZW {
            return Err(budget.too_large());
        }
        if names(b"/Flate") > 0 {
            let data = raw.get(at..).unwrap_or_default();
            let data = data.strip_prefix(b"\r").unwrap_or(data);
            let data = data.strip_prefix(b"\n").unwrap_or(data);
            let unpacked = &mut ZlibDecoder::new(data).take(left.saturating_add(1));
            // Damage is found by whoever reads it; up to there it is counted.
            let mut counted = Counted(0);
            let _ = io::copy(unpacked, &mut counted);
            left = left.checked_sub(counted.0).ok_or_else(|| budget.too_large())?;
        }
    }
    Ok(())
}

struct Counted(u64);

impl io::Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn find(bytes: &[u8], words: &[u8]) -> Option<usize> {
    bytes.windows(words.len()).position(|at| at == words)
}

/// Takes out what the library would follow for ever or for nothing: pictures, and forms that draw themselves or too many.
fn tame(document: &mut Document) {
    let mut forms: HashMap<ObjectId, Form> = HashMap::new();
    let mut blank = Vec::new();
    for (id, object) in &document.objects {
        let Object::Stream(stream) = object else { continue };
        match stream.dict.get(b"Subtype").and_then(Object::as_name) {
            Ok(b"Image") => blank.push(*id),
            Ok(b"Form") => {
                let content =
                    stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
                let draws = content.windows(2).filter(|two| *two == b"Do").count();
                let own = drawn(document, &stream.dict);
                // One without resources of its own would draw by those of whoever draws it.
                if draws > 0 && own.is_none() {
                    blank.push(*id);
                }
                forms.insert(*id, Form { draws, drawn: own.unwrap_or_default() });
            }
            _ => {}
        }
    }
    let ids: Vec<ObjectId> = forms.keys().copied().collect();
    let mut costs = HashMap::new();
    for id in ids {
        if cost(id, &forms, &mut costs, DEEPEST).is_none_or(|cost| cost > MOST_FORMS) {
            blank.push(id);
        }
    }
    for id in blank {
        if let Ok(Object::Stream(stream)) = document.get_object_mut(id) {
            stream.dict.remove(b"Filter");
            stream.content = Vec::new();
        }
    }
}

/// A drawing that others use.
struct Form {
    /// How often it draws something.
    draws: usize,
    /// What it may draw.
    drawn: Vec<ObjectId>,
}

/// What stands under `XObject` in the resources of something; `None` if it has no resources.
fn drawn(document: &Document, dictionary: &Dictionary) -> Option<Vec<ObjectId>> {
    let within = |object: &Object| match object {
        Object::Reference(id) => document.get_object(*id).and_then(Object::as_dict).ok().cloned(),
        object => object.as_dict().ok().cloned(),
    };
    let resources = within(dictionary.get(b"Resources").ok()?)?;
    let objects = resources.get(b"XObject").ok().and_then(within).unwrap_or_default();
    Some(objects.iter().filter_map(|(_, object)| object.as_reference().ok()).collect())
}

/// How many forms are drawn when this one is; `None` if they are too deep in each other, or it draws itself.
fn cost(
    id: ObjectId,
    forms: &HashMap<ObjectId, Form>,
    known: &mut HashMap<ObjectId, Option<usize>>,
    deepest: usize,
) -> Option<usize> {
    let Some(form) = forms.get(&id) else { return Some(0) };
    if let Some(cost) = known.get(&id) {
        return *cost;
    }
    let deeper = deepest.checked_sub(1)?;
    let mut most = 0usize;
    // Until it is known, whoever draws it again draws itself.
    known.insert(id, None);
    let mut is_bounded = true;
    for drawn in &form.drawn {
        match cost(*drawn, forms, known, deeper) {
            Some(cost) => most = most.max(cost),
            None => is_bounded = false,
        }
    }
    let whole = is_bounded.then(|| form.draws.saturating_mul(most).saturating_add(1));
    known.insert(id, whole);
    whole
}

/// Whether the parents of a page end somewhere.
fn is_rooted(document: &Document, page: ObjectId) -> bool {
    const MOST: usize = 64;
    let parent = |id: ObjectId| {
        let dictionary = document.get_object(id).and_then(Object::as_dict).ok()?;
        dictionary.get(b"Parent").and_then(Object::as_reference).ok()
    };
    let mut at = Some(page);
    for _ in 0..MOST {
        let Some(id) = at else { return true };
        at = parent(id);
    }
    false
}

/// The lines of a page, in the order in which they are drawn.
#[derive(Default)]
struct Page {
    lines: Vec<Line>,
    letters: u64,
    most: u64,
}

/// Letters that stand beside each other.
struct Line {
    text: String,
    /// Height of the line on which it stands, from below.
    y: f64,
    /// Where the last letter ends.
    end: f64,
    /// Height of its letters.
    size: f64,
}

impl Page {
    /// The lines, with a blank one wherever there is more room between two than between most, or other letters.
    fn text(self) -> String {
        let mut gaps: Vec<f64> = self.lines.windows(2).map(|two| two[0].y - two[1].y).collect();
        gaps.retain(|gap| *gap > 0.0);
        gaps.sort_by(f64::total_cmp);
        let usual = gaps.get(gaps.len() / 2).copied().unwrap_or_default();
        let mut text = String::new();
        let mut last: Option<&Line> = None;
        for line in &self.lines {
            if let Some(last) = last {
                let gap = last.y - line.y;
                let other = (last.size - line.size).abs() > 0.15 * last.size.max(line.size);
                text.push('\n');
                if gap > 1.3 * usual.max(line.size) || other {
                    text.push('\n');
                }
            }
            text += line.text.trim();
            last = Some(line);
        }
        text
    }
}

impl OutputDev for Page {
    fn begin_page(
        &mut self,
        _: u32,
        _: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        at: &Transform,
        width: f64,
        _: f64,
        font_size: f64,
        letter: &str,
    ) -> Result<(), OutputError> {
        self.letters += letter.len() as u64;
        if self.letters > self.most {
            return Err(OutputError::FormatError(std::fmt::Error));
        }
        let size = font_size * (at.m11 * at.m22 - at.m12 * at.m21).abs().sqrt();
        let (x, y) = (at.m31, at.m32);
        let end = x + width * size;
        match self.lines.last_mut() {
            Some(line) if (line.y - y).abs() < 0.5 * size.max(line.size) && x > line.end - size => {
                if x > line.end + 0.15 * size && !line.text.ends_with(' ') {
                    line.text.push(' ');
                }
                line.text += letter;
                // A raised figure is smaller, but the line is as high as before.
                (line.end, line.size) = (end, line.size.max(size));
            }
            _ => self.lines.push(Line { text: letter.to_owned(), y, end, size }),
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}
