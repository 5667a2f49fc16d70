//! What several signs say together: small nets of one hidden layer beside the weighted sum (`config/highlight-net.toml`).

use std::sync::LazyLock;

use serde::Deserialize;

use super::asked::Kind;
use super::weighing::Signs;
use crate::english::data;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// The names of the signs in the order of the weights; the kinds of question come behind them.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "a test compares them with the signs that there are")
    )]
    signs: Vec<String>,
    kinds: Vec<String>,
    net: Vec<Net>,
}

/// A net: of each unit what it counts, its bias and its weights.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Net {
    units: Vec<Unit>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unit {
    counts: f32,
    bias: f32,
    weights: Vec<f32>,
}

static FILE: LazyLock<File> = LazyLock::new(|| {
    data("highlight-net.toml", include_str!("../../../config/highlight-net.toml"))
});

/// What the nets say of a stretch, on average: only comparable within one passage.
pub(super) fn score(kind: Kind, signs: &Signs) -> f32 {
    let values: Vec<f32> = signs.named().into_iter().map(|(_, value)| value).collect();
    let kind = FILE.kinds.iter().position(|name| name == kind.label());
    let kind = kind.map(|at| values.len() + at);
    let of_unit = |unit: &Unit| {
        let of_kind = kind.and_then(|at| unit.weights.get(at)).copied().unwrap_or(0.0);
        let sum: f32 = unit.weights.iter().zip(&values).map(|(weight, value)| weight * value).sum();
        unit.counts * (unit.bias + of_kind + sum).max(0.0)
    };
    let all: f32 = FILE.net.iter().flat_map(|net| &net.units).map(of_unit).sum();
    all / FILE.net.len().max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_are_those_of_the_signs() {
        let names: Vec<_> = Signs::default().named().into_iter().map(|(name, _)| name).collect();
        assert_eq!(FILE.signs, names, "fit the nets anew: scripts/fit_highlight.py");
        let inputs = FILE.signs.len() + FILE.kinds.len();
        let units = FILE.net.iter().flat_map(|net| &net.units);
        assert!(
            units.clone().count() > 0 && units.clone().all(|unit| unit.weights.len() == inputs)
        );
    }

    #[test]
    fn every_kind_has_its_weights() {
        let kinds = [
            Kind::Person,
            Kind::Number,
            Kind::Time,
            Kind::Place,
            Kind::Reason,
            Kind::Speech,
            Kind::Manner,
            Kind::Thing,
        ];
        for kind in kinds {
            assert!(FILE.kinds.iter().any(|name| name == kind.label()), "{}", kind.label());
        }
    }
}
