//! The one place where documents become quotations and speakers.

use std::collections::HashMap;

use crate::attribute;
use crate::document::Document;
use crate::quotation::Quotation;
use crate::quotations::speakers::{SpeakerId, Speakers};

/// A quotation, the number of its document, and who speaks.
pub(super) struct Report {
    pub(super) document: usize,
    pub(super) quotation: Quotation,
    pub(super) speaker: Option<SpeakerId>,
}

/// The quotations of the served blocks of all documents, in order.
pub(super) fn read(documents: &[Document]) -> (Vec<Report>, Speakers) {
    let mut found: Vec<(usize, Quotation)> = Vec::new();
    for (number, document) in documents.iter().enumerate() {
        let quotations = attribute::attribute_document(document);
        found.extend(
            quotations.into_iter().filter(|one| is_served(document, one)).map(|one| (number, one)),
        );
    }
    let registry = attribute::Speakers::gather(
        found.iter().map(|(document, quotation)| (*document, quotation)),
    );
    // A voice is known by its place.
    let places: HashMap<*const attribute::Voice, SpeakerId> =
        (0..).zip(registry.voices()).map(|(id, voice)| (std::ptr::from_ref(voice), id)).collect();
    let speaker = |document: usize, quotation: &Quotation| {
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

fn is_served(document: &Document, quotation: &Quotation) -> bool {
    let start = quotation.span().start();
    let after = document.blocks().partition_point(|block| block.span.start() <= start);
    after.checked_sub(1).is_some_and(|at| document.blocks()[at].kind.is_served())
}
