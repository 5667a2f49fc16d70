# syntax=docker/dockerfile:1
# One small image: the binary, the certificates it carries in itself, and the example articles.

FROM docker.io/library/rust:1-slim-bookworm AS build
WORKDIR /build
COPY Cargo.toml Cargo.lock ./
COPY src ./src
COPY config ./config
COPY models ./models
COPY benches ./benches
RUN cargo build --release --locked --bin verbatim

FROM docker.io/library/debian:bookworm-slim
COPY --from=build /build/target/release/verbatim /usr/local/bin/verbatim
COPY seeds /seeds
# A numeric user, so that Kubernetes can see that it is not root.
USER 65532:65532
ENV VERBATIM__CORPUS__DIR=/seeds
# Put articles of your own here: `-v ./articles:/seeds:ro`.
VOLUME /seeds
STOPSIGNAL SIGTERM
ENTRYPOINT ["/usr/local/bin/verbatim"]
CMD ["serve"]
