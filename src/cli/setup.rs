//! What an operator needs before and around `serve`: a first configuration, a question after its health, completions and a
//! manual page for the shell.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::Path;

use clap::CommandFactory;

use super::arguments::Arguments;
use super::error::CliError;
use crate::config::Config;
use crate::discord;
use crate::ops::health;

/// Where it stands what each key means.
const CONFIG: &str = "\
# Keys of verbatim that differ from its defaults; config/default.toml has them all, each with its meaning.
# The token stands in none of these files: DISCORD_TOKEN_FILE names the one that holds it.

[corpus]
dir = \"articles\"

[ops]
bind = \"127.0.0.1:9090\"
";

/// A container with no more rights than it needs.
const COMPOSE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/compose.yaml"));

/// Asks Discord whether the token is valid, writes a configuration and a compose file where there are none, and prints the link
/// with which the bot is invited.
pub(super) fn init(config: &Config, dir: &Path) -> Result<(), CliError> {
    let known = discord::application(&config.discord)?;
    let mut out = io::stdout().lock();
    writeln!(out, "The token is valid: it belongs to {} ({}).", known.name, known.id)?;
    for (name, text) in [("verbatim.toml", CONFIG), ("compose.yaml", COMPOSE)] {
        let path = dir.join(name);
        let file = OpenOptions::new().write(true).create_new(true).open(&path);
        match file.and_then(|mut file| file.write_all(text.as_bytes())) {
            Ok(()) => writeln!(out, "Written: {}", path.display())?,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                writeln!(out, "Left as it is: {}", path.display())?;
            }
            Err(error) => return Err(CliError::Text { file: path, error }),
        }
    }
    writeln!(out, "\nInvite the bot with this link:\n{}", known.invitation())?;
    writeln!(
        out,
        "\nFor `verbatim serve --http`, the public key is\nVERBATIM__DISCORD__PUBLIC_KEY={}\n\n\
         Put your articles into the folder articles, then run `verbatim serve`.",
        known.verify_key
    )?;
    Ok(())
}

/// Asks a running bot whether it serves: where it tells health, else where it takes interactions.
pub(super) fn ask_health(config: &Config) -> Result<(), CliError> {
    let at = reachable(config.ops.bind.unwrap_or(config.http.bind));
    health::ask(at).map_err(|why| CliError::Unhealthy { at, why })
}

/// An address that listens everywhere is asked on this machine.
fn reachable(bind: SocketAddr) -> SocketAddr {
    let ip = match bind.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, bind.port())
}

/// Prints what a shell needs to complete arguments.
pub(super) fn completions(shell: clap_complete::Shell) -> io::Result<()> {
    let mut script = vec![];
    clap_complete::generate(shell, &mut Arguments::command(), "verbatim", &mut script);
    io::stdout().lock().write_all(&script)
}

/// Prints the manual page.
pub(super) fn manual() -> io::Result<()> {
    let mut page = vec![];
    clap_mangen::Man::new(Arguments::command()).render(&mut page)?;
    io::stdout().lock().write_all(&page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_can_be_asked() {
        let check = |bind: &str, expected: &str| {
            assert_eq!(reachable(bind.parse().unwrap()).to_string(), expected);
        };
        check("0.0.0.0:9090", "127.0.0.1:9090");
        check("[::]:9090", "[::1]:9090");
        check("10.0.0.7:80", "10.0.0.7:80");
    }
}
