//! The words that govern clauses (`config/scope.toml`), and the closed classes that tell where clauses begin.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::english::negations::NEGATIONS;

/// The word lists, read once.
pub(super) static WORDS: LazyLock<Words> = LazyLock::new(Words::read);

type Set = HashSet<String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Governing {
    affirming: String,
    no_way: String,
    upheld: String,
    not_only: String,
    denying: String,
    unreal: String,
    doubting: String,
    doubtful_things: String,
    thinking: String,
    maybe: String,
    allegedly: String,
    claims: String,
    factive: String,
    implicative: String,
    loosely_factive: String,
    views: String,
    outlooks: String,
    managing: String,
    feelings: String,
    seeming: String,
    plans: String,
    second_hand: String,
    limiting: String,
    finders: String,
    findings: String,
    blamed: String,
    brinks: String,
    made_to_believe: String,
    intended: String,
    urging: String,
    sham: String,
    sham_adjectives: String,
    falsehoods: String,
    fictions: String,
    presupposing: String,
    given: String,
    addressees: String,
    conditions: Vec<String>,
    times: Vec<String>,
    no_condition: String,
    never_so: Vec<String>,
    of_others: Vec<String>,
    thought_of: Vec<String>,
    verbs: String,
    irregular: HashMap<String, String>,
    asserting: String,
    opinions: String,
    saying_heads: String,
    retracting: String,
    as_claimed: String,
    hedges: Vec<String>,
}

/// What is read of `config/attribution/words.toml`.
#[derive(Deserialize)]
struct Closed {
    determiners: String,
    possessives: String,
    pronouns: String,
    subordinators: String,
    prepositions: String,
    be: String,
    have: String,
    #[serde(rename = "do")]
    doing: String,
    modals: String,
    adverbs: String,
    times: String,
    finite: String,
    plain: String,
}

/// What is read of `config/attribution/cues.toml`.
#[derive(Deserialize)]
struct Cues {
    clause: String,
    guarded: String,
    that: String,
    denials: String,
    irregular: HashMap<String, Vec<String>>,
}

/// See `config/scope.toml` for what each list is for.
pub(super) struct Words {
    pub(super) negators: Set,
    pub(super) nobody: Set,
    pub(super) affirming: Set,
    pub(super) no_way: Set,
    pub(super) upheld: Set,
    pub(super) not_only: Set,
    pub(super) denying: Set,
    pub(super) unreal: Set,
    pub(super) doubting: Set,
    pub(super) doubtful_things: Set,
    pub(super) thinking: Set,
    pub(super) maybe: Set,
    pub(super) allegedly: Set,
    pub(super) claims: Set,
    pub(super) factive: Set,
    pub(super) implicative: Set,
    pub(super) loosely_factive: Set,
    pub(super) views: Set,
    pub(super) outlooks: Set,
    pub(super) managing: Set,
    pub(super) feelings: Set,
    pub(super) seeming: Set,
    pub(super) plans: Set,
    pub(super) second_hand: Set,
    pub(super) limiting: Set,
    pub(super) finders: Set,
    pub(super) findings: Set,
    pub(super) blamed: Set,
    pub(super) brinks: Set,
    pub(super) made_to_believe: Set,
    pub(super) intended: Set,
    pub(super) urging: Set,
    pub(super) sham: Set,
    pub(super) sham_adjectives: Set,
    pub(super) falsehoods: Set,
    pub(super) fictions: Set,
    pub(super) presupposing: Set,
    pub(super) given: Set,
    pub(super) addressees: Set,
    pub(super) conditions: Vec<Vec<String>>,
    pub(super) times: Vec<Vec<String>>,
    pub(super) no_condition: Set,
    pub(super) never_so: Vec<Vec<String>>,
    pub(super) of_others: Set,
    pub(super) thought_of: Vec<String>,
    pub(super) asserting: Set,
    pub(super) opinions: Set,
    pub(super) saying_heads: Set,
    pub(super) retracting: Set,
    pub(super) as_claimed: Set,
    pub(super) days: Set,
    pub(super) hedges: Vec<Vec<String>>,
    pub(super) verbs: Set,
    pub(super) reporting: Set,
    pub(super) determiners: Set,
    pub(super) pronouns: Set,
    pub(super) subordinators: Set,
    pub(super) prepositions: Set,
    pub(super) be: Set,
    pub(super) auxiliaries: Set,
    pub(super) modals: Set,
    pub(super) adverbs: Set,
    pub(super) finite: Set,
    plain: Set,
    irregular: HashMap<String, String>,
}

/// The lists that are sets as they stand in `config/scope.toml`, and the others.
macro_rules! words {
    ($own:ident: $($list:ident)*; $($field:ident: $value:expr,)*) => {
        Self { $($list: set(&[&$own.$list]),)* $($field: $value,)* }
    };
}

impl Words {
    fn read() -> Self {
        macro_rules! file {
            ($name:literal) => {
                crate::english::data(
                    $name,
                    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/config/", $name)),
                )
            };
        }
        let own: Governing = file!("scope.toml");
        let closed: Closed = file!("attribution/words.toml");
        let cues: Cues = file!("attribution/cues.toml");
        let [be, have, doing, modals] = [&closed.be, &closed.have, &closed.doing, &closed.modals]
            .map(|list| NEGATIONS.with_contractions(list));
        let phrases = |phrases: Vec<String>| -> Vec<Vec<String>> {
            let mut phrases: Vec<Vec<String>> = phrases
                .iter()
                .map(|phrase| phrase.split(' ').map(str::to_owned).collect())
                .collect();
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
            phrases
        };
        let irregular = cues
            .irregular
            .into_iter()
            .flat_map(|(base, forms)| forms.into_iter().map(move |form| (form, base.clone())));
        words! {
            own: affirming no_way upheld not_only unreal doubting doubtful_things thinking maybe allegedly claims factive implicative loosely_factive views outlooks managing feelings seeming plans second_hand limiting finders findings blamed brinks made_to_believe intended urging sham sham_adjectives falsehoods fictions presupposing given addressees no_condition asserting opinions saying_heads retracting as_claimed verbs;
            negators: NEGATIONS.adverbs().map(|word| word.replace('\'', "")).collect(),
            nobody: NEGATIONS.pronouns().map(str::to_owned).collect(),
            denying: set(&[&own.denying, &cues.denials]),
            conditions: phrases(own.conditions),
            times: phrases(own.times),
            never_so: phrases(own.never_so),
            of_others: own.of_others.into_iter().collect(),
            thought_of: own.thought_of,
            days: set(&[&closed.times]),
            hedges: phrases(own.hedges),
            reporting: set(&[&cues.clause, &cues.guarded, &cues.that]),
            determiners: set(&[&closed.determiners, &closed.possessives]),
            pronouns: set(&[&closed.pronouns]),
            subordinators: set(&[&closed.subordinators]),
            prepositions: set(&[&closed.prepositions]),
            be: set(&[&be]),
            auxiliaries: set(&[&be, &have, &doing, &modals]),
            modals: set(&[&modals]),
            adverbs: set(&[&closed.adverbs]),
            finite: set(&[&closed.finite]),
            plain: set(&[&closed.plain]),
            irregular: irregular.chain(own.irregular).collect(),
        }
    }

    /// The base forms that a word may have and that stand in a list of them.
    pub(super) fn bases(&self, word: &str) -> Vec<String> {
        let lists = [
            &self.denying,
            &self.unreal,
            &self.doubting,
            &self.doubtful_things,
            &self.thinking,
            &self.upheld,
            &self.claims,
            &self.factive,
            &self.views,
            &self.managing,
            &self.seeming,
            &self.plans,
            &self.findings,
            &self.made_to_believe,
            &self.intended,
            &self.urging,
            &self.sham,
            &self.presupposing,
            &self.of_others,
            &self.as_claimed,
            &self.verbs,
            &self.reporting,
        ];
        let stands = |base: &str| lists.iter().any(|list| list.contains(base));
        let irregular = self.irregular.get(word).cloned();
        let own = stands(word).then(|| word.to_owned());
        own.into_iter().chain(irregular).chain(bases(word).filter(|base| stands(base))).collect()
    }

    /// Whether a word looks like a verb of the past or a participle: "voted".
    pub(super) fn is_past(&self, word: &str) -> bool {
        (word.len() > 3 && word.ends_with("ed") && !self.plain.contains(word))
            || self.irregular.contains_key(word) && !word.ends_with("ing") && !word.ends_with('s')
    }

    /// Whether a word looks like a form in -ing.
    pub(super) fn is_gerund(&self, word: &str) -> bool {
        word.len() > 4 && word.ends_with("ing") && !self.plain.contains(word)
    }
}

fn set(lists: &[&str]) -> Set {
    lists.iter().flat_map(|list| list.split_whitespace()).map(str::to_owned).collect()
}

/// The base forms that a regular form may have: "denies", "stopped", "hoping".
fn bases(word: &str) -> impl Iterator<Item = String> {
    let ending = |ending: &str, instead: &str| {
        let stem = word.strip_suffix(ending).filter(|stem| stem.len() > 1);
        stem.map(|stem| format!("{stem}{instead}"))
    };
    let doubled = |ending: &str| {
        let stem = word.strip_suffix(ending)?;
        let last = stem.chars().next_back()?;
        let short = stem.strip_suffix(last)?;
        short.ends_with(last).then(|| short.to_owned())
    };
    [
        ending("s", ""),
        ending("es", ""),
        ending("ies", "y"),
        ending("ed", ""),
        ending("d", ""),
        ending("ied", "y"),
        ending("ing", ""),
        ending("ing", "e"),
        doubled("ed"),
        doubled("ing"),
    ]
    .into_iter()
    .flatten()
}
