//! The one place where a panic is caught. One article that breaks a stage is skipped with the reason, and the others are
//! served; one line of input that does is answered by an error, and the others by their answers.

use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::Once;

thread_local! {
    /// Whether a panic of this thread is caught.
    static IS_CAUGHT: Cell<bool> = const { Cell::new(false) };
    /// What the last panic said, and where.
    static SAID: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Runs what must not end the program. A panic in it is no message on standard error, but an error.
///
/// # Errors
/// Where the panic was and what it said, if there is one.
pub fn caught<T>(stage: impl FnOnce() -> T) -> Result<T, String> {
    keep_quiet();
    let before = IS_CAUGHT.replace(true);
    // Nothing of what the stage has begun is used after a panic.
    let read = panic::catch_unwind(AssertUnwindSafe(stage));
    IS_CAUGHT.set(before);
    read.map_err(|_| SAID.take())
}

/// Makes panics that are caught be remembered instead of printed; all others go where they went before.
fn keep_quiet() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if IS_CAUGHT.get() {
                SAID.set(said(panic));
            } else {
                usual(panic);
            }
        }));
    });
}

/// Where a panic happened and what it said, on one line.
fn said(panic: &PanicHookInfo<'_>) -> String {
    let place = panic.location().map_or_else(String::new, |location| format!("{location}: "));
    let message = panic.payload_as_str().unwrap_or("a panic without words");
    let message: Vec<_> = message.split_whitespace().collect();
    place + &message.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_reason_to_skip() {
        assert_eq!(caught(|| 7), Ok(7));
        let empty: &[u8] = &[];
        let text = caught(|| empty[std::hint::black_box(3)]).unwrap_err();
        assert!(text.contains("caught.rs") && text.contains("index out of bounds"), "{text}");
        let reason = caught(|| assert!(empty.len() > 1, "two\n lines")).unwrap_err();
        assert!(reason.ends_with("two lines"), "{reason}");
        // The next stage on this thread starts anew, and a stage within a stage leaves the outer one caught.
        assert_eq!(caught(|| caught(|| 8)), Ok(Ok(8)));
        let nested = caught(|| {
            let _ = caught(|| panic!("inner"));
            panic!("outer");
        });
        assert!(nested.map(|()| 0).unwrap_err().ends_with("outer"));
    }
}
