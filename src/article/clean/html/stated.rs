//! What a page states about its article, and where each value was read.

use super::super::attributes::value;
use super::json_ld;
use super::keep::squeeze;
use super::marks::{self, Marks};
use super::paragraphs::Paragraph;
use super::titles;
use super::tree::{Node, Tree};
use crate::english::value_words::VALUE_WORDS;
use crate::model::document::Metadata;
use crate::model::origins::{Origins, Source};

/// The values of a page that stand in its head.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// Keys in small letters with `:` between their parts, and what they say.
    metas: Vec<(String, String)>,
    /// The text of `<title>`.
    title: Option<String>,
    canonical: Option<String>,
    saved_from: Option<String>,
    pub(super) data: json_ld::Article,
}

impl Head {
    pub(super) fn read(tree: &Tree<'_>) -> Self {
        let mut head = Self {
            data: json_ld::read(tree),
            saved_from: saved_from(tree.page),
            ..Self::default()
        };
        for node in &tree.nodes {
            match node.name {
                "meta" => head.see_meta(node),
                "title" if head.title.is_none() => {
                    let inside = tree.page.get(node.inner..node.end).unwrap_or_default();
                    let inside = inside.split("</").next().unwrap_or_default();
                    head.title = Some(even(inside)).filter(|title| !title.is_empty());
                }
                "link"
                    if value(node.attributes, "rel")
                        .is_some_and(|rel| rel.trim().eq_ignore_ascii_case("canonical")) =>
                {
                    let url = value(node.attributes, "href").map(even).filter(|url| is_url(url));
                    head.canonical = head.canonical.take().or(url);
                }
                _ => {}
            }
        }
        head
    }

    fn see_meta(&mut self, node: &Node<'_>) {
        let Some(content) =
            value(node.attributes, "content").map(even).filter(|content| !content.is_empty())
        else {
            return;
        };
        for key in ["property", "name", "itemprop"] {
            for key in value(node.attributes, key).unwrap_or_default().split_whitespace() {
                let key = key.to_lowercase().replace('.', ":");
                self.metas.push((key, content.clone()));
            }
        }
    }

    fn meta(&self, keys: &'static [&'static str]) -> Option<(String, Source)> {
        keys.iter().find_map(|key| {
            let content = self
                .metas
                .iter()
                .rev()
                .find(|(other, _)| other == key)
                .map(|(_, content)| content.clone())?;
            Some((content, Source::Meta(key)))
        })
    }

    /// All that may be the title, the best first.
    pub(super) fn titles(&self) -> Vec<String> {
        let metas =
            TITLES.iter().filter_map(|key| self.metas.iter().find(|(other, _)| other == key));
        self.data
            .headline
            .iter()
            .chain(&self.data.name)
            .cloned()
            .chain(metas.map(|(_, content)| content.clone()))
            .chain(self.title.clone())
            .flat_map(|title| {
                let parts = titles::parts(&title);
                std::iter::once(title).chain(parts)
            })
            .collect()
    }
}

const TITLES: &[&str] = &[
    "dc:title",
    "dcterm:title",
    "dcterms:title",
    "og:title",
    "weibo:article:title",
    "weibo:webpage:title",
    "title",
    "twitter:title",
    "parsely-title",
    "headline",
];

const AUTHORS: &[&str] = &[
    "dc:creator",
    "dcterm:creator",
    "dcterms:creator",
    "author",
    "parsely-author",
    "article:author",
    "og:article:author",
    "sailthru:author",
    "byl",
    "twitter:creator:name",
    "citation_author",
];

const SITES: &[&str] = &[
    "og:site_name",
    "application-name",
    "dc:publisher",
    "dcterms:publisher",
    "cre",
    "citation_journal_title",
];

const DATES: &[&str] = &[
    "article:published_time",
    "parsely-pub-date",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "dc:date:issued",
    "dcterms:issued",
    "dcterms:created",
    "dc:date:created",
    "dcterms:date",
    "dc:date",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "published_time",
    "published-date",
    "publication_date",
    "publication-date",
    "sailthru:date",
    "article:publication_date",
    "article:published",
    "bt:pubdate",
    "cxenseparse:recs:publishtime",
    "originalpublicationdate",
    "displaydate",
    "ptime",
    "rnews:datepublished",
    "citation_publication_date",
    "citation_date",
    "created",
    "article_date_original",
    "date:created",
    "dcterms:available",
];

const URLS: &[&str] = &["og:url", "twitter:url", "parsely-link"];

/// What is stated, with the headline and the paragraphs near it as a last resort.
pub(super) fn metadata(
    tree: &Tree<'_>,
    marks: &Marks,
    head: &Head,
    paragraphs: &[Paragraph],
    headline: Option<usize>,
) -> Metadata {
    let data = |value: &Option<String>| value.clone().map(|value| (value, Source::Data));
    let site = data(&head.data.publisher)
        .or_else(|| head.meta(&SITES[..1]))
        .or_else(|| head.meta(&SITES[1..]));
    let shown = headline.map(|headline| paragraphs[headline].words.as_str());
    let data_title = titles::of_data(&head.data.headline, &head.data.name, head.title.as_deref());
    let title = data_title
        .map(|title| (title, Source::Data))
        .or_else(|| head.meta(TITLES))
        .or_else(|| {
            head.title.as_deref().map(|title| (titles::of_page(title, shown), Source::TitleElement))
        })
        .or_else(|| shown.map(|shown| (shown.to_owned(), Source::Heading)));
    let title = title.map(|(title, from)| {
        (titles::without_site(&title, shown, site.as_ref().map(|(site, _)| site.as_str())), from)
    });
    let near = Near { tree, marks, paragraphs, headline };
    let author = data(&head.data.author)
        .and_then(person)
        .or_else(|| {
            AUTHORS.iter().find_map(|key| {
                let content = head.metas.iter().rev().find(|(other, _)| other == key)?.1.clone();
                person((content, Source::Meta(key)))
            })
        })
        .or_else(|| near.author());
    let date = data(&head.data.date).or_else(|| head.meta(DATES)).or_else(|| near.date());
    let url = head.canonical.clone().map(|url| (url, Source::Canonical));
    let open = head.meta(URLS).filter(|(url, _)| is_url(url));
    let url = match (url, open) {
        // A canonical address without a path is the site's, not the article's.
        (Some((url, _)), Some(open)) if is_site(&url) && !is_site(&open.0) => Some(open),
        (url, open) => url.or(open),
    };
    let url = url
        .or_else(|| head.saved_from.clone().map(|url| (url, Source::SavedFrom)))
        .or_else(|| data(&head.data.url));
    let origins = Origins {
        title: title.as_ref().map(|(_, from)| *from),
        publisher: site.as_ref().map(|(_, from)| *from),
        author: author.as_ref().map(|(_, from)| *from),
        date: date.as_ref().map(|(_, from)| *from),
        url: url.as_ref().map(|(_, from)| *from),
    };
    let stated = |value: Option<(String, Source)>| {
        value.map(|(value, _)| even(&value)).filter(|value| !value.is_empty())
    };
    Metadata {
        title: stated(title),
        publisher: stated(site),
        author: stated(author),
        date: stated(date),
        url: stated(url),
        origins,
        doubt: None,
    }
}

/// The name of who wrote the article; none for an address or a life.
fn person((name, from): (String, Source)) -> Option<(String, Source)> {
    /// Longer texts are no names. In characters.
    const LONGEST: usize = 160;
    let mut name = without_address(&even(&name)).to_owned();
    for by in ["By ", "by ", "BY ", "By: ", "Written by ", "Por ", "por ", "Par ", "par "] {
        if let Some(rest) = name.strip_prefix(by) {
            name = rest.trim().to_owned();
        }
    }
    let lower = name.to_lowercase();
    let address = name.contains("://") || name.starts_with("www.") || name.starts_with('/');
    let life =
        [" is a ", " is an ", " is the ", " covers ", " writes ", " has been ", " reports on "]
            .iter()
            .any(|verb| lower.contains(verb));
    let fits = !address
        && !life
        && name.chars().count() <= LONGEST
        && name.chars().any(char::is_alphabetic);
    fits.then_some((name, from))
}

/// A name without the address behind it, in brackets.
fn without_address(name: &str) -> &str {
    let Some((before, address)) = name.split_once(['(', '<', '[']) else { return name };
    let is_address = address.starts_with("http") || address.contains('@');
    if is_address { before.trim_end() } else { name }
}

/// The names of a byline, without what follows on them, and whether it says "By".
fn byline(words: &str) -> Option<(String, bool)> {
    let bare = ["By ", "by ", "BY ", "By: "].iter().find_map(|by| words.strip_prefix(by));
    let names = bare.unwrap_or(words);
    let end =
        names.find(|c: char| c.is_ascii_digit() || matches!(c, '|' | '•' | '·' | '@' | '—' | '–'));
    let names = names.get(..end.unwrap_or(names.len()))?;
    let names = names.split(" - ").next()?;
    let mut names: Vec<_> = names.split_whitespace().collect();
    let is_date = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
        VALUE_WORDS.is_month(&word)
            || VALUE_WORDS.is_weekday(&word)
            || matches!(
                word.as_str(),
                "published" | "updated" | "posted" | "on" | "in" | "at" | "last"
            )
    };
    while names.last().is_some_and(|word| is_date(word)) {
        names.pop();
    }
    let fits = (if bare.is_some() { 1..=12 } else { 2..=5 }).contains(&names.len());
    let named =
        names.iter().filter(|word| word.starts_with(char::is_uppercase)).count() * 2 > names.len();
    let text = names.join(" ");
    let text = text.trim_end_matches([',', ';', ':', '-']).to_owned();
    (fits && named && !text.ends_with('.')).then_some((text, bare.is_some()))
}

/// What stands near the headline.
struct Near<'a, 'p> {
    tree: &'a Tree<'p>,
    marks: &'a Marks,
    paragraphs: &'a [Paragraph],
    headline: Option<usize>,
}

impl Near<'_, '_> {
    /// The node of the headline; the page's first one where there is none.
    fn start(&self) -> usize {
        self.headline.map_or(0, |headline| self.paragraphs[headline].texts[0])
    }

    /// The text of an element that names the author, in front of the end of the article.
    fn author(&self) -> Option<(String, Source)> {
        let named = self.tree.nodes.iter().enumerate().find_map(|(index, node)| {
            if node.is_text() || self.marks.has(index, marks::UNSEEN) {
                return None;
            }
            let attributes = node.attributes;
            let author = value(attributes, "rel")
                .is_some_and(|rel| rel.split_whitespace().any(|rel| rel == "author"))
                || value(attributes, "itemprop")
                    .is_some_and(|prop| prop.split_whitespace().any(|prop| prop == "author"));
            let name = author
                .then(|| self.words(index))
                .filter(|name| (3..=100).contains(&name.chars().count()))?;
            let name = byline(&name).map_or(name, |(name, _)| name);
            person((name, Source::Byline))
        });
        named.or_else(|| {
            let end = (self.start() + REACH).min(self.tree.nodes.len());
            let near = self.start().saturating_sub(REACH)..end;
            let bylines = self.paragraphs.iter().filter(|paragraph| {
                self.marks.has(paragraph.holder, marks::BYLINE)
                    && !self.marks.has(paragraph.holder, marks::NOISE)
                    && near.contains(&paragraph.texts[0])
            });
            let mut bylines: Vec<_> =
                bylines.filter_map(|paragraph| byline(&paragraph.words)).collect();
            bylines.extend(self.inline_bylines(near.clone()));
            // What says "By" is surer than a name alone.
            bylines.sort_by_key(|(_, by)| !by);
            bylines.into_iter().find_map(|(name, _)| person((name, Source::Byline)))
        })
    }

    /// Bylines in the middle of a line: only what says "By".
    fn inline_bylines(&self, near: std::ops::Range<usize>) -> Vec<(String, bool)> {
        let is_outermost = |index: &usize| {
            let node = &self.tree.nodes[*index];
            !node.is_text()
                && self.marks.has(*index, marks::BYLINE)
                && !self.marks.has(node.parent, marks::BYLINE)
                && !self.marks.has(*index, marks::NOISE)
                && !self.marks.has(*index, marks::UNSEEN)
                && !self.marks.has(*index, marks::BLOCK)
        };
        let bylines = near.filter(is_outermost).filter_map(|index| byline(&self.words(index)));
        bylines.filter(|(_, says_by)| *says_by).collect()
    }

    /// The first machine-readable time behind the headline or shortly in front of it.
    fn date(&self) -> Option<(String, Source)> {
        let start = self.start();
        let dated = |range: std::ops::Range<usize>| {
            range.filter(|index| !self.marks.has(*index, marks::NOISE)).find_map(|index| {
                let node = self.tree.nodes.get(index)?;
                let published = value(node.attributes, "itemprop")
                    .is_some_and(|prop| prop.eq_ignore_ascii_case("datePublished"));
                if node.name != "time" && !published {
                    return None;
                }
                let date = value(node.attributes, "datetime")
                    .or_else(|| value(node.attributes, "content"))?;
                let date = even(date);
                (date.len() >= 10 && date.starts_with(|c: char| c.is_ascii_digit()))
                    .then_some((date, Source::Time))
            })
        };
        let end = self.tree.nodes.len();
        dated(start..(start + REACH).min(end))
            .or_else(|| dated(start.saturating_sub(REACH / 4)..start))
    }

    fn words(&self, node: usize) -> String {
        let range = node..self.tree.nodes[node].next;
        let texts = self.tree.nodes[range.clone()]
            .iter()
            .zip(range)
            .filter(|(node, index)| node.is_text() && !self.marks.has(*index, marks::UNSEEN));
        let words: Vec<_> = texts
            .map(|(node, _)| self.tree.page.get(node.start..node.end).unwrap_or_default())
            .collect();
        even(&words.join(" "))
    }
}

/// No further from the headline is looked, in elements and texts.
const REACH: usize = 400;

/// Where the page was saved from, as browsers and `SingleFile` write it into a comment at the top.
fn saved_from(page: &str) -> Option<String> {
    /// In bytes.
    const WITHIN: usize = 4096;
    let top = page.get(..page.floor_char_boundary(WITHIN))?;
    let rest = match top.find("saved from url=(") {
        Some(at) => top.get(at..)?.split_once(')')?.1,
        None => {
            top.get(top.find("Page saved with SingleFile")?..)?.split_once("url:")?.1.trim_start()
        }
    };
    let url = rest.split(|c: char| c.is_whitespace()).next()?.trim_end_matches("-->");
    is_url(url).then(|| url.to_owned())
}

fn is_url(url: &str) -> bool {
    (url.starts_with("http://") || url.starts_with("https://")) && url.len() > "https://".len()
}

/// Whether an address names a site, no page of it.
fn is_site(url: &str) -> bool {
    let path = url
        .split_once("://")
        .and_then(|(_, rest)| rest.split_once('/'))
        .map_or("", |(_, path)| path);
    squeeze(path).is_empty()
}

/// References resolved, white space made even.
fn even(text: &str) -> String {
    let text = html_escape::decode_html_entities(text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
