//! The commands that people see when they type a slash.

use serde::{Deserialize, Serialize};

/// A command as Discord's API takes it and gives it back. What Discord adds (ids, versions) is not read, so
/// two of them are equal if they look and work the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Command {
    name: String,
    description: String,
    #[serde(rename = "type", default = "chat_input")]
    kind: u8,
    #[serde(default)]
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
    description: String,
    #[serde(default)]
    required: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    max_length: Option<u16>,
}

/// Command type: typed with a slash.
const CHAT_INPUT: u8 = 1;
/// Option type: words.
const STRING: u8 = 3;
/// Option type: yes or no.
const BOOLEAN: u8 = 5;
/// Where an application can be installed: on a server, and by a user for themselves.
const INTEGRATION_TYPES: [u8; 2] = [0, 1];
/// Where a command can be used: on a server, in a direct message to the bot, and in any other conversation.
const CONTEXTS: [u8; 3] = [0, 1, 2];
/// Characters of a question. Longer ones are no questions, and a reply repeats them.
const QUESTION: u16 = 500;

fn chat_input() -> u8 {
    CHAT_INPUT
}

/// All commands, in the order in which they are registered.
#[must_use]
pub fn commands() -> Vec<Command> {
    vec![
        command(
            "ask",
            "Answers a question with sentences from the articles, word for word",
            vec![
                CommandOption {
                    kind: STRING,
                    name: "question".into(),
                    description: "What you want to know".into(),
                    required: true,
                    max_length: Some(QUESTION),
                },
                CommandOption {
                    kind: BOOLEAN,
                    name: "private".into(),
                    description: "Show the answer to you alone".into(),
                    required: false,
                    max_length: None,
                },
            ],
        ),
        command("sources", "Lists the articles that answers are taken from", vec![]),
        command("about", "Says what this bot is and what it does with your words", vec![]),
    ]
}

fn command(name: &str, description: &str, options: Vec<CommandOption>) -> Command {
    Command {
        name: name.into(),
        description: description.into(),
        kind: CHAT_INPUT,
        options,
        integration_types: INTEGRATION_TYPES.into(),
        contexts: Some(CONTEXTS.into()),
    }
}

/// Whether what is registered looks and works like what is wanted. The order does not matter to Discord.
#[must_use]
pub fn are_the_same(registered: &[Command], wanted: &[Command]) -> bool {
    registered.len() == wanted.len() && wanted.iter().all(|command| registered.contains(command))
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
        for option in given["options"].as_array_mut().unwrap() {
            if option["required"] == json!(false) {
                option.as_object_mut().unwrap().remove("required");
            }
        }
        given
    }

    #[test]
    fn within_the_limits() {
        let commands = commands();
        assert!(commands.len() <= 100);
        for command in &commands {
            let twilight: TwilightCommand = serde_json::from_value(given_back(command)).unwrap();
            twilight_validate::command::command(&twilight).unwrap();
            twilight_validate::command::chat_input_name(&command.name).unwrap();
            let mut required = command.options.iter().map(|option| option.required);
            assert!(required.by_ref().skip_while(|&required| required).all(|required| !required));
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
        let mut other = given;
        other[0]["options"][1]["required"] = json!(true);
        assert!(!are_the_same(&read(&other), &wanted));
    }
}
