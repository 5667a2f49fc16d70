# Shortcuts; `just` lists them. Nothing here is needed to build, run or test.

default:
    @just --list

# Everything that CI checks, in its order.
ci:
    .ci/run

# Talk to it in the terminal.
chat *ARGS:
    cargo run --release -- chat {{ARGS}}

# Try it in the browser.
demo *ARGS:
    cargo run --release -- demo {{ARGS}}

# Take the pictures in docs/ anew. Needs Chromium.
pictures:
    VERBATIM_PICTURES=docs/pictures cargo test --test demo pictures

# The tests, or one part of them: `just test --lib attribute::`.
test *ARGS:
    cargo test {{ARGS}}

# Start time, memory and size.
footprint:
    cargo bench --profile dist --bench footprint
