//! Fields of what Discord sends. Any of them may be missing, null or of a type that nobody has seen yet; then it counts as
//! left out, and the rest is read all the same.

use serde_json::Value;

/// An id. Discord writes ids as strings, since they are too long for the numbers of some languages.
pub(super) fn id(value: &Value) -> Option<u64> {
    value.as_str().map_or_else(|| value.as_u64(), |text| text.parse().ok())
}

/// Words; empty where there are none.
pub(super) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// A number; 0 where there is none.
pub(super) fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_default()
}

/// A bit set, which may be written as a string; empty where there is none.
pub(super) fn bits(value: &Value) -> u64 {
    id(value).unwrap_or_default()
}

/// A switch; off where there is none.
pub(super) fn is_set(value: &Value) -> bool {
    value.as_bool().unwrap_or_default()
}

/// The items of a list; none where there is no list.
pub(super) fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}
