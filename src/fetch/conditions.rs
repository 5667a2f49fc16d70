//! What a server says about when to ask again: how to ask only for what has changed (RFC 9110, section 13), and how long to
//! wait.

use std::time::{Duration, SystemTime};

use reqwest::RequestBuilder;
use reqwest::header::{
    ETAG, HeaderMap, HeaderName, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED,
};

/// By what a server knows what was fetched from it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Conditions {
    tag: Option<HeaderValue>,
    modified: Option<HeaderValue>,
}

/// Longer ones are not sent back, in bytes.
const LONGEST: usize = 1024;

impl Conditions {
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let value = |name: HeaderName| {
            headers.get(name).filter(|value| !value.is_empty() && value.len() <= LONGEST).cloned()
        };
        Self { tag: value(ETAG), modified: value(LAST_MODIFIED) }
    }

    pub(super) fn are_any(&self) -> bool {
        self.tag.is_some() || self.modified.is_some()
    }

    /// A request for what has changed.
    pub(super) fn ask(&self, mut request: RequestBuilder) -> RequestBuilder {
        for (name, value) in [(IF_NONE_MATCH, &self.tag), (IF_MODIFIED_SINCE, &self.modified)] {
            if let Some(value) = value {
                request = request.header(name, value.clone());
            }
        }
        request
    }
}

/// How long `Retry-After` asks to wait: seconds, or until a date.
pub(super) fn wait(value: &HeaderValue) -> Option<Duration> {
    let written = value.to_str().ok()?.trim();
    if let Ok(seconds) = written.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(written).ok()?;
    Some(date.duration_since(SystemTime::now()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits() {
        let wait = |written: &'static str| wait(&HeaderValue::from_static(written));
        assert_eq!(wait("120"), Some(Duration::from_secs(120)));
        assert_eq!(wait("Wed, 21 Oct 2015 07:28:00 GMT"), Some(Duration::ZERO));
        let far = wait("Fri, 31 Dec 9999 23:59:59 GMT");
        assert!(far > Some(Duration::from_secs(1_000_000)), "{far:?}");
        for written in ["", "soon", "-1", "1.5", "99999999999999999999999"] {
            assert_eq!(wait(written), None, "{written}");
        }
    }
}
