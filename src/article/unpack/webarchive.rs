//! A page that Safari saved: a binary property list, of which the main resource is the page.

use super::{Budget, Member, UnpackError, Unpacked};
use crate::article::clean::Format;
use crate::model::document::Metadata;
use crate::model::origins::Source;

/// Bytes at the end that say where all else lies.
const TRAILER: usize = 32;

/// The page.
pub(super) fn web_archive(raw: &[u8], budget: &mut Budget) -> Result<Unpacked, UnpackError> {
    let damaged = |why: &str| UnpackError::Damaged { what: "web archive", why: why.to_owned() };
    let list = List::open(raw).ok_or_else(|| damaged("it is no binary property list"))?;
    let page = list.value(list.top, "WebMainResource").ok_or_else(|| damaged("it has no page"))?;
    let field = |key| list.object(list.value(page, key)?);
    let bytes = match field("WebResourceData") {
        Some(Object::Bytes(bytes)) => bytes.to_vec(),
        _ => return Err(damaged("its page has no data")),
    };
    budget.count(&bytes)?;
    let text = |key| match field(key) {
        Some(Object::Bytes(bytes)) => std::str::from_utf8(bytes).ok().map(str::to_owned),
        _ => None,
    };
    let is_plain = text("WebResourceMIMEType").is_some_and(|kind| kind == "text/plain");
    let format = if is_plain { Format::Text } else { Format::Html };
    let url = text("WebResourceURL").filter(|url| url.starts_with("http"));
    let member = Member {
        charset: text("WebResourceTextEncodingName"),
        metadata: Metadata { url, ..Metadata::default() }.read_from(Source::SavedFrom),
        ..Member::new("WebMainResource", bytes, format)
    };
    Ok(Unpacked { members: vec![member], left_out: vec![] })
}

/// A binary property list, read where it lies: nothing in it is unfolded, so it takes no more memory than its bytes.
struct List<'r> {
    raw: &'r [u8],
    /// Bytes of an offset in the table.
    offset: usize,
    /// Bytes of the number of an object.
    number: usize,
    count: usize,
    table: usize,
    top: usize,
}

/// What is looked for.
enum Object<'r> {
    /// Data, or a text of ASCII.
    Bytes(&'r [u8]),
    /// Where the numbers of keys and values lie, and how many of each.
    Dictionary(usize, usize),
}

impl<'r> List<'r> {
    fn open(raw: &'r [u8]) -> Option<Self> {
        let trailer = raw.strip_prefix(b"bplist")?.last_chunk::<TRAILER>()?;
        let long = |at: usize| number(trailer, at, 8);
        let (offset, number) = (usize::from(trailer[6]), usize::from(trailer[7]));
        Some(Self { raw, offset, number, count: long(8)?, top: long(16)?, table: long(24)? })
    }

    fn object(&self, index: usize) -> Option<Object<'r>> {
        if index >= self.count {
            return None;
        }
        let entry = self.table.checked_add(index.checked_mul(self.offset)?)?;
        let mut at = number(self.raw, entry, self.offset)?;
        let marker = *self.raw.get(at)?;
        at += 1;
        let mut count = usize::from(marker & 0x0F);
        if count == 0x0F {
            let width = 1usize.checked_shl(u32::from(self.raw.get(at)? & 0x0F))?;
            count = number(self.raw, at + 1, width)?;
            at += 1 + width;
        }
        match marker >> 4 {
            0x4 | 0x5 => Some(Object::Bytes(self.raw.get(at..at.checked_add(count)?)?)),
            0xD => Some(Object::Dictionary(at, count)),
            _ => None,
        }
    }

    /// The number of the value that a dictionary has for a key.
    fn value(&self, dictionary: usize, key: &str) -> Option<usize> {
        let Object::Dictionary(at, count) = self.object(dictionary)? else { return None };
        let refer = |place: usize| {
            number(self.raw, at.checked_add(place.checked_mul(self.number)?)?, self.number)
        };
        // A count that is no dictionary's ends where the bytes do.
        let is_key = |place: usize| match self.object(refer(place)?) {
            Some(Object::Bytes(bytes)) => Some(bytes == key.as_bytes()),
            _ => Some(false),
        };
        let mut place = 0;
        while place < count {
            if is_key(place)? {
                return refer(count.checked_add(place)?);
            }
            place += 1;
        }
        None
    }
}

/// A number of so many bytes, the highest first.
fn number(raw: &[u8], at: usize, width: usize) -> Option<usize> {
    let bytes =
        raw.get(at..at.checked_add(width)?).filter(|bytes| (1..=8).contains(&bytes.len()))?;
    let number = bytes.iter().fold(0u64, |number, byte| number << 8 | u64::from(*byte));
    usize::try_from(number).ok()
}
