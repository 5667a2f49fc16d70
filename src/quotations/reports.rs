//! The one place where documents become quotations and speakers.

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
        let quotations = attribute::attribute(document.text());
        found.extend(quotations.into_iter().filter(|one| is_served(document, one)).map(|one| (number, one)));
    }
    let mentions = found.iter().filter_map(|(document, quotation)| Some((*document, quotation.speaker()?)));
    let (speakers, ids) = Speakers::gather(mentions);
    let mut ids = ids.into_iter();
    let reports = found
        .into_iter()
        .map(|(document, quotation)| {
            let speaker = quotation.speaker().and_then(|_| ids.next());
            Report { document, quotation, speaker }
        })
        .collect();
    (reports, speakers)
}

fn is_served(document: &Document, quotation: &Quotation) -> bool {
    let start = quotation.span().start();
    let after = document.blocks().partition_point(|block| block.span.start() <= start);
    after.checked_sub(1).is_some_and(|at| document.blocks()[at].kind.is_served())
}
