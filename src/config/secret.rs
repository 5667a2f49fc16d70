//! The token: a value that is read from one place and never shown.

use std::collections::HashMap;
use std::fmt;

use super::ConfigError;
use super::error::allow;

/// A value that no log and no error message shows.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A secret of the program's own.
    #[must_use]
    pub fn new(value: String) -> Self {
        Self(value)
    }

    /// The value itself, for the one place that needs it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The address of a store, which may hold a password.
pub(super) fn store(address: Option<String>) -> Result<Option<Secret>, ConfigError> {
    const KINDS: [&str; 4] = ["redis://", "valkey://", "redis+unix://", "valkey+unix://"];
    let address = address.map(|address| address.trim().to_owned());
    let Some(address) = address.filter(|address| !address.is_empty()) else { return Ok(None) };
    let is_address =
        KINDS.iter().any(|kind| address.len() > kind.len() && address.starts_with(kind));
    // The address is not shown: it may hold a password.
    allow(
        is_address,
        "limits.store",
        &"no address of a store",
        "redis://[USER:PASSWORD@]HOST[:PORT][/DATABASE] or redis+unix:///PATH is allowed, and the same with valkey",
    )?;
    Ok(Some(Secret(address)))
}

/// The token from the one place where it is set.
pub(super) fn token(
    key: Option<&str>,
    environment: &HashMap<String, String>,
) -> Result<Option<Secret>, ConfigError> {
    let set =
        |value: Option<&str>| value.filter(|value| !value.trim().is_empty()).map(str::to_owned);
    let key = set(key);
    let variable = set(environment.get("DISCORD_TOKEN").map(String::as_str));
    let path = set(environment.get("DISCORD_TOKEN_FILE").map(String::as_str));
    let places: Vec<_> = [
        (key.is_some(), "the key `discord.token`"),
        (variable.is_some(), "the variable DISCORD_TOKEN"),
        (path.is_some(), "the variable DISCORD_TOKEN_FILE"),
    ]
    .into_iter()
    .filter_map(|(is_set, place)| is_set.then_some(place))
    .collect();
    if places.len() > 1 {
        return Err(ConfigError::TokenTwice(places.join(" and ")));
    }
    let from_file = path
        .map(|path| {
            let text = std::fs::read_to_string(&path)
                .map_err(|error| ConfigError::TokenFile { path: path.clone(), error })?;
            if text.trim().is_empty() { Err(ConfigError::TokenEmpty(path)) } else { Ok(text) }
        })
        .transpose()?;
    Ok(key.or(variable).or(from_file).map(|token| Secret(token.trim().to_owned())))
}

#[cfg(test)]
mod tests {
    use super::super::tests::load;
    use super::*;

    #[test]
    fn a_store_by_its_address_which_is_never_shown() {
        let store = |value: &str| {
            load("", &[("VERBATIM__LIMITS__STORE", value)]).map(|config| config.store)
        };
        assert_eq!(store(" "), Ok(None));
        for address in
            ["redis://10.1.2.3", "valkey://a:geheim@b:6379/2", "redis+unix:///run/r.sock"]
        {
            assert_eq!(store(address), Ok(Some(Secret(address.to_owned()))), "{address}");
        }
        for address in ["a:geheim@b", "http://a:geheim@b", "redis://", "rediss://geheim@b"] {
            let error = store(address).unwrap_err();
            assert!(error.contains("limits.store") && error.contains("redis://["), "{error}");
            assert!(!error.contains("geheim"), "{error}");
        }
    }

    #[test]
    fn one_token_from_one_place_and_never_shown() {
        let token = |file: &str, environment: &[(&str, &str)]| {
            load(file, environment).map(|config| config.discord.token)
        };
        assert_eq!(token("", &[]), Ok(None));
        assert_eq!(token("", &[("DISCORD_TOKEN", "")]), Ok(None));
        let secret = Some(Secret("abc".to_owned()));
        assert_eq!(token("[discord]\ntoken = \"abc\"", &[]), Ok(secret.clone()));
        assert_eq!(token("", &[("DISCORD_TOKEN", "abc\n")]), Ok(secret.clone()));
        assert_eq!(token("", &[("VERBATIM__DISCORD__TOKEN", "abc")]), Ok(secret.clone()));
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "abc\n").unwrap();
        let path = file.path().to_str().unwrap();
        assert_eq!(token("", &[("DISCORD_TOKEN_FILE", path)]), Ok(secret.clone()));
        let twice = token("", &[("DISCORD_TOKEN_FILE", path), ("DISCORD_TOKEN", "abc")]);
        assert!(twice.unwrap_err().contains("DISCORD_TOKEN_FILE"));
        std::fs::write(file.path(), " \n").unwrap();
        assert!(token("", &[("DISCORD_TOKEN_FILE", path)]).unwrap_err().contains("is empty"));
        let missing = token("", &[("DISCORD_TOKEN_FILE", "/no/such/file")]);
        assert!(missing.unwrap_err().contains("/no/such/file"));
        assert!(!format!("{secret:?}").contains("abc"));
    }
}
