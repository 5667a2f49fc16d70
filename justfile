# Shortcuts; `just` lists them. Nothing here is needed to build, run or test.

default:
    @just --list

# Everything that CI checks, in its order.
ci:
    .ci/run

# Talk to it in the terminal.
chat *ARGS:
    cargo run --release -- chat {{ARGS}}

# The fast part of the tests, while working.
test *ARGS:
    cargo test {{ARGS}}

# Start time, memory and size, as printed in the README.
footprint:
    cargo bench --bench footprint
