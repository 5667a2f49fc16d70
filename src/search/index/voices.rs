//! The names under which the corpus knows speakers whom single documents call otherwise.

use super::checksums::Checked;
use super::codec::{Reader, Writer};
use super::reported::SPEAKERS;
use crate::attribute;
use crate::model::document::DocumentNumber;
use crate::model::quotation::{Speaker, SpeakerKind};

/// The names, sorted by what documents call the speakers. Bytes: how many, where each starts, 32 bits each, then the
/// kind of speaker, the document's name and the corpus's.
pub(super) struct Voices {
    bytes: Checked,
}

impl Voices {
    pub(super) fn new(bytes: Checked) -> Self {
        Self { bytes }
    }

    /// The corpus's name of a speaker; `None` if the bytes are damaged.
    pub(super) fn name<'n>(&'n self, speaker: &'n Speaker) -> Option<&'n str> {
        let (mut from, mut to) = (0, self.number(0)?);
        while from < to {
            let middle = usize::midpoint(from, to);
            let (kind, name, renamed) = self.entry(middle)?;
            match (kind, name).cmp(&(speaker.kind, speaker.name.as_str())) {
                std::cmp::Ordering::Less => from = middle + 1,
                std::cmp::Ordering::Greater => to = middle,
                std::cmp::Ordering::Equal => return Some(renamed),
            }
        }
        Some(&speaker.name)
    }

    fn entry(&self, at: usize) -> Option<(SpeakerKind, &str, &str)> {
        // An entry ends where the next one starts.
        let end = if at + 1 < self.number(0)? { self.number(at + 2)? } else { self.bytes.len() };
        let mut from = Reader::new(self.bytes.get(self.number(at + 1)?..end)?);
        Some((from.one_of(&SPEAKERS)?, from.text()?, from.text()?))
    }

    fn number(&self, at: usize) -> Option<usize> {
        Reader::new(self.bytes.get(at * 4..at * 4 + 4)?).number()
    }
}

/// The names of the speakers of all quotations, each with the number of its document, as bytes.
pub(super) fn write(speakers: &[(DocumentNumber, Speaker)]) -> Vec<u8> {
    let registry =
        attribute::Speakers::gather_speakers(speakers.iter().map(|(at, one)| (*at, one)));
    let mut renamed: Vec<(&Speaker, &str)> = speakers
        .iter()
        .filter_map(|(at, one)| Some((one, registry.of_speaker(*at, one)?.name.as_str())))
        .filter(|(one, name)| one.name != *name)
        .collect();
    renamed.sort_by_key(|(one, _)| (one.kind, one.name.as_str()));
    renamed.dedup();
    let (mut out, mut entries) = (Writer::default(), Writer::default());
    out.number(renamed.len());
    for (speaker, name) in &renamed {
        out.number(4 + 4 * renamed.len() + entries.bytes.len());
        entries.one_of(&SPEAKERS, &speaker.kind);
        entries.text(&speaker.name);
        entries.text(name);
    }
    out.bytes.extend_from_slice(&entries.bytes);
    out.bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_speaker_has_one_name_in_the_corpus() {
        let speaker = |name: &str, kind| Speaker { name: name.to_owned(), kind };
        let person = |name| speaker(name, SpeakerKind::Person);
        let said = [
            (0, person("Ann Lee")),
            (1, person("Lee")),
            (1, speaker("an aide", SpeakerKind::Unnamed)),
            (2, person("Lee")),
            (2, person("Bo Marsh")),
            (3, person("Marsh")),
        ]
        .map(|(document, speaker)| (DocumentNumber::new(document), speaker));
        let voices = Voices::new(Checked::in_memory(write(&said)));
        assert_eq!(voices.name(&person("Lee")), Some("Ann Lee"));
        assert_eq!(voices.name(&person("Marsh")), Some("Bo Marsh"));
        for (_, known) in [&said[0], &said[2], &said[4]] {
            assert_eq!(voices.name(known), Some(known.name.as_str()));
        }
        let empty = Voices::new(Checked::in_memory(write(&[])));
        assert_eq!(empty.name(&person("Lee")), Some("Lee"));
        assert_eq!(Voices::new(Checked::in_memory(vec![7])).name(&person("Lee")), None);
    }
}
