//! The one place where documents become quotations and speakers.

use crate::model::document::DocumentNumber;
use std::collections::HashMap;

use crate::attribute;
use crate::model::quotation::Quotation;
use crate::quotations::speakers::{SpeakerId, Speakers};

/// A quotation, the number of its document, and who speaks.
pub(super) struct Report {
    pub(super) document: DocumentNumber,
    pub(super) quotation: Quotation,
    pub(super) speaker: Option<SpeakerId>,
}

/// The quotations of all documents, which are given by document, in order, with their speakers.
pub(super) fn read(quotations: impl Iterator<Item = Vec<Quotation>>) -> (Vec<Report>, Speakers) {
    let numbered = quotations.enumerate();
    let found: Vec<(DocumentNumber, Quotation)> = numbered
        .flat_map(|(number, found)| {
            found.into_iter().map(move |one| (DocumentNumber::new(number), one))
        })
        .collect();
    let registry = attribute::Speakers::gather(
        found.iter().map(|(document, quotation)| (*document, quotation)),
    );
    // A voice is known by its place.
    let places: HashMap<*const attribute::Voice, SpeakerId> =
        (0..).zip(registry.voices()).map(|(id, voice)| (std::ptr::from_ref(voice), id)).collect();
    let speaker = |document: DocumentNumber, quotation: &Quotation| {
        registry
            .of(document, quotation)
            .and_then(|voice| places.get(&std::ptr::from_ref(voice)).copied())
    };
    let reports = found
        .into_iter()
        .map(|(document, quotation)| Report {
            document,
            speaker: speaker(document, &quotation),
            quotation,
        })
        .collect();
    (reports, Speakers::of(&registry))
}
