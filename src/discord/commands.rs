//! The commands that people see when they type a slash or open the menu of a message.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// A command as Discord's API takes it and gives it back. What Discord adds (ids, versions) is not read, so
/// two of them are equal if they look and work the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Command {
    name: String,
    #[serde(default)]
    name_localizations: Option<BTreeMap<String, String>>,
    #[serde(default)]
    description: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    description_localizations: Option<BTreeMap<String, String>>,
    #[serde(rename = "type", default = "chat_input")]
    kind: u8,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    options: Vec<CommandOption>,
    #[serde(default)]
    integration_types: Vec<u8>,
    #[serde(default)]
    contexts: Option<Vec<u8>>,
}

/// A blank to fill in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct CommandOption {
    #[serde(rename = "type")]
    kind: u8,
    name: String,
    #[serde(default)]
    name_localizations: Option<BTreeMap<String, String>>,
    description: String,
    #[serde(default)]
    description_localizations: Option<BTreeMap<String, String>>,
    #[serde(default)]
    required: bool,
    /// Whether what can be filled in is asked of the bot while somebody types.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    autocomplete: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    max_length: Option<u16>,
}

/// All commands, in the order in which they are registered.
#[must_use]
pub fn commands() -> Vec<Command> {
    COMMANDS.clone()
}

/// Whether what is registered looks and works like what is wanted. The order does not matter to Discord.
#[must_use]
pub fn are_the_same(registered: &[Command], wanted: &[Command]) -> bool {
    registered.len() == wanted.len() && wanted.iter().all(|command| registered.contains(command))
}

/// The names of all commands.
pub fn names() -> impl Iterator<Item = &'static str> {
    COMMANDS.iter().map(|command| command.name.as_str())
}

static COMMANDS: LazyLock<Vec<Command>> = LazyLock::new(|| {
    let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/config/commands.toml"));
    #[expect(clippy::expect_used, reason = "the file is built in, and a test reads it")]
    let data: Data = toml::from_str(text).expect("config/commands.toml");
    let Data { command, private } = data;
    command.into_iter().map(|written| written.with(&private)).collect()
});

/// The data file, as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    command: Vec<WrittenCommand>,
    private: WrittenOption,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenCommand {
    kind: CommandKind,
    name: String,
    names: BTreeMap<String, String>,
    #[serde(default)]
    description: String,
    #[serde(default)]
    descriptions: BTreeMap<String, String>,
    #[serde(default)]
    options: Vec<WrittenOption>,
}

#[derive(Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum CommandKind {
    Slash,
    Message,
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct WrittenOption {
    kind: OptionKind,
    name: String,
    names: BTreeMap<String, String>,
    description: String,
    descriptions: BTreeMap<String, String>,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    autocomplete: bool,
    max_length: Option<u16>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum OptionKind {
    Words,
    Switch,
}

/// Command type: typed with a slash.
const CHAT_INPUT: u8 = 1;
/// Command type: in the menu of a message.
const MESSAGE: u8 = 3;
/// Option type: words.
const STRING: u8 = 3;
/// Option type: yes or no.
const BOOLEAN: u8 = 5;
/// Where an application can be installed: on a server, and by a user for themselves.
const INTEGRATION_TYPES: [u8; 2] = [0, 1];
/// Where a command can be used: on a server, in a direct message to the bot, and in any other conversation.
const CONTEXTS: [u8; 3] = [0, 1, 2];

fn chat_input() -> u8 {
    CHAT_INPUT
}

impl WrittenCommand {
    fn with(self, private: &WrittenOption) -> Command {
        let is_slash = self.kind == CommandKind::Slash;
        let private = is_slash.then(|| private.clone());
        Command {
            name: self.name,
            name_localizations: Some(self.names),
            description: self.description,
            description_localizations: is_slash.then_some(self.descriptions),
            kind: if is_slash { CHAT_INPUT } else { MESSAGE },
            options: self.options.into_iter().chain(private).map(CommandOption::from).collect(),
            integration_types: INTEGRATION_TYPES.into(),
            contexts: Some(CONTEXTS.into()),
        }
    }
}

impl From<WrittenOption> for CommandOption {
    fn from(written: WrittenOption) -> Self {
        Self {
            kind: match written.kind {
                OptionKind::Words => STRING,
                OptionKind::Switch => BOOLEAN,
            },
            name: written.name,
            name_localizations: Some(written.names),
            description: written.description,
            description_localizations: Some(written.descriptions),
            required: written.required,
            autocomplete: written.autocomplete,
            max_length: written.max_length,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use twilight_model::application::command::Command as TwilightCommand;

    use super::*;

    /// A command as Discord gives it back: with an id and a version, without what is off.
    fn given_back(command: &Command) -> Value {
        let mut given = serde_json::to_value(command).unwrap();
        given["id"] = json!("1");
        given["version"] = json!("2");
        given["application_id"] = json!("3");
        given["default_member_permissions"] = json!(null);
        given["nsfw"] = json!(false);
        for option in given.get_mut("options").and_then(Value::as_array_mut).into_iter().flatten() {
            if option["required"] == json!(false) {
                option.as_object_mut().unwrap().remove("required");
            }
        }
        given
    }

    #[test]
    fn within_the_limits() {
        let commands = commands();
        assert!(commands.iter().filter(|command| command.kind == CHAT_INPUT).count() <= 100);
        assert!(commands.iter().filter(|command| command.kind == MESSAGE).count() <= 15);
        for command in &commands {
            let twilight: TwilightCommand = serde_json::from_value(given_back(command)).unwrap();
            if command.kind == CHAT_INPUT {
                twilight_validate::command::command(&twilight).unwrap();
                let names = command.name_localizations.as_ref().unwrap().values();
                for name in names.chain([&command.name]) {
                    twilight_validate::command::chat_input_name(name).unwrap();
                    assert_eq!(name.to_lowercase(), *name);
                }
            } else {
                twilight_validate::command::name(&command.name).unwrap();
            }
            let mut required = command.options.iter().map(|option| option.required);
            assert!(required.by_ref().skip_while(|&required| required).all(|required| !required));
        }
    }

    #[test]
    fn every_text_is_there_in_every_language() {
        let languages = ["de", "en-GB", "fr", "pl", "uk"];
        let check = |texts: Option<&BTreeMap<String, String>>, longest: usize| {
            let texts = texts.unwrap();
            assert!(texts.keys().map(String::as_str).eq(languages), "{texts:?}");
            assert!(texts.values().all(|text| (1..=longest).contains(&text.chars().count())));
        };
        for command in commands() {
            check(command.name_localizations.as_ref(), 32);
            if command.kind == CHAT_INPUT {
                check(command.description_localizations.as_ref(), 100);
            }
            for option in command.options {
                check(option.name_localizations.as_ref(), 32);
                check(option.description_localizations.as_ref(), 100);
            }
        }
    }

    #[test]
    fn a_difference_is_seen() {
        let wanted = commands();
        let given: Vec<_> = wanted.iter().map(given_back).collect();
        let read = |given: &[Value]| -> Vec<Command> {
            given.iter().map(|given| serde_json::from_value(given.clone()).unwrap()).collect()
        };
        assert!(are_the_same(&read(&given), &wanted));
        assert!(!are_the_same(&read(&given[1..]), &wanted));
        assert!(!are_the_same(&[], &wanted));
        let mut other = given.clone();
        other[0]["description"] = json!("Answers");
        assert!(!are_the_same(&read(&other), &wanted));
        let mut other = given.clone();
        other[0]["name_localizations"]["fr"] = json!("questionner");
        assert!(!are_the_same(&read(&other), &wanted));
        let mut other = given;
        other[0]["options"][1]["required"] = json!(true);
        assert!(!are_the_same(&read(&other), &wanted));
    }
}
