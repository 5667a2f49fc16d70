//! The quotation map: who is quoted by whom, how often, and whether word for word, in the order of the articles' dates.
//!
//! Quotations are counted (`counted`) and laid out (`layout`) by pure functions; the page draws the layout as SVG, and
//! `png` draws the same as a picture for Discord.

mod counted;
mod json;
mod layout;
mod letters;
mod png;

pub use json::json;
pub use png::{Drawn, png};

/// The width of a picture in Discord.
pub const WIDTH: f32 = 960.0;
/// The narrowest and the widest picture that is laid out.
pub const WIDTHS: std::ops::RangeInclusive<f32> = 300.0..=1600.0;
