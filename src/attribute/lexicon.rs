//! The word lists of `config/attribution/`, parsed once into one table: word -> classes and cue frames.

pub(crate) use crate::attribute::classes::{Class, Entry, Frames, Polarity, VerbForm, gender_of};
use crate::attribute::word_lists::TABLE;

/// The entry of a word in lower case with straight apostrophes; empty for an unknown word.
pub(crate) fn look_up(word: &str) -> Entry {
    TABLE.get(word).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derived_forms() {
        for (word, form) in [
            ("said", VerbForm::PAST),
            ("replied", VerbForm::PAST),
            ("arguing", VerbForm::GERUND),
            ("announces", VerbForm::THIRD),
            ("confessed", VerbForm::PARTICIPLE),
            ("agreeing", VerbForm::GERUND),
        ] {
            assert!(look_up(word).form.has(form), "{word} should be {form:?}");
        }
    }

    #[test]
    fn classes() {
        for (word, class) in [
            ("spokesmen", Class::PLURAL),
            ("she", Class::FEMALE),
            ("companies", Class::GROUP),
            ("volodymyr", Class::GIVEN),
            ("claim", Class::CUE_NOUN),
        ] {
            assert!(look_up(word).class.has(class), "{word} should be in {class:?}");
        }
        assert!(look_up("zyzzyva").class.is_empty());
    }
}
