//! What the reading room asks for: articles, speakers, quotations, the map, and the check of words.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path as Named, Query, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sha2::{Digest, Sha256};

use crate::engine::Engine;
use crate::engine::live::Live;
use crate::model::document::{Document, DocumentNumber};
use crate::model::inquiry::Inquiry;
use crate::model::place::Place;
use crate::quotations::Wanted;
use crate::render::quotation_map::{self, By, heading};
use crate::render::reading;
use crate::search::index::IndexError;

/// Articles in one answer.
const ARTICLES: usize = 100;
/// Speakers in one answer.
const SPEAKERS: usize = 100;
/// Quotations in one answer.
const QUOTATIONS: usize = 50;
/// Places that are looked up at one time: as many as a mark of the map has.
const PLACES: usize = 64;

type Shared = Arc<Live>;
type Asked = Query<HashMap<String, String>>;
/// JSON, or nothing where nothing is there.
type Found = Result<Option<String>, IndexError>;

/// The paths of the reading room.
pub(super) fn routes(live: &Shared) -> Router {
    Router::new()
        .route("/reading/articles", get(articles))
        .route("/reading/article", get(article))
        .route("/reading/speakers", get(speakers))
        .route("/reading/quotes", get(quotes))
        .route("/reading/map", get(map))
        .route("/reading/check", get(check))
        .route("/reading/places/{places}", get(places))
        .with_state(Arc::clone(live))
}

/// What was given for a key, unless it is empty.
fn given<'a>(asked: &'a Asked, key: &str) -> Option<&'a str> {
    asked.get(key).map(|value| value.trim()).filter(|value| !value.is_empty())
}

fn number(asked: &Asked, key: &str) -> usize {
    given(asked, key).and_then(|value| value.parse().ok()).unwrap_or_default()
}

/// The answer of some work, done where it holds up nobody.
async fn answered<T: Send + 'static>(
    live: Shared,
    work: impl FnOnce(&Engine, &Path) -> Result<Option<T>, IndexError> + Send + 'static,
) -> Result<T, StatusCode> {
    let work = move || {
        let engine = live.engine();
        work(&engine, live.folder())
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(found)) => found.ok_or(StatusCode::NOT_FOUND),
        Ok(Err(error)) => {
            tracing::error!(%error, "the reading room could not be answered");
            Err(StatusCode::INTERNAL_SERVER_ERROR)
        }
        Err(error) => {
            tracing::error!(%error, "a request of the reading room broke");
            Err(StatusCode::INTERNAL_SERVER_ERROR)
        }
    }
}

async fn json(
    live: Shared,
    work: impl FnOnce(&Engine, &Path) -> Found + Send + 'static,
) -> Response {
    match answered(live, work).await {
        Ok(body) => ([(CONTENT_TYPE, "application/json")], body).into_response(),
        Err(status) => status.into_response(),
    }
}

async fn articles(State(live): State<Shared>, asked: Asked) -> Response {
    json(live, move |engine, _| {
        let (total, from) = (engine.len(), number(&asked, "from").min(engine.len()));
        let found = match given(&asked, "find") {
            Some(typed) => {
                let named = engine.named(typed, ARTICLES)?;
                let numbers = named.iter().map(|named| engine.number_of_name(&named.name));
                numbers.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect()
            }
            None => (from..total.min(from + ARTICLES)).map(DocumentNumber::new).collect::<Vec<_>>(),
        };
        let read: Result<Vec<_>, _> =
            found.into_iter().map(|number| engine.document(number)).collect();
        let read = read?;
        Ok(Some(reading::articles(read.iter().map(|document| &**document), from, total)))
    })
    .await
}

async fn article(State(live): State<Shared>, asked: Asked) -> Response {
    json(live, move |engine, folder| {
        let name = asked.get("document").map(String::as_str).unwrap_or_default();
        let Some(number) = engine.number_of_name(name)? else { return Ok(None) };
        let passage = reading::read_passage(given(&asked, "passage").unwrap_or_default());
        let read = engine.read_with_quotations(number, |document, quotations| {
            reading::article(document, quotations, raw(folder, document).as_deref(), &passage)
        })?;
        Ok(Some(read))
    })
    .await
}

/// The bytes of a document's file, if it is still the one that was read. A part of a packed file is none.
fn raw(folder: &Path, document: &Document) -> Option<Vec<u8>> {
    let bytes = std::fs::read(folder.join(document.name())).ok()?;
    (Sha256::digest(&bytes).as_slice() == document.digest()).then_some(bytes)
}

async fn speakers(State(live): State<Shared>, asked: Asked) -> Response {
    json(live, move |engine, _| {
        let typed = given(&asked, "find").unwrap_or_default();
        Ok(Some(reading::speakers(engine.all_quotations()?, typed, SPEAKERS)))
    })
    .await
}

async fn quotes(State(live): State<Shared>, asked: Asked) -> Response {
    json(live, move |engine, _| {
        let page = engine.quotes(&Wanted {
            speaker: given(&asked, "speaker"),
            topic: given(&asked, "topic"),
            page: number(&asked, "page"),
            per_page: QUOTATIONS,
        })?;
        Ok(Some(reading::quotes(&page)))
    })
    .await
}

async fn map(State(live): State<Shared>, asked: Asked) -> Response {
    json(live, move |engine, _| {
        let (speaker, topic) = (given(&asked, "speaker"), given(&asked, "topic"));
        let page = engine.quotes(&Wanted { speaker, topic, ..Wanted::default() })?;
        let [speaker, topic] = [speaker, topic].map(|text| text.map(str::to_owned));
        let heading = heading(&Inquiry::Quotes { speaker, topic });
        let by = if given(&asked, "by") == Some("publisher") { By::Publisher } else { By::Date };
        let width = given(&asked, "width").and_then(|width| width.parse().ok());
        let width = width.unwrap_or(quotation_map::WIDTH);
        Ok(Some(quotation_map::json(&page.quotations, &heading, by, width)))
    })
    .await
}

async fn check(State(live): State<Shared>, asked: Asked) -> Response {
    json(live, move |engine, _| {
        let words = given(&asked, "words").unwrap_or_default();
        Ok(Some(reading::check(&engine.whosaid(words, given(&asked, "speaker"))?)))
    })
    .await
}

async fn places(State(live): State<Shared>, Named(places): Named<String>) -> Response {
    json(live, move |engine, _| {
        let sentence = |place: &str| match place.parse::<Place>() {
            Ok(place) => engine.sentence_at(place),
            Err(_) => Ok(None),
        };
        let found: Result<Vec<_>, IndexError> =
            places.split(',').take(PLACES).map(sentence).collect();
        Ok(Some(reading::places(&found?)))
    })
    .await
}
