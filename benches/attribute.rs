//! How fast quotations are found: news, and texts made to be slow. The aim is 10 MB of news a second on one core.

use divan::Bencher;
use divan::counter::BytesCount;
use verbatim::attribute::attribute;

fn main() {
    divan::main();
}

/// Bytes of each text.
const SIZE: usize = 1 << 20;

const NEWS: &str = "The harbour of Nordvik will close for the winter, Transport Minister Aino Salo said on Tuesday, a move \
that fishermen called “a blow to the whole coast”.

“We cannot keep the ice out,” Salo told reporters in the capital. “The pumps are forty years old.”

She said the ferry would sail from Holm instead, adding that nobody would lose a job. A spokesman for the harbour \
office, Captain Rolf Berg, said two ships had been moved already.

According to a report by the audit office, the repair would cost 12 million crowns, and the work would take until May. \
The opposition's leader, Marta Lind, who was born in Nordvik, accused the minister of waiting too long.

";

/// What each text is made of.
fn piece(name: &str) -> &'static str {
    match name {
        "quote marks" => "\"",
        "opening marks" => "“a ",
        "apostrophes" => "' a",
        "one endless sentence" => "Ann Lee said that ",
        "commas" => "Smith, ",
        _ => NEWS,
    }
}

/// Time must grow with the text alone: the rates of one text must not fall as it grows.
#[divan::bench(
    args = ["news", "quote marks", "opening marks", "apostrophes", "one endless sentence", "commas"],
    consts = [1, 4, 16],
    sample_count = 5
)]
fn mebibytes<const MEBIBYTES: usize>(bencher: Bencher<'_, '_>, name: &str) {
    let piece = piece(name);
    let text = piece.repeat(MEBIBYTES * SIZE / piece.len() + 1);
    bencher.counter(BytesCount::of_str(&text)).bench(|| attribute(&text));
}

#[divan::bench]
fn ten_thousand_names(bencher: Bencher<'_, '_>) {
    let name = |number: usize| {
        format!("“No,” said Ann {}x{number}. She left.\n\n", ["Hill", "Berg", "Lind"][number % 3])
    };
    let text: String = (0..10_000).map(name).collect();
    bencher.counter(BytesCount::of_str(&text)).bench(|| attribute(&text));
}
