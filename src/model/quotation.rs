//! A quotation: what a text reports somebody as saying, where it stands, and who said it.

use crate::model::change::Change;
use crate::model::span::TextSpan;

/// How the words are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// Everything stands inside quote marks.
    Direct,
    /// A clause of the reporter's with words in quote marks.
    Mixed,
    /// A clause without quote marks.
    Indirect,
}

impl Form {
    /// The form as one lower-case word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Indirect => "indirect",
        }
    }
}

/// What kind of thing speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SpeakerKind {
    /// A person whom the text names.
    Person,
    /// A company, an office, a state: a body with a name.
    Body,
    /// Somebody whom the text does not name: "a senior official".
    Unnamed,
    /// A report, a letter, a poll.
    Text,
}

/// Whom or what a source stands for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Speaker {
    /// The fullest name in the text, or the noun phrase of an unnamed source.
    pub name: String,
    /// What kind of thing speaks.
    pub kind: SpeakerKind,
}

/// Whether the words stand in a draft or in what was released.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Standing {
    /// A draft of a text.
    Draft,
    /// The text as it was released.
    Final,
}

impl Standing {
    /// The standing as one lower-case word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Final => "final",
        }
    }
}

/// Why a quotation was taken for one, and how its speaker was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evidence {
    /// The rule that found the content.
    pub rule: &'static str,
    /// The rule that found the cue; empty without a cue.
    pub cue: &'static str,
    /// The rule that found the speaker.
    pub resolution: &'static str,
    /// The speakers that were weighed, best first.
    pub candidates: Vec<String>,
}

/// The pieces that a [`Quotation`] is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// How the words are reported.
    pub form: Form,
    /// The pieces of the content, quote marks included, in the order of the text.
    pub parts: Vec<TextSpan>,
    /// The stretches inside quote marks, without the marks.
    pub fragments: Vec<TextSpan>,
    /// The word that reports.
    pub cue: Option<TextSpan>,
    /// The words that name who is quoted.
    pub source: Option<TextSpan>,
    /// Whom the source stands for; `None` where the text does not tell.
    pub speaker: Option<Speaker>,
    /// Where it was said, as the text puts it.
    pub venue: Option<TextSpan>,
    /// Draft or final text, where the text says so.
    pub standing: Option<Standing>,
    /// What takes it back, where the source says that it is not so, or the text does not tell that it was said.
    pub denied: Option<Change>,
    /// What decided.
    pub evidence: Evidence,
}

/// What a text reports somebody as saying. Its spans were checked against the text once and cannot change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    draft: Draft,
}

impl Quotation {
    /// Checks a draft against its text.
    ///
    /// `None` unless every span lies on character boundaries of the text, the parts are ordered, apart and not
    /// empty, and each fragment lies inside of a part.
    #[must_use]
    pub fn new(text: &str, draft: Draft) -> Option<Self> {
        let stands = |span: &TextSpan| !span.is_empty() && text.get(span.range()).is_some();
        let ordered = draft.parts.windows(2).all(|pair| pair[0].end() <= pair[1].start());
        // The parts are in order, so only the first that does not end before the fragment can hold it.
        let inside = |span: &TextSpan| {
            let at = draft.parts.partition_point(|part| part.end() < span.end());
            draft.parts.get(at).is_some_and(|part| part.contains(span))
        };
        let sound = !draft.parts.is_empty()
            && ordered
            && draft.parts.iter().all(stands)
            && draft.fragments.iter().all(|fragment| stands(fragment) && inside(fragment))
            && [draft.cue, draft.source, draft.venue].iter().flatten().all(stands);
        sound.then_some(Self { draft })
    }

    /// How the words are reported.
    #[must_use]
    pub fn form(&self) -> Form {
        self.draft.form
    }

    /// The pieces of the content, in order; one unless the text interrupts it.
    #[must_use]
    pub fn parts(&self) -> &[TextSpan] {
        &self.draft.parts
    }

    /// From the first word of the content to the last, interruptions included.
    #[must_use]
    pub fn span(&self) -> TextSpan {
        let parts = &self.draft.parts;
        parts.iter().skip(1).fold(parts[0], |hull, part| hull.hull(part))
    }

    /// The stretches inside quote marks, without the marks.
    #[must_use]
    pub fn fragments(&self) -> &[TextSpan] {
        &self.draft.fragments
    }

    /// The word that reports.
    #[must_use]
    pub fn cue(&self) -> Option<TextSpan> {
        self.draft.cue
    }

    /// The words that name who is quoted, as they stand.
    #[must_use]
    pub fn source(&self) -> Option<TextSpan> {
        self.draft.source
    }

    /// Whom the source stands for; `None` where the text does not tell.
    #[must_use]
    pub fn speaker(&self) -> Option<&Speaker> {
        self.draft.speaker.as_ref()
    }

    /// Where it was said, as the text puts it.
    #[must_use]
    pub fn venue(&self) -> Option<TextSpan> {
        self.draft.venue
    }

    /// Draft or final text, where the text says so.
    #[must_use]
    pub fn standing(&self) -> Option<Standing> {
        self.draft.standing
    }

    /// Whether the content is what the source says is not so ("denied that …"), or what the text does not tell was said
    /// ("never said …", "might say …", "if Pike says …").
    #[must_use]
    pub fn is_denied(&self) -> bool {
        self.draft.denied.is_some()
    }

    /// What takes the content back, if it is denied.
    #[must_use]
    pub fn denied(&self) -> Option<Change> {
        self.draft.denied
    }

    /// The same without what decided.
    #[must_use]
    pub fn without_evidence(mut self) -> Self {
        self.draft.evidence = Evidence::default();
        self
    }

    /// What decided that this is a quotation and who speaks.
    #[must_use]
    pub fn evidence(&self) -> &Evidence {
        &self.draft.evidence
    }
}
