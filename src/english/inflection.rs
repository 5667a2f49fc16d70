//! The regular forms of verbs and nouns.

/// Third person, past, participle and -ing form of a regular verb.
pub(crate) fn conjugate(verb: &str) -> [String; 4] {
    let past = match (verb.strip_suffix('e'), behind_consonant(verb)) {
        (Some(stem), _) => format!("{stem}ed"),
        (_, Some(stem)) => format!("{stem}ied"),
        _ => format!("{verb}ed"),
    };
    let silent = verb.strip_suffix('e').filter(|stem| !stem.ends_with('e'));
    let gerund = format!("{}ing", silent.unwrap_or(verb));
    [plural(verb), past.clone(), past, gerund]
}

/// The word without its -y, if a consonant stands before it: "repl".
fn behind_consonant(word: &str) -> Option<&str> {
    word.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']))
}

/// The regular plural of a noun, which is the third person of a verb as well.
pub(crate) fn plural(word: &str) -> String {
    if let Some(stem) = behind_consonant(word) {
        return format!("{stem}ies");
    }
    if let Some(stem) = word.strip_suffix("man") {
        return format!("{stem}men");
    }
    let hisses = word.ends_with("sh") || word.ends_with("ch") || word.ends_with(['s', 'x', 'z']);
    format!("{word}{}", if hisses { "es" } else { "s" })
}
