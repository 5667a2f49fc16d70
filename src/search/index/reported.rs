//! The quotations of a document as bytes and back. Why they were taken for quotations is not kept.

use super::codec::{Reader, Writer};
use crate::model::change::Change;
use crate::model::quotation::{Draft, Evidence, Form, Quotation, Speaker, SpeakerKind, Standing};
use crate::model::span::TextSpan;

const FORMS: [Form; 3] = [Form::Direct, Form::Mixed, Form::Indirect];

pub(super) const SPEAKERS: [SpeakerKind; 4] =
    [SpeakerKind::Person, SpeakerKind::Body, SpeakerKind::Unnamed, SpeakerKind::Text];

const STANDINGS: [Option<Standing>; 3] = [None, Some(Standing::Draft), Some(Standing::Final)];

const DENIED: [Option<Change>; 6] = [
    None,
    Some(Change::Negation),
    Some(Change::Doubt),
    Some(Change::Condition),
    Some(Change::Attribution),
    Some(Change::Question),
];

/// Stands for no span: a span of a quotation is never empty.
const NO_SPAN: (usize, usize) = (0, 0);

pub(super) fn write(out: &mut Writer, quotations: &[Quotation]) {
    out.number(quotations.len());
    for quotation in quotations {
        out.one_of(&FORMS, &quotation.form());
        out.one_of(&STANDINGS, &quotation.standing());
        out.one_of(&DENIED, &quotation.denied());
        for spans in [quotation.parts(), quotation.fragments()] {
            out.number(spans.len());
            spans.iter().for_each(|span| out.span(*span));
        }
        for span in [quotation.cue(), quotation.source(), quotation.venue()] {
            out.span(span.unwrap_or_else(|| TextSpan::new(NO_SPAN.0, NO_SPAN.1)));
        }
        let speaker = quotation.speaker();
        out.optional(speaker.map(|speaker| speaker.name.as_str()));
        if let Some(speaker) = speaker {
            out.one_of(&SPEAKERS, &speaker.kind);
        }
    }
}

/// The quotations of this text; `None` if the bytes are none.
pub(super) fn read(from: &mut Reader<'_>, text: &str) -> Option<Vec<Quotation>> {
    from.list(40, |from| {
        let form = from.one_of(&FORMS)?;
        let standing = from.one_of(&STANDINGS)?;
        let denied = from.one_of(&DENIED)?;
        let parts = from.list(8, Reader::span)?;
        let fragments = from.list(8, Reader::span)?;
        let mut some = || from.span().map(|span| (!span.is_empty()).then_some(span));
        let (cue, source, venue) = (some()?, some()?, some()?);
        let name = from.optional()?;
        let speaker =
            name.map(|name| Some(Speaker { name: name.to_owned(), kind: from.one_of(&SPEAKERS)? }));
        let speaker = match speaker {
            Some(speaker) => Some(speaker?),
            None => None,
        };
        let evidence = Evidence::default();
        let draft = Draft {
            form,
            parts,
            fragments,
            cue,
            source,
            speaker,
            venue,
            standing,
            denied,
            evidence,
        };
        Quotation::new(text, draft)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribute::attribute;

    #[test]
    fn a_denial_is_kept() {
        let text = "Rowe said the mill would be sold. She denied that it would be torn down. \
                    “We may go,” she might say.";
        let quotations: Vec<_> =
            attribute(text).into_iter().map(Quotation::without_evidence).collect();
        let denied: Vec<_> = quotations.iter().map(Quotation::denied).collect();
        assert_eq!(denied, [None, Some(Change::Negation), Some(Change::Doubt)]);
        let mut out = Writer::default();
        write(&mut out, &quotations);
        assert_eq!(read(&mut Reader::new(&out.bytes), text), Some(quotations));
    }
}
