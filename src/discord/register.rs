//! Telling Discord which commands there are.

use reqwest::Method;
use serde::Deserialize;

use super::commands::{self, Command};
use super::rest::{Rest, RestError, TimeLimit};
use super::{ServeError, not_answered};
use crate::config::DiscordConfig;

/// Registers the commands, for one server or for all, and takes them back from where they would show twice.
///
/// # Errors
/// If Discord cannot be reached or does not take them.
pub async fn commands(rest: &Rest, config: &DiscordConfig) -> Result<(), ServeError> {
    let application = rest.get("/applications/@me").await;
    let application: Application = application.map_err(|error| not_answered(config, error))?;
    if application.interactions_endpoint_url.is_some() {
        tracing::info!(
            "the application has an interactions endpoint URL (Developer Portal, General Information): Discord \
             sends commands there alone, and mentions over the gateway alone"
        );
    }
    let for_all = format!("/applications/{}/commands", application.id);
    let wanted = commands::commands();
    match config.guild {
        Some(guild) => {
            set_commands(rest, config, &for_all, &[]).await?;
            let for_one = format!("/applications/{}/guilds/{guild}/commands", application.id);
            set_commands(rest, config, &for_one, &wanted).await
        }
        None => set_commands(rest, config, &for_all, &wanted).await,
    }
}

/// Makes these the commands registered at a path. Where they are already, nothing is sent: Discord allows
/// only so many changes a day.
async fn set_commands(
    rest: &Rest,
    config: &DiscordConfig,
    path: &str,
    wanted: &[Command],
) -> Result<(), ServeError> {
    let failed = |error: RestError| match error.status() {
        Some(400..=499) => ServeError::Registration(error),
        _ => not_answered(config, error),
    };
    let with_all = format!("{path}?with_localizations=true");
    let registered: Vec<serde_json::Value> = rest.get(&with_all).await.map_err(failed)?;
    let registered: Result<Vec<Command>, _> =
        registered.into_iter().map(serde_json::from_value).collect();
    if registered.is_ok_and(|registered| commands::are_the_same(&registered, wanted)) {
        return Ok(());
    }
    let sent = rest.send(Method::PUT, path, &wanted, TimeLimit::Work).await;
    sent.map_err(failed)?;
    tracing::info!(number = wanted.len(), path, "commands registered");
    Ok(())
}

#[derive(Deserialize)]
struct Application {
    id: String,
    interactions_endpoint_url: Option<String>,
}
