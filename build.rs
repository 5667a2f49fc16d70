//! Names the commit in the version: `VERBATIM_COMMIT`, or what git says of the folder, if there is git.

use std::process::Command;

fn main() {
    println!("cargo:rerun-if-env-changed=VERBATIM_COMMIT");
    for path in ["build.rs", ".git/HEAD", ".git/logs/HEAD"] {
        if std::path::Path::new(path).exists() {
            println!("cargo:rerun-if-changed={path}");
        }
    }
    let version = std::env::var("CARGO_PKG_VERSION").unwrap_or_default();
    let commit = std::env::var("VERBATIM_COMMIT").ok().or_else(git).unwrap_or_default();
    let commit = commit.trim();
    let version = if commit.is_empty() { version } else { format!("{version} ({commit})") };
    println!("cargo:rustc-env=VERBATIM_VERSION={version}");
}

fn git() -> Option<String> {
    let said = Command::new("git").args(["rev-parse", "--short", "HEAD"]).output().ok()?;
    said.status.success().then(|| String::from_utf8(said.stdout).ok())?
}
