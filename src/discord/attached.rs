//! Text files that are attached to a message whose words are to be checked.

use super::request::{Command, Request, Shown};
use super::rest::Rest;

/// Bytes of a file that is read, and files of one message.
const BYTES: usize = 64 * 1024;
const FILES: usize = 3;

/// The request with what stands in the attached text files added to the words that are to be checked. What is too long or
/// cannot be read is named.
pub(super) async fn read(rest: &Rest, mut request: Request) -> Request {
    let shown = match &mut request {
        Request::Command(Command { target, .. }) => Some(target),
        Request::Mention { about: Some(about), .. } => Some(&mut about.shown),
        _ => None,
    };
    if let Some(shown) = shown {
        add(rest, shown).await;
    }
    request
}

async fn add(rest: &Rest, shown: &mut Shown) {
    let files = std::mem::take(&mut shown.files);
    for (number, file) in files.into_iter().enumerate() {
        let is_short = usize::try_from(file.size).is_ok_and(|size| size <= BYTES);
        let bytes =
            if is_short && number < FILES { rest.file(&file.url, BYTES).await } else { None };
        match bytes {
            Some(bytes) => {
                shown.words.push('\n');
                shown.words.push_str(&String::from_utf8_lossy(&bytes));
            }
            None => shown.unread.push("an attached text file"),
        }
    }
    shown.unread.dedup();
}
