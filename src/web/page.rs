//! The page: its files, built into the program.

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::get;

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const PICTURE: &str = "image/svg+xml";

/// Paths with what stands there, and of which type it is.
const FILES: &[(&str, &str, &str)] = &[
    ("/", HTML, include_str!("page/index.html")),
    ("/page.css", CSS, include_str!("page/page.css")),
    ("/room.css", CSS, include_str!("page/room.css")),
    ("/icon.svg", PICTURE, include_str!("page/icon.svg")),
    ("/app.js", SCRIPT, include_str!("page/app.js")),
    ("/bot.js", SCRIPT, include_str!("page/bot.js")),
    ("/channel.js", SCRIPT, include_str!("page/channel.js")),
    ("/citations.js", SCRIPT, include_str!("page/citations.js")),
    ("/composer.js", SCRIPT, include_str!("page/composer.js")),
    ("/dom.js", SCRIPT, include_str!("page/dom.js")),
    ("/list.js", SCRIPT, include_str!("page/list.js")),
    ("/map.js", SCRIPT, include_str!("page/map.js")),
    ("/markdown.js", SCRIPT, include_str!("page/markdown.js")),
    ("/menu.js", SCRIPT, include_str!("page/menu.js")),
    ("/message.js", SCRIPT, include_str!("page/message.js")),
    ("/passage.js", SCRIPT, include_str!("page/passage.js")),
    ("/room.js", SCRIPT, include_str!("page/room.js")),
];

/// The files.
pub(super) fn routes() -> Router {
    FILES.iter().fold(Router::new(), |router, &(path, kind, text)| {
        router.route(path, get(async move || ([(CONTENT_TYPE, kind)], text).into_response()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a page may weigh in all: it is there at once even over a slow line.
    const MOST: usize = 150 * 1024;

    #[test]
    fn the_page_is_small_and_has_nothing_inline() {
        let bytes: usize = FILES.iter().map(|(_, _, text)| text.len()).sum();
        assert!(bytes < MOST, "{bytes} bytes");
        let html = FILES[0].2;
        for wrong in ["<style", "style=", "onclick", "onload", "javascript:", "http://", "https://"]
        {
            assert!(!html.contains(wrong), "{wrong}");
        }
        for &(path, kind, text) in FILES {
            if kind != SCRIPT {
                continue;
            }
            for wrong in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("]
            {
                assert!(!text.contains(wrong), "{path} names {wrong}");
            }
        }
    }
}
