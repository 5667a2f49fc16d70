# syntax=docker/dockerfile:1
# One small image from nothing: the program, linked statically, with its certificates and models in itself, and the example
# articles. No shell, no packages, no root.

FROM docker.io/library/rust:1-slim-bookworm AS build
WORKDIR /build
# Static, and without the paths of the machine on which it was built.
ENV RUSTFLAGS="-C target-feature=+crt-static --remap-path-prefix=/build=verbatim --remap-path-prefix=/usr/local/cargo/registry/src=crates"

# The dependencies, in a layer that stays until they change: the program itself is a stub here.
COPY Cargo.toml Cargo.lock ./
RUN mkdir -p src benches && touch src/lib.rs && echo 'fn main() {}' | tee build.rs > src/main.rs \
    && for bench in $(sed -n '/^\[\[bench\]\]/{n;s/name = "\(.*\)"/\1/p}' Cargo.toml); do echo 'fn main() {}' > "benches/$bench.rs"; done \
    && target=$(rustc -vV | sed -n 's/^host: //p') \
    && cargo build --locked --profile dist --bin verbatim --target "$target" \
    && rm -rf src build.rs "target/$target"/dist/verbatim "target/$target"/dist/deps/*verbatim* "target/$target"/dist/.fingerprint/verbatim-* \
         target/dist/build/verbatim-* target/dist/.fingerprint/verbatim-*

COPY build.rs compose.yaml ./
COPY src ./src
COPY config ./config
COPY models ./models
# The commit that `verbatim --version` names.
ARG VERBATIM_COMMIT=
RUN target=$(rustc -vV | sed -n 's/^host: //p') \
    && cargo build --locked --profile dist --bin verbatim --target "$target" \
    && mkdir -p /out/etc /out/index \
    && cp "target/$target/dist/verbatim" /out/verbatim \
    && echo 'verbatim:x:65532:65532:verbatim:/:/sbin/nologin' > /out/etc/passwd \
    && chown 65532:65532 /out/index
COPY seeds /out/seeds

FROM scratch
ARG VERBATIM_COMMIT=
LABEL org.opencontainers.image.title="verbatim" \
      org.opencontainers.image.description="A Discord bot that answers questions about the news with sentences quoted word for word, each with its source" \
      org.opencontainers.image.licenses="MIT OR Apache-2.0" \
      org.opencontainers.image.revision="${VERBATIM_COMMIT}"
COPY --from=build /out/ /
# A numeric user, so that Kubernetes can see that it is not root.
USER 65532:65532
# Articles of your own: `-v ./articles:/articles:ro -e VERBATIM__CORPUS__DIR=/articles`. An index that stays: a volume at /index
# and VERBATIM__INDEX__DIR=/index.
ENV VERBATIM__CORPUS__DIR=/seeds \
    VERBATIM__OPS__BIND=127.0.0.1:9090
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s CMD ["/verbatim", "health"]
ENTRYPOINT ["/verbatim"]
CMD ["serve"]
