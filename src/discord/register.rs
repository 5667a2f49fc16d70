//! Telling Discord which commands there are.

use reqwest::Method;
use serde::Deserialize;
use serde_json::Value;
use serenity::all::Permissions;

use super::commands::{self, Command};
use super::rest::{Rest, RestError, TimeLimit};
use super::{ServeError, not_answered};
use crate::config::DiscordConfig;

/// Commands that another part of the application has, and Discord does not let a bot remove: what opens an activity.
const ENTRY_POINT: u64 = 4;

/// Servers that are looked through for commands that were registered for one of them before. A bot that is being tried out is on
/// few.
const LOOKED_THROUGH: usize = 50;

/// Registers the commands, for one server or for all; once that has succeeded, takes them back from where they would show
/// twice.
///
/// # Errors
/// If Discord cannot be reached or does not take them.
pub async fn commands(rest: &Rest, config: &DiscordConfig) -> Result<(), ServeError> {
    let application = application(rest, config).await?;
    if application.interactions_endpoint_url.is_some() {
        tracing::info!(
            "the application has an interactions endpoint URL (Developer Portal, General Information): Discord \
             sends commands there alone, and mentions over the gateway alone"
        );
    }
    let registrar = Registrar { rest, config, application: application.id };
    let for_all = registrar.path(None);
    let wanted = commands::commands();
    let has_changed = match config.guild {
        Some(guild) => {
            let has_changed = registrar.set(&registrar.path(Some(guild)), &wanted).await?;
            registrar.set(&for_all, &[]).await?;
            has_changed
        }
        None => registrar.set(&for_all, &wanted).await?,
    };
    // They may have been registered for another server before.
    if has_changed { registrar.clear_others().await } else { Ok(()) }
}

struct Registrar<'a> {
    rest: &'a Rest,
    config: &'a DiscordConfig,
    application: String,
}

impl Registrar<'_> {
    fn path(&self, guild: Option<u64>) -> String {
        let guild = guild.map(|guild| format!("/guilds/{guild}")).unwrap_or_default();
        format!("/applications/{}{guild}/commands", self.application)
    }

    fn failed(&self, error: RestError) -> ServeError {
        match error {
            RestError::Limited { wait } => ServeError::Limited { wait },
            error if matches!(error.status(), Some(400 | 402..=499)) => {
                ServeError::Registration(error)
            }
            error => not_answered(self.config, error),
        }
    }

    async fn registered(&self, path: &str) -> Result<Vec<Value>, ServeError> {
        let with_all = format!("{path}?with_localizations=true");
        self.rest.get(&with_all).await.map_err(|error| self.failed(error))
    }

    /// Makes these the commands registered at a path; whether that was a change. Where they are already, nothing is sent:
    /// Discord allows only so many changes a day.
    async fn set(&self, path: &str, wanted: &[Command]) -> Result<bool, ServeError> {
        let registered = self.registered(path).await?;
        let (kept, own): (Vec<Value>, Vec<Value>) =
            registered.into_iter().partition(|command| command["type"] == ENTRY_POINT);
        let own: Result<Vec<Command>, _> = own.into_iter().map(serde_json::from_value).collect();
        if own.is_ok_and(|own| commands::are_the_same(&own, wanted)) {
            return Ok(false);
        }
        let wanted = wanted.iter().filter_map(|command| serde_json::to_value(command).ok());
        self.put(path, wanted.chain(kept.into_iter().map(as_given)).collect()).await?;
        Ok(true)
    }

    async fn put(&self, path: &str, commands: Vec<Value>) -> Result<(), ServeError> {
        let sent = self.rest.send(Method::PUT, path, &commands, TimeLimit::Start).await;
        sent.map_err(|error| self.failed(error))?;
        tracing::info!(number = commands.len(), path, "commands registered");
        Ok(())
    }

    /// Takes the commands back from other servers than the one that they are registered for.
    async fn clear_others(&self) -> Result<(), ServeError> {
        let guilds: Vec<Guild> = match self.rest.get("/users/@me/guilds?limit=200").await {
            Ok(guilds) => guilds,
            Err(error) => {
                tracing::info!(%error, "commands of single servers were not looked for");
                return Ok(());
            }
        };
        if guilds.len() > LOOKED_THROUGH {
            tracing::info!(
                servers = guilds.len(),
                "commands of single servers were not looked for: there are too many servers"
            );
            return Ok(());
        }
        let own: Vec<&str> = commands::names().collect();
        let is_own =
            |command: &Value| command["name"].as_str().is_some_and(|name| own.contains(&name));
        for guild in guilds.iter().filter_map(|guild| guild.id.parse().ok()) {
            let path = self.path(Some(guild));
            if self.config.guild == Some(guild) {
                continue;
            }
            // A server may not let the application have commands: then there are none.
            let Ok(registered) = self.registered(&path).await else { continue };
            if registered.iter().any(is_own) {
                let kept = registered.into_iter().filter(|command| !is_own(command));
                self.put(&path, kept.map(as_given).collect()).await?;
            }
        }
        Ok(())
    }
}

/// A command that is registered, as Discord takes it: without what Discord adds.
fn as_given(mut command: Value) -> Value {
    const ADDED: [&str; 5] =
        ["application_id", "guild_id", "version", "name_localized", "description_localized"];
    if let Some(command) = command.as_object_mut() {
        command.retain(|key, value| !ADDED.contains(&key.as_str()) && !value.is_null());
    }
    command
}

/// The application that a token belongs to.
#[derive(Debug, Deserialize)]
pub struct Application {
    /// Its id.
    pub id: String,
    /// Its name.
    #[serde(default)]
    pub name: String,
    /// The key with which Discord signs what it sends to an endpoint.
    #[serde(default)]
    pub verify_key: String,
    interactions_endpoint_url: Option<String>,
}

impl Application {
    /// The link with which the bot is invited to a server, with the permissions that it needs and no others.
    #[must_use]
    pub fn invitation(&self) -> String {
        let permissions = Permissions::VIEW_CHANNEL
            | Permissions::SEND_MESSAGES
            | Permissions::EMBED_LINKS
            | Permissions::READ_MESSAGE_HISTORY
            | Permissions::SEND_MESSAGES_IN_THREADS;
        format!(
            "https://discord.com/oauth2/authorize?client_id={}&scope=bot+applications.commands&permissions={}",
            self.id,
            permissions.bits()
        )
    }
}

/// Asks Discord which application the token belongs to.
///
/// # Errors
/// If Discord does not know the token, or cannot be reached.
pub async fn application(rest: &Rest, config: &DiscordConfig) -> Result<Application, ServeError> {
    rest.get("/applications/@me").await.map_err(|error| not_answered(config, error))
}

#[derive(Deserialize)]
struct Guild {
    id: String,
}
