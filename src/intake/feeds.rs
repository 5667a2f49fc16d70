//! Feeds (RSS, Atom) that are looked at again and again: the pages of new entries are added to the articles.
//!
//! Which pages were seen is known from `sources.toml`; how to ask for changes only, and what did not work, is remembered as
//! long as the program runs.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::future::join_all;
use sha2::{Digest, Sha256};

use super::given::Given;
use super::pause::Failures;
use super::store::{free_name, known_addresses, store, without_fragment};
use crate::article::corpus::{Corpus, Folder, Limits, caught};
use crate::article::unpack::named_pages;
use crate::config::FeedsConfig;
use crate::fetch::{Conditions, FetchError, Rules, fetch, fetch_changed, shown};
use crate::model::document::Document;

/// A page that fails so often in passing is not asked for again; where so many pages fail at one look it is broken off.
const MOST_FAILURES: u32 = 5;

/// Names the article that has the text of this document, if there is one.
pub(super) type Same = dyn Fn(&Document) -> Option<String> + Send + Sync;

/// Feeds, and what is known of them.
pub struct Feeds {
    feeds: Vec<Feed>,
    config: FeedsConfig,
    place: Place,
}

/// Where pages are put.
struct Place {
    dir: PathBuf,
    limits: Limits,
    /// What was added, by the digest of its text: it may not be served yet.
    added: Mutex<HashMap<[u8; 32], String>>,
}

impl Place {
    /// The article that was added with the text of this one.
    fn added(&self, document: &Document) -> Option<String> {
        let added = self.added.lock().unwrap_or_else(PoisonError::into_inner);
        added.get(&text_digest(document)).cloned()
    }

    fn add(&self, documents: &[Document]) {
        let mut added = self.added.lock().unwrap_or_else(PoisonError::into_inner);
        for document in documents {
            added.insert(text_digest(document), document.name().to_owned());
        }
    }
}

fn text_digest(document: &Document) -> [u8; 32] {
    Sha256::digest(document.text().as_bytes()).into()
}

struct Feed {
    url: String,
    conditions: Conditions,
    failures: Failures,
    /// What was last said to be wrong with it.
    said: Option<String>,
    /// Pages that are not there yet, newest first.
    waiting: Vec<(String, Failures)>,
    /// Pages that are not asked for again.
    refused: HashSet<String>,
}

/// Why a look is broken off.
struct Fault {
    why: String,
    retry_after: Option<Duration>,
    /// The server has too much to do.
    is_busy: bool,
}

impl Fault {
    #[expect(clippy::needless_pass_by_value, reason = "`map_err` gives the error itself")]
    fn new(why: impl ToString) -> Self {
        Self { why: why.to_string(), retry_after: None, is_busy: false }
    }
}

/// What becomes of a page that is not added.
enum Page {
    Added(String),
    /// It is not asked for again.
    Refused(String),
    /// It may be there later.
    Failed(Fault),
}

impl Feeds {
    /// The feeds whose pages go into this folder.
    #[must_use]
    pub fn new(config: &FeedsConfig, dir: &Path, limits: Limits) -> Self {
        let feed = |url: &String| Feed {
            url: url.clone(),
            conditions: Conditions::default(),
            failures: Failures::default(),
            said: None,
            waiting: vec![],
            refused: HashSet::new(),
        };
        let feeds = config.addresses.iter().map(feed).collect();
        let place = Place { dir: dir.to_owned(), limits, added: Mutex::default() };
        Self { feeds, config: config.clone(), place }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.feeds.is_empty()
    }

    /// Looks at each once.
    ///
    /// # Errors
    /// If the operating system does not let the process wait for the network.
    pub fn look(&mut self) -> io::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (config, place) = (&self.config, &self.place);
        let looks = self.feeds.iter_mut().map(|feed| feed.look(config, place, &|_| None));
        runtime.block_on(join_all(looks));
        Ok(())
    }

    /// Looks at each again and again, on a thread of its own; `same` names the article that has the text of another one.
    ///
    /// # Errors
    /// If the operating system gives no thread.
    pub fn watch(self, same: Arc<Same>) -> io::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let Self { feeds, config, place } = self;
        let watch = async move {
            join_all(feeds.into_iter().map(|mut feed| {
                let (config, place, same) = (&config, &place, &same);
                async move {
                    loop {
                        let wait = feed.look(config, place, &**same).await;
                        tokio::time::sleep(wait).await;
                    }
                }
            }))
            .await;
        };
        std::thread::Builder::new().name("feeds".into()).spawn(move || runtime.block_on(watch))?;
        Ok(())
    }
}

impl Feed {
    /// Looks at it once. Gives the time until it is looked at again.
    async fn look(
        &mut self,
        config: &FeedsConfig,
        place: &Place,
        same: &(dyn Fn(&Document) -> Option<String> + Sync),
    ) -> Duration {
        let read = self.read(config, place).await;
        let looked = match read {
            Ok(()) => self.add_pages(config, place, same).await,
            Err(fault) => Err(fault),
        };
        match looked {
            Ok(()) => {
                if self.said.take().is_some() {
                    tracing::info!("the feed {} is in order again", shown(&self.url));
                }
                self.failures = Failures::default();
                config.every
            }
            Err(Fault { why, retry_after, .. }) => {
                let wait = self.failures.add(config.every, retry_after);
                if self.said.as_ref() != Some(&why) {
                    tracing::warn!(
                        "the feed {}: {why}; next look in {} s",
                        shown(&self.url),
                        wait.as_secs()
                    );
                    self.said = Some(why);
                }
                wait
            }
        }
    }

    /// Finds which pages it names that were not seen.
    async fn read(&mut self, config: &FeedsConfig, place: &Place) -> Result<(), Fault> {
        // The operator has named it, so what robots.txt says of it does not count.
        let rules = rules(config, place, true);
        let fetched = fetch_changed(&self.url, rules, &self.conditions).await;
        let Some(fetched) = fetched.map_err(|error| fault(&error))? else { return Ok(()) };
        let named = caught(|| named_pages(&fetched.bytes, &fetched.url));
        let mut named = named.map_err(Fault::new)?.map_err(Fault::new)?;
        // Where days are stated the newest come first, else in the feed's order.
        named.sort_by_key(|page| std::cmp::Reverse(page.published));
        named.truncate(config.entries);
        let known = known_addresses(&place.dir).map_err(Fault::new)?;
        let urls: Vec<_> =
            named.into_iter().map(|page| without_fragment(&page.url).to_owned()).collect();
        self.refused.retain(|url| urls.contains(url));
        let before = std::mem::take(&mut self.waiting);
        for url in urls {
            let is_waiting = self.waiting.iter().any(|(other, _)| *other == url);
            if !known.contains(&url) && !self.refused.contains(&url) && !is_waiting {
                let failures = before.iter().find(|(other, _)| *other == url);
                let failures = failures.map_or_else(Failures::default, |(_, failures)| *failures);
                self.waiting.push((url, failures));
            }
        }
        self.conditions = fetched.conditions;
        Ok(())
    }

    /// Adds the pages that are not there yet, oldest first. What is wrong with several of them is said once.
    async fn add_pages(
        &mut self,
        config: &FeedsConfig,
        place: &Place,
        same: &(dyn Fn(&Document) -> Option<String> + Sync),
    ) -> Result<(), Fault> {
        let mut refused: BTreeMap<String, (usize, String)> = BTreeMap::new();
        let mut left = vec![];
        let (mut failed, mut ended) = (0, Ok(()));
        for (url, mut failures) in std::mem::take(&mut self.waiting).into_iter().rev() {
            if ended.is_err() {
                left.push((url, failures));
                continue;
            }
            let why = match add_page(&url, config, place, same).await {
                Ok(Page::Added(name)) => {
                    tracing::info!("added {name} from {}", shown(&url));
                    continue;
                }
                Ok(Page::Refused(why)) => why,
                Ok(Page::Failed(fault)) => {
                    failed += 1;
                    failures.add(config.every, None);
                    let why = fault.why.clone();
                    if fault.is_busy || failed == MOST_FAILURES {
                        ended = Err(fault);
                    }
                    if failures.count() < MOST_FAILURES {
                        left.push((url, failures));
                        continue;
                    }
                    why
                }
                Err(fault) => {
                    left.push((url, failures));
                    ended = Err(fault);
                    continue;
                }
            };
            refused.entry(why).or_insert_with(|| (0, shown(&url))).0 += 1;
            self.refused.insert(url);
        }
        left.reverse();
        self.waiting = left;
        for (why, (count, first)) in refused {
            let more = match count - 1 {
                0 => String::new(),
                more => format!(" (and {more} more)"),
            };
            tracing::warn!("{first}{more} is not added from the feed {}: {why}", shown(&self.url));
        }
        ended
    }
}

/// Adds a page as `verbatim add` does.
async fn add_page(
    url: &str,
    config: &FeedsConfig,
    place: &Place,
    same: &(dyn Fn(&Document) -> Option<String> + Sync),
) -> Result<Page, Fault> {
    let Place { dir, limits, .. } = place;
    let fetched = match fetch(url, rules(config, place, false)).await {
        Ok(fetched) => fetched,
        Err(error) if is_passing(&error) => return Ok(Page::Failed(fault(&error))),
        Err(error) => return Ok(Page::Refused(why(&error))),
    };
    let end = without_fragment(&fetched.url).to_owned();
    // Another feed may have named it meanwhile, or this one under another address.
    let known = known_addresses(dir).map_err(Fault::new)?;
    if known.contains(url) || known.contains(&end) {
        return Ok(Page::Refused("it leads to a page that is there".to_owned()));
    }
    let mut given = match Given::page(fetched) {
        Ok(given) => given,
        Err(error) => return Ok(Page::Refused(error.to_string())),
    };
    given.link = (end != url).then(|| url.to_owned());
    let folder = Folder::empty(dir, *limits).map_err(Fault::new)?;
    let name = free_name(folder.root(), &given, None).map_err(Fault::new)?;
    let new = Corpus::of(folder.read_given(
        &name,
        given.bytes.clone(),
        given.url.as_deref(),
        given.charset.as_deref(),
    ));
    if new.documents().is_empty() {
        let reason = new.skipped().first().map(|skipped| skipped.reason.to_string());
        return Ok(Page::Refused(reason.unwrap_or_else(|| "it has nothing to serve".to_owned())));
    }
    if let Some(old) = new.documents().iter().find_map(|one| place.added(one).or_else(|| same(one)))
    {
        return Ok(Page::Refused(format!("the same text is there as {old}")));
    }
    store(folder.root(), &name, &given).map_err(Fault::new)?;
    place.add(new.documents());
    Ok(Page::Added(name))
}

fn rules(config: &FeedsConfig, place: &Place, is_robots_ignored: bool) -> Rules {
    Rules {
        most_bytes: place.limits.max_file_bytes,
        time: config.timeout,
        is_private_allowed: config.is_private_allowed,
        is_robots_ignored,
    }
}

/// Whether it may work later.
fn is_passing(error: &FetchError) -> bool {
    match error {
        FetchError::Status { code, .. } => matches!(code, 408 | 425 | 429 | 500..),
        FetchError::TooSlow(_) | FetchError::Unreachable { .. } => true,
        _ => false,
    }
}

fn fault(error: &FetchError) -> Fault {
    let (retry_after, is_busy) = match error {
        FetchError::Status { code, retry_after, .. } => (*retry_after, matches!(code, 429 | 503)),
        _ => (None, false),
    };
    Fault { why: why(error), retry_after, is_busy }
}

/// What is wrong, with what an operator of feeds can do about it.
fn why(error: &FetchError) -> String {
    match error {
        FetchError::Private(host) => {
            format!(
                "{host} is an address of a private network: allow it with `corpus.feed_private`"
            )
        }
        FetchError::Robots(host) => format!(
            "{host} asks programs not to fetch it (robots.txt): add it with `verbatim add --ignore-robots`"
        ),
        FetchError::TooSlow(time) => {
            format!("it is not there after {time:?}, `corpus.feed_timeout_seconds`")
        }
        other => other.to_string(),
    }
}
