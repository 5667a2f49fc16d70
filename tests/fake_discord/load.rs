//! Many interactions at one time, and how long each waits for its reply.

use std::time::{Duration, Instant};

use serde_json::Value;

use super::payload;

/// Questions with answers and without, as people ask them.
const QUESTIONS: [&str; 5] = [
    "Which countries said they would not deploy troops?",
    "Why did Marco Rubio not lead the US delegation?",
    "How big will the Ukrainian army be?",
    "Who won the 2022 World Cup?",
    "What did Ursula von der Leyen promise?",
];

/// The interaction with this number, by one of many people.
pub fn interaction(number: usize, person: usize) -> Value {
    let id = (2_000_000_000_000_000_000 + number as u64).to_string();
    let mut ask = payload::ask(&id, QUESTIONS[number % QUESTIONS.len()], None);
    ask["member"]["user"]["id"] = (1_182_000_000_000_100_000 + person as u64).to_string().into();
    ask
}

/// What was measured, as a line for people.
pub fn report(what: &str, mut waits: Vec<Duration>, took: Duration) -> String {
    waits.sort();
    let at = |share: f64| {
        let index = ((waits.len() as f64 * share) as usize).min(waits.len() - 1);
        waits[index].as_secs_f64() * 1000.0
    };
    let rate = waits.len() as f64 / took.as_secs_f64();
    format!(
        "{what}: {} interactions in {:.1} s, {rate:.0} a second; half within {:.1} ms, 99 % within {:.1} ms",
        waits.len(),
        took.as_secs_f64(),
        at(0.5),
        at(0.99)
    )
}

/// Runs `rounds` of `each` one after the other in this many lanes at one time; how long each round took.
pub async fn lanes<F, Fut>(lanes: usize, rounds: usize, each: F) -> (Vec<Duration>, Duration)
where
    F: Fn(usize, usize) -> Fut + Clone + Send + 'static,
    Fut: Future<Output = ()> + Send,
{
    let start = Instant::now();
    let running: Vec<_> = (0..lanes)
        .map(|lane| {
            let each = each.clone();
            tokio::spawn(async move {
                let mut waits = Vec::with_capacity(rounds);
                for round in 0..rounds {
                    let begun = Instant::now();
                    each(lane, round).await;
                    waits.push(begun.elapsed());
                }
                waits
            })
        })
        .collect();
    let mut waits = vec![];
    for lane in running {
        waits.extend(lane.await.expect("a lane"));
    }
    (waits, start.elapsed())
}
