//! What the classes, ids and roles of elements say about what is in them.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::super::attributes::value;
use super::super::furniture;

/// What the names of an element say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Kinds {
    /// Other stories, newsletters, offers, who the author is.
    pub(super) noise: bool,
    /// Comments of readers.
    pub(super) comments: bool,
    /// Shown to no reader who sees.
    pub(super) unseen: bool,
    /// The words under a picture.
    pub(super) caption: bool,
    /// A post of another platform.
    pub(super) post: bool,
    /// The body of the article.
    pub(super) body: bool,
    /// Something that is likely to be the article.
    pub(super) likely: bool,
    /// A break between paragraphs.
    pub(super) breaks: bool,
    /// A quotation of the article set apart.
    pub(super) pull_quote: bool,
    /// The summary below the headline.
    pub(super) standfirst: bool,
    /// Who wrote the article, and when.
    pub(super) byline: bool,
}

static NOISE: LazyLock<HashSet<&str>> = LazyLock::new(|| set(&furniture::names().noise));
static COMMENTS: LazyLock<HashSet<&str>> = LazyLock::new(|| set(&furniture::names().comments));
static UNSEEN: LazyLock<HashSet<&str>> = LazyLock::new(|| set(&furniture::names().unseen));
static CAPTIONS: LazyLock<HashSet<&str>> = LazyLock::new(|| set(&furniture::names().captions));
static POSTS: LazyLock<HashSet<&str>> = LazyLock::new(|| set(&furniture::names().posts));
static BODIES: LazyLock<HashSet<&str>> = LazyLock::new(|| set(&furniture::names().bodies));
static LIKELY: LazyLock<HashSet<&str>> = LazyLock::new(|| set(&furniture::names().likely));
static BYLINES: LazyLock<HashSet<&str>> = LazyLock::new(|| set(&furniture::names().bylines));
static STANDFIRSTS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| set(&furniture::names().standfirsts));
static PULL_QUOTES: LazyLock<HashSet<&str>> =
    LazyLock::new(|| set(&furniture::names().pull_quotes));

fn set(names: &'static [String]) -> HashSet<&'static str> {
    names.iter().map(String::as_str).collect()
}

/// What the class, the id and the like of an element say.
pub(super) fn kinds(attributes: &str) -> Kinds {
    let mut kinds = Kinds::default();
    for key in ["class", "id", "data-testid", "data-component", "itemprop"] {
        let Some(value) = value(attributes, key) else { continue };
        if key == "itemprop" {
            kinds.body |=
                value.split_whitespace().any(|name| matches!(name, "articleBody" | "reviewBody"));
            kinds.caption |= value == "caption";
            continue;
        }
        for name in value.split_whitespace() {
            kinds.see(name);
        }
    }
    kinds
}

impl Kinds {
    fn see(&mut self, name: &str) {
        /// Longer names are made by machines. In bytes.
        const LONGEST: usize = 80;
        /// A name that begins so tells of what may be inside, or of a state.
        const ABOUT: [&str; 12] = [
            "has", "hasnt", "no", "not", "is", "js", "with", "without", "category", "show", "hide",
            "can",
        ];
        if name.len() > LONGEST {
            return;
        }
        let words = words(name);
        if words.is_empty() {
            return;
        }
        let whole = words.concat();
        let about = words.len() > 1 && ABOUT.contains(&words[0].as_str());
        let found = |set: &HashSet<&str>| {
            set.contains(whole.as_str())
                || words.iter().any(|word| set.contains(word.as_str()))
                || words
                    .windows(2)
                    .any(|pair| set.contains(format!("{}-{}", pair[0], pair[1]).as_str()))
        };
        self.unseen |= UNSEEN.contains(name.to_ascii_lowercase().as_str());
        self.breaks |= matches!(whole.as_str(), "br" | "linebreak" | "paragraphbreak");
        if about {
            return;
        }
        self.noise |= found(&NOISE);
        self.comments |= found(&COMMENTS);
        self.caption |= found(&CAPTIONS);
        self.post |= found(&POSTS);
        self.body |= found(&BODIES);
        self.likely |= found(&LIKELY);
        self.standfirst |= found(&STANDFIRSTS);
        self.byline |= found(&BYLINES);
        self.pull_quote |= found(&PULL_QUOTES);
    }
}

/// The words of a name in small letters: `related-stories`, `RelatedStories`, `related_stories`.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before: Option<char> = None;
    for c in name.chars() {
        if !c.is_alphanumeric() {
            before = None;
            continue;
        }
        let hump = c.is_uppercase() && before.is_some_and(char::is_lowercase);
        let small = c.to_ascii_lowercase();
        match words.last_mut() {
            Some(word) if before.is_some() && !hump => word.push(small),
            _ => words.push(small.to_string()),
        }
        before = Some(c);
    }
    words
}
