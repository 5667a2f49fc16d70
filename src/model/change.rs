//! What a change of words does to what they say.

/// What a difference of wording does to the meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Change {
    /// A negation was put in or left out, or a word turned into its opposite.
    Negation,
    /// A number differs.
    Number,
    /// A name differs.
    Name,
    /// The same words stand in another order.
    Order,
    /// A condition on which the words hang was left out.
    Condition,
    /// A doubt that the words are under was left out.
    Doubt,
    /// That the words are somebody else's was left out.
    Attribution,
    /// That the words are asked was left out.
    Question,
}

impl Change {
    /// The change as one lower-case word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Negation => "negation",
            Self::Number => "number",
            Self::Name => "name",
            Self::Order => "order",
            Self::Condition => "condition",
            Self::Doubt => "doubt",
            Self::Attribution => "attribution",
            Self::Question => "question",
        }
    }
}
