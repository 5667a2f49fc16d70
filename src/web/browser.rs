//! Opening the page where there is a browser.

use std::io::{self, IsTerminal};

/// Opens the address in the browser, if somebody sits before this machine. What fails is no matter: the address is printed.
pub(super) fn open(address: &str) {
    if is_attended() {
        let _ = open::that_detached(address);
    }
}

/// Whether there is a screen to show a browser on. Over SSH or in a container a browser in the terminal could come up instead.
fn is_attended() -> bool {
    let is_shown = cfg!(any(windows, target_os = "macos"))
        || ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some());
    io::stdout().is_terminal() && is_shown
}
