//! An engine that is exchanged for a newer one while it answers: the articles are read again aside, and what cannot be
//! served is refused, so that the old ones go on being served.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use arc_swap::ArcSwap;

use crate::article::corpus::{Corpus, FileEntry, Folder, Limits, caught};
use crate::config::AnswerConfig;
use crate::engine::Engine;
use crate::search::index::OpenError;

/// Where the articles lie and where their index is kept.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The folder with the articles.
    pub corpus: PathBuf,
    /// How much of it is read.
    pub limits: Limits,
    /// The folder of the index; without one it is held in memory.
    pub index: Option<PathBuf>,
    /// How answers are chosen.
    pub answer: AnswerConfig,
    /// Where the page is on which articles can be read, if there is one.
    pub reading_room: Option<String>,
}

impl Origin {
    /// Reads the articles in a folder that was listed.
    ///
    /// # Errors
    /// If nothing in it can be served, or the index cannot be used.
    pub fn read(
        &self,
        folder: &Folder,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Engine, OpenError> {
        let engine = match &self.index {
            Some(dir) => Engine::open(dir, folder, self.answer, progress)?,
            None => Engine::new(Corpus::read(folder)?, self.answer)?,
        };
        Ok(engine.read_in(self.reading_room.clone()))
    }
}

/// What answers now, and what it was read from.
pub struct Live {
    engine: ArcSwap<Engine>,
    origin: Origin,
    seen: Mutex<Seen>,
}

/// What lay in the folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Listing {
    files: Vec<FileEntry>,
    sources: Option<[u8; 32]>,
}

impl From<&Folder> for Listing {
    fn from(folder: &Folder) -> Self {
        Self { files: folder.files.clone(), sources: folder.sources_digest }
    }
}

struct Seen {
    /// What the engine was read from.
    served: Listing,
    /// What was refused last, and why, so that it is neither read nor told again.
    refused: Option<(Option<Listing>, String)>,
}

/// What has become of the articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refreshed {
    /// Articles that are served now.
    pub documents: usize,
    /// Files that were not there before.
    pub added: usize,
    /// Files that are others than before.
    pub changed: usize,
    /// Files that are gone.
    pub removed: usize,
}

/// A folder is read when it lies still for so long: somebody may be in the middle of writing.
const SETTLED: Duration = Duration::from_millis(150);

/// So many times it is waited for that; then it is read all the same.
const MOST_WAITS: usize = 20;

impl Live {
    /// Reads the articles.
    ///
    /// # Errors
    /// If there are none that can be served, or the index cannot be used.
    pub fn open(origin: Origin, progress: &mut dyn FnMut(usize, usize)) -> Result<Self, OpenError> {
        let folder = Folder::list(&origin.corpus, &origin.limits)?;
        let engine = ArcSwap::from_pointee(origin.read(&folder, progress)?);
        let seen = Mutex::new(Seen { served: Listing::from(&folder), refused: None });
        Ok(Self { engine, origin, seen })
    }

    /// What answers now. Whoever has it is answered from it to the end, whatever comes meanwhile.
    #[must_use]
    pub fn engine(&self) -> Arc<Engine> {
        self.engine.load_full()
    }

    /// The folder with the articles.
    #[must_use]
    pub fn folder(&self) -> &std::path::Path {
        &self.origin.corpus
    }

    /// Reads the articles again if something in their folder has changed, or else if `always`. Gives back what became of
    /// them; `None` if nothing has changed, or only what was refused before.
    ///
    /// # Errors
    /// If the new state cannot be served: the old one still is.
    pub fn refresh(&self, always: bool) -> Result<Option<Refreshed>, String> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let mut listing = None;
        let read = caught(|| self.read_again(&seen, always, &mut listing));
        let read = match read {
            Ok(read) => read.map_err(|error| error.to_string()),
            Err(panic) => Err(panic),
        };
        match read {
            Ok(None) => Ok(None),
            Ok(Some((engine, new))) => {
                let refreshed = compare(&seen.served, &new, engine.len());
                self.engine.store(Arc::new(engine));
                *seen = Seen { served: new, refused: None };
                Ok(Some(refreshed))
            }
            Err(why) => {
                let refused = Some((listing, why.clone()));
                let is_known = seen.refused == refused && !always;
                seen.refused = refused;
                if is_known { Ok(None) } else { Err(why) }
            }
        }
    }

    /// A new engine and what it was read from, if it must be read.
    fn read_again(
        &self,
        seen: &Seen,
        always: bool,
        listing: &mut Option<Listing>,
    ) -> Result<Option<(Engine, Listing)>, OpenError> {
        let Origin { corpus, limits, .. } = &self.origin;
        let mut folder = Folder::list_quietly(corpus, limits)?;
        let mut new = Listing::from(&folder);
        let is_known = |new: &Listing| {
            let refused = seen.refused.as_ref().and_then(|(listing, _)| listing.as_ref());
            seen.served == *new || refused == Some(new)
        };
        for _ in 0..MOST_WAITS {
            if is_known(&new) && !always {
                return Ok(None);
            }
            std::thread::sleep(SETTLED);
            folder = Folder::list_quietly(corpus, limits)?;
            let later = Listing::from(&folder);
            if later == new {
                break;
            }
            new = later;
        }
        *listing = Some(new.clone());
        let folder = Folder::list(corpus, limits)?;
        let new = Listing::from(&folder);
        *listing = Some(new.clone());
        let engine = self.origin.read(&folder, &mut |_, _| {})?.succeeding(&self.engine());
        if engine.len() <= READ_AT_ONCE {
            engine.quotations()?;
        }
        Ok(Some((engine, new)))
    }
}

/// The quotations of so many articles are read before they are served.
const READ_AT_ONCE: usize = 2000;

fn compare(old: &Listing, new: &Listing, documents: usize) -> Refreshed {
    let before: HashMap<&str, &FileEntry> =
        old.files.iter().map(|file| (file.name.as_str(), file)).collect();
    let mut refreshed = Refreshed { documents, added: 0, changed: 0, removed: 0 };
    let mut kept = 0;
    for file in &new.files {
        match before.get(file.name.as_str()) {
            None => refreshed.added += 1,
            Some(old) => {
                kept += 1;
                refreshed.changed += usize::from(*old != file);
            }
        }
    }
    refreshed.removed = before.len() - kept;
    refreshed
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn what_has_changed_is_read_and_what_cannot_be_served_is_refused() {
        let (articles, index) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let write = |name: &str, text: &str| fs::write(articles.path().join(name), text).unwrap();
        let remove = |name: &str| fs::remove_file(articles.path().join(name)).unwrap();
        for index in [None, Some(index.path().to_owned())] {
            write("a.txt", "The mill by the river closed on Monday, the mayor said.");
            let answer = AnswerConfig { passages: 5, min_confidence: 0.5, encoder: false };
            let limits = Limits::default();
            let corpus = articles.path().to_owned();
            let origin = Origin { corpus, limits, index, answer, reading_room: None };
            let live = Live::open(origin, &mut |_, _| {}).unwrap();
            let old = live.engine();
            assert_eq!(live.refresh(false), Ok(None));
            write("b.txt", "The ferry to Hale starts again in March, the council said.");
            let refreshed = |documents, added, changed, removed| {
                Ok(Some(Refreshed { documents, added, changed, removed }))
            };
            assert_eq!(live.refresh(false), refreshed(2, 1, 0, 0));
            // Whoever was being answered is answered from what was there.
            assert_eq!((old.len(), live.engine().len()), (1, 2));
            write("b.txt", "The ferry to Hale starts again in April, the council said.");
            remove("a.txt");
            assert_eq!(live.refresh(false), refreshed(1, 0, 1, 1));
            assert_eq!(live.refresh(true), refreshed(1, 0, 0, 0));
            remove("b.txt");
            let refused = live.refresh(false);
            assert!(refused.unwrap_err().contains("no article that can be served"));
            assert_eq!(live.refresh(false), Ok(None), "it is told once");
            write("c.txt", "\0\u{1}\u{2}");
            assert!(live.refresh(false).is_err());
            assert_eq!(live.engine().len(), 1);
            assert!(live.engine().document(crate::model::document::DocumentNumber::new(0)).is_ok());
            remove("c.txt");
        }
    }
}
