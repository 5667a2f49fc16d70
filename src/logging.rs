//! Where log lines go: standard error, as text or as JSON.

use tracing_subscriber::EnvFilter;

use crate::config::{LogConfig, LogFormat};

/// Logs what the configuration asks for. For servers.
pub fn start(config: &LogConfig) {
    let filter = EnvFilter::new(&config.filter);
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second start leaves the first one's choice in force.
    let _ = match config.format {
        LogFormat::Text => lines.try_init(),
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
    };
}

/// Logs warnings alone, each as a bare line. For commands whose result is what counts.
pub fn quiet() {
    let lines = tracing_subscriber::fmt().with_env_filter(EnvFilter::new("warn"));
    let _ = lines.with_writer(std::io::stderr).without_time().with_target(false).try_init();
}
