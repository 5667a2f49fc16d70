//! What the names of elements mean for the text in them.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Elements that begin a new paragraph. All others stand in a line of text, those that nobody knows as well, which is
/// what a browser does with them.
const BLOCK: &str = "address article aside audio blockquote body canvas caption center col colgroup dd details dialog dir div dl dt \
    embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe input legend li \
    link main menu meta nav noscript object ol optgroup option p pre search section select summary table tbody td template textarea \
    tfoot th thead title tr ul video xmp";

/// Elements that stand in a line of text.
const INLINE: &str = "a abbr acronym b bdi bdo big br button cite code data del dfn em font i img ins kbd label map mark marquee math \
    meter nobr output picture progress q rp rt ruby s samp script small source span strike strong style sub sup svg time track tt u \
    var wbr area base param";

/// Elements that have no end tag.
const VOID: [&str; 16] = [
    "area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param",
    "source", "track", "wbr", "basefont",
];

/// Elements in which no tags are read.
const RAW: [&str; 9] =
    ["script", "style", "textarea", "title", "iframe", "xmp", "noembed", "noframes", "plaintext"];

/// Elements whose content is no text of the page: code, controls, readings of characters, words that were struck out.
const UNSEEN: [&str; 20] = [
    "script", "style", "noscript", "template", "textarea", "title", "iframe", "svg", "select",
    "object", "rt", "rp", "del", "s", "strike", "xmp", "audio", "video", "canvas", "datalist",
];

static KNOWN: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| BLOCK.split_whitespace().chain(INLINE.split_whitespace()).collect());

static BLOCKS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| BLOCK.split_whitespace().collect());

/// The name of an element that nobody knows.
pub(super) const UNKNOWN: &str = "?";

/// The name in small letters; [`UNKNOWN`] for a name that HTML does not have.
pub(super) fn known(name: &str) -> &'static str {
    /// No known name is longer, in bytes.
    const LONGEST: usize = 10;
    if let Some(known) = KNOWN.get(name) {
        return known;
    }
    if name.len() > LONGEST || !name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return UNKNOWN;
    }
    KNOWN.get(name.to_ascii_lowercase().as_str()).copied().unwrap_or(UNKNOWN)
}

/// Whether a new paragraph begins with the element, and another one behind it.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.contains(name)
}

/// Whether the element has no end tag.
pub(super) fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}

/// Whether no tags are read in the element.
pub(super) fn is_raw(name: &str) -> bool {
    RAW.contains(&name)
}

/// Whether a browser shows nothing of the element's words, or what it shows is none of the text.
pub(super) fn is_unseen(name: &str) -> bool {
    UNSEEN.contains(&name)
}

/// The level of a heading.
pub(super) fn heading(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}
