//! Of which kind a request is, for those who count: one of a few, whatever Discord sends.

use serde_json::Value;

use super::commands;

/// A message that mentions the bot, or a direct message.
pub const MENTION: &str = "mention";
const BUTTON: &str = "button";
const AUTOCOMPLETE: &str = "autocomplete";
/// A command of another version, or something that was never asked for.
const OTHER: &str = "other";

/// All kinds that there are.
#[must_use]
pub fn all() -> Vec<&'static str> {
    commands::names().chain([MENTION, BUTTON, AUTOCOMPLETE, OTHER]).collect()
}

/// The kind of an interaction as Discord sends it: the name of a command, or what else it is.
#[must_use]
pub fn of(sent: &Value) -> &'static str {
    match sent["type"].as_u64() {
        Some(2) => {
            let name = sent["data"]["name"].as_str().unwrap_or_default();
            commands::names().find(|&known| known == name).unwrap_or(OTHER)
        }
        Some(3) => BUTTON,
        Some(4) => AUTOCOMPLETE,
        _ => OTHER,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn no_word_of_anybodys_is_a_kind() {
        let cases = [
            (json!({"type": 2, "data": {"name": "ask"}}), "ask"),
            (json!({"type": 2, "data": {"name": "Ask about this"}}), "Ask about this"),
            (json!({"type": 2, "data": {"name": "my secret"}}), OTHER),
            (json!({"type": 2}), OTHER),
            (json!({"type": 3, "data": {"custom_id": "x"}}), BUTTON),
            (json!({"type": 4, "data": {"name": "ask"}}), AUTOCOMPLETE),
            (json!({"type": "2"}), OTHER),
            (json!([]), OTHER),
        ];
        for (sent, expected) in cases {
            assert_eq!(of(&sent), expected, "{sent}");
            assert!(all().contains(&expected));
        }
    }
}
