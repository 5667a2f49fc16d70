//! The quotation map: who is quoted by whom, how often, and whether word for word, in the order of the articles' dates.
//!
//! Quotations are counted (`counted`) and laid out (`layout`) by pure functions; the page draws the layout as SVG, and
//! `png` draws the same as a picture for Discord.

mod counted;
mod json;
mod layout;
mod letters;
mod png;

use crate::model::inquiry::Inquiry;
pub use counted::By;
pub use json::json;
pub use png::{Drawn, png};

/// What stands above the map of these quotations.
#[must_use]
pub fn heading(inquiry: &Inquiry) -> String {
    let (speaker, topic) = match inquiry {
        Inquiry::Quotes { speaker, topic } => (speaker.as_deref(), topic.as_deref()),
        _ => (None, None),
    };
    let mut heading = speaker.map_or_else(
        || "Who is quoted by whom".to_owned(),
        |speaker| format!("Who quotes {speaker}"),
    );
    if let Some(topic) = topic {
        heading.push_str(&format!(" about {topic}"));
    }
    heading
}

/// The width of a picture in Discord, about as wide as it is shown there.
pub const WIDTH: f32 = 520.0;
/// The narrowest and the widest picture that is laid out.
pub const WIDTHS: std::ops::RangeInclusive<f32> = 300.0..=1600.0;
