//! A file compressed with gzip.

use flate2::read::MultiGzDecoder;

use super::{Budget, UnpackError, Unpacked, file};

/// The file that was compressed: a text, or something that packs texts.
pub(super) fn gzip(raw: &[u8], name: &str, budget: &mut Budget) -> Result<Unpacked, UnpackError> {
    let bytes = budget.read(MultiGzDecoder::new(raw), "file of gzip")?;
    let name = name.rsplit('/').next().unwrap_or(name);
    let inner = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    file(bytes, inner, budget)
}
