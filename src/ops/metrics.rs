//! What is counted while the bot runs: how many requests, how they ended, how long they took. Never by whom or
//! about what.
//!
//! Every label is one of a few known values, so that the memory for it stays flat. Where no [`Metrics`] were
//! begun, counting does nothing.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use ::metrics::{
    Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram,
};
use metrics_exporter_prometheus::{
    BuildError, Matcher, PrometheusBuilder, PrometheusHandle, PrometheusRecorder,
};

const REQUESTS: &str = "verbatim_requests_total";
const OUTCOMES: &str = "verbatim_outcomes_total";
const FIRST_REPLY: &str = "verbatim_first_reply_seconds";
const DEFERRED: &str = "verbatim_deferred_total";
const IN_FLIGHT: &str = "verbatim_in_flight";
const UNKNOWN: &str = "verbatim_unknown_interactions_total";
const ACKNOWLEDGED: &str = "verbatim_already_acknowledged_total";
const FAILURES: &str = "verbatim_rest_failures_total";
const RETRIES: &str = "verbatim_rest_retries_total";
const SESSIONS: &str = "verbatim_identifies_total";
const SHARDS: &str = "verbatim_shards_connected";
const FORBIDDEN: &str = "verbatim_missing_permissions_total";
const FEEDBACK: &str = "verbatim_feedback_total";
const REFUSED: &str = "verbatim_http_refused_total";
const STORE: &str = "verbatim_store_failures_total";
const PANICS: &str = "verbatim_panics_total";

/// Upper ends of the buckets for waiting times. Discord waits three seconds for a first reply.
const SECONDS: [f64; 14] =
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 10.0, 30.0];
/// How often waiting times are put into their buckets; until then each takes room of its own.
const UPKEEP: Duration = Duration::from_secs(5);

/// All that is counted, from now on.
#[derive(Debug, Clone)]
pub struct Metrics(PrometheusHandle);

impl Metrics {
    /// Begins to count, for the whole process. `kinds` are all that [`received`] will be given, so that each is
    /// there from the start, with a zero.
    ///
    /// # Errors
    /// If counting has begun before.
    pub fn begin(kinds: &[&'static str]) -> Result<Self, BuildError> {
        let recorder = recorder()?;
        let metrics = Self(recorder.handle());
        ::metrics::set_global_recorder(recorder)?;
        introduce(kinds);
        IS_COUNTING.store(true, Ordering::Relaxed);
        Ok(metrics)
    }

    /// All figures in Prometheus' text format.
    #[must_use]
    pub fn text(&self) -> String {
        self.0.render()
    }

    /// Keeps what is counted small. Never returns.
    pub async fn keep_small(&self) {
        loop {
            tokio::time::sleep(UPKEEP).await;
            self.0.run_upkeep();
        }
    }
}

static IS_COUNTING: AtomicBool = AtomicBool::new(false);

/// Whether anything is counted.
#[must_use]
pub fn is_counting() -> bool {
    IS_COUNTING.load(Ordering::Relaxed)
}

fn recorder() -> Result<PrometheusRecorder, BuildError> {
    let first_reply = Matcher::Full(FIRST_REPLY.to_owned());
    let builder = PrometheusBuilder::new().set_buckets_for_metric(first_reply, &SECONDS)?;
    Ok(builder.build_recorder())
}

/// Says what each figure means, and that it is zero: whoever watches for a change must see the first one, too.
fn introduce(kinds: &[&'static str]) {
    describe_counter!(REQUESTS, "Requests received, by kind");
    describe_counter!(OUTCOMES, "What became of requests");
    describe_histogram!(FIRST_REPLY, Unit::Seconds, "Time from a request to the first reply");
    describe_counter!(DEFERRED, "Replies that were put off");
    describe_gauge!(IN_FLIGHT, "Requests that are worked on now");
    describe_counter!(UNKNOWN, "Replies that came too late for Discord (code 10062)");
    describe_counter!(ACKNOWLEDGED, "Replies to what was replied to before (code 40060)");
    describe_counter!(FAILURES, "Calls to Discord that failed, by HTTP status");
    describe_counter!(RETRIES, "Calls to Discord that were repeated");
    describe_counter!(
        SESSIONS,
        "Sessions begun at Discord's gateway (IDENTIFY), of a limited number a day"
    );
    describe_gauge!(SHARDS, "Connections to Discord's gateway that are up");
    describe_counter!(FORBIDDEN, "Replies for which a permission was missing");
    describe_counter!(
        REFUSED,
        "Requests to the endpoint that were not Discord’s, by what was wrong"
    );
    describe_counter!(STORE, "Requests for which limits.store did not answer");
    describe_counter!(PANICS, "Faults of the program itself that were caught");
    describe_counter!(FEEDBACK, "Answers that people found helpful or not");

    for kind in kinds {
        counter!(REQUESTS, "kind" => *kind).absolute(0);
    }
    for outcome in Outcome::ALL {
        counter!(OUTCOMES, "outcome" => outcome.name()).absolute(0);
    }
    for status in STATUSES {
        counter!(FAILURES, "status" => status).absolute(0);
    }
    for wrong in REFUSALS {
        counter!(REFUSED, "wrong" => wrong).absolute(0);
    }
    for helpful in [true, false] {
        counter!(FEEDBACK, "helpful" => yes_or_no(helpful)).absolute(0);
    }
    for name in [DEFERRED, UNKNOWN, ACKNOWLEDGED, RETRIES, SESSIONS, FORBIDDEN, STORE, PANICS] {
        counter!(name).absolute(0);
    }
    for name in [IN_FLIGHT, SHARDS] {
        gauge!(name).set(0.0);
    }
    // Naming it is enough.
    let _ = histogram!(FIRST_REPLY);
}

/// What became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was answered.
    Answered,
    /// There is no answer in the articles.
    Refused,
    /// It was no question yet: choices were shown to somebody who types.
    Suggested,
    /// It was too much at one time.
    Limited,
    /// Something broke.
    Fault,
    /// It was delivered before.
    Duplicate,
    /// It could not be read, or the bot was about to stop.
    Dropped,
}

impl Outcome {
    const ALL: [Self; 7] = [
        Self::Answered,
        Self::Refused,
        Self::Suggested,
        Self::Limited,
        Self::Fault,
        Self::Duplicate,
        Self::Dropped,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Refused => "refused",
            Self::Suggested => "suggested",
            Self::Limited => "limited",
            Self::Fault => "fault",
            Self::Duplicate => "duplicate",
            Self::Dropped => "dropped",
        }
    }
}

/// A request of this kind has come. The kind is one of a few that are known beforehand, never a word of somebody's.
pub fn received(kind: &'static str) {
    counter!(REQUESTS, "kind" => kind).increment(1);
}

/// This has become of a request.
pub fn ended(outcome: Outcome) {
    counter!(OUTCOMES, "outcome" => outcome.name()).increment(1);
}

/// A first reply has arrived after this time.
pub fn replied(after: Duration) {
    histogram!(FIRST_REPLY).record(after.as_secs_f64());
}

/// What may be wrong with a request to the endpoint.
pub const REFUSALS: [&str; 4] = ["signature", "time", "path", "body"];

/// A request to the endpoint was refused; what was wrong is one of [`REFUSALS`].
pub fn http_refused(wrong: &'static str) {
    counter!(REFUSED, "wrong" => wrong).increment(1);
}

/// A reply was put off.
pub fn deferred() {
    counter!(DEFERRED).increment(1);
}

/// Discord no longer waited for a reply.
pub fn unknown_interaction() {
    counter!(UNKNOWN).increment(1);
}

/// Discord had a reply already.
pub fn already_acknowledged() {
    counter!(ACKNOWLEDGED).increment(1);
}

/// A call to Discord failed with this HTTP status, or without one.
pub fn rest_failed(status: Option<u16>) {
    counter!(FAILURES, "status" => status_class(status)).increment(1);
}

/// A call to Discord is repeated.
pub fn rest_repeated() {
    counter!(RETRIES).increment(1);
}

/// A session is begun at Discord's gateway.
pub fn identified() {
    counter!(SESSIONS).increment(1);
}

/// So many connections to Discord's gateway are up.
pub fn shards_connected(number: usize) {
    gauge!(SHARDS).set(u32::try_from(number).unwrap_or(u32::MAX));
}

/// A permission was missing for a reply.
pub fn permission_missing() {
    counter!(FORBIDDEN).increment(1);
}

/// The store that copies share did not answer.
pub fn store_failed() {
    counter!(STORE).increment(1);
}

/// The program itself was at fault, and went on.
pub fn panicked() {
    counter!(PANICS).increment(1);
}

/// Somebody says whether an answer was helpful.
pub fn feedback(helpful: bool) {
    counter!(FEEDBACK, "helpful" => yes_or_no(helpful)).increment(1);
}

/// While there is one, a request counts as worked on.
#[derive(Debug)]
pub struct InFlight(());

impl InFlight {
    /// One request more.
    #[must_use]
    pub fn begin() -> Self {
        gauge!(IN_FLIGHT).increment(1.0);
        Self(())
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        gauge!(IN_FLIGHT).decrement(1.0);
    }
}

const STATUSES: [&str; 5] = ["none", "429", "4xx", "5xx", "other"];

fn status_class(status: Option<u16>) -> &'static str {
    match status {
        None => "none",
        Some(429) => "429",
        Some(400..=499) => "4xx",
        Some(500..=599) => "5xx",
        Some(_) => "other",
    }
}

fn yes_or_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_is_there_from_the_start() {
        let recorder = recorder().unwrap();
        let metrics = Metrics(recorder.handle());
        ::metrics::with_local_recorder(&recorder, || introduce(&["ask"]));
        let first = metrics.text();
        assert!(first.contains("verbatim_feedback_total{helpful=\"yes\"} 0"), "{first}");
        ::metrics::with_local_recorder(&recorder, || {
            for status in (0..1000).map(Some).chain([None]) {
                rest_failed(status);
                replied(Duration::from_millis(status.unwrap_or_default().into()));
            }
            Outcome::ALL.into_iter().for_each(ended);
            received("ask");
            feedback(true);
            feedback(false);
            let still = InFlight::begin();
            drop((InFlight::begin(), InFlight::begin()));
            std::mem::forget(still);
            shards_connected(2);
        });
        let text = metrics.text();
        assert_eq!(text.lines().count(), first.lines().count(), "no label came up later:\n{text}");
        for line in [
            "verbatim_requests_total{kind=\"ask\"} 1",
            "verbatim_outcomes_total{outcome=\"limited\"} 1",
            "verbatim_rest_failures_total{status=\"none\"} 1",
            "verbatim_rest_failures_total{status=\"429\"} 1",
            "verbatim_rest_failures_total{status=\"4xx\"} 99",
            "verbatim_rest_failures_total{status=\"5xx\"} 100",
            "verbatim_feedback_total{helpful=\"no\"} 1",
            "verbatim_in_flight 1",
            "verbatim_shards_connected 2",
            "verbatim_first_reply_seconds_bucket{le=\"0.01\"} 12",
            "verbatim_first_reply_seconds_count 1001",
            "# TYPE verbatim_first_reply_seconds histogram",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} is missing in:\n{text}");
        }
    }
}
