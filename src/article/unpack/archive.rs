//! The members of a zip file, each read within bounds.

use std::io::Cursor;

use zip::ZipArchive;
use zip::result::ZipError;

use super::{Budget, UnpackError};

/// A zip file.
pub(super) struct Archive<'r> {
    files: ZipArchive<Cursor<&'r [u8]>>,
    /// What it is, for what is said of it.
    what: &'static str,
}

impl<'r> Archive<'r> {
    /// Reads the list of members.
    pub(super) fn open(raw: &'r [u8], what: &'static str) -> Result<Self, UnpackError> {
        // An encrypted document of Word is in a container of another kind.
        if raw.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
            return Err(UnpackError::Encrypted);
        }
        let files = ZipArchive::new(Cursor::new(raw));
        let files = files.map_err(|error| UnpackError::Damaged { what, why: error.to_string() })?;
        Ok(Self { files, what })
    }

    /// The bytes of a member; `None` if there is none of this name.
    pub(super) fn read(
        &mut self,
        name: &str,
        budget: &mut Budget,
    ) -> Result<Option<Vec<u8>>, UnpackError> {
        let file = match self.files.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(UnpackError::Encrypted);
            }
            Err(error) => {
                return Err(UnpackError::Damaged { what: self.what, why: error.to_string() });
            }
        };
        budget.read(file, self.what).map(Some)
    }

    /// The bytes of a member that must be there.
    pub(super) fn need(&mut self, name: &str, budget: &mut Budget) -> Result<Vec<u8>, UnpackError> {
        self.read(name, budget)?.ok_or_else(|| UnpackError::Damaged {
            what: self.what,
            why: format!("{name} is missing"),
        })
    }
}
