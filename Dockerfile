# syntax=docker/dockerfile:1
# Two stages: the toolchain builds a binary with the Swift runtime inside; the image holds it and Debian's libraries.
# Scripts/check-dockerfile proves that every path, package and command named here exists.
FROM swift:6.3-bookworm AS builder
WORKDIR /src
COPY Scripts/setup Scripts/setup
RUN Scripts/setup
COPY Package.swift trading_calendar.json ./
COPY Sources Sources
COPY Tests Tests
COPY Benchmarks Benchmarks
RUN swift build -c release --static-swift-stdlib --product mayak \
    && install -D -s "$(swift build -c release --show-bin-path)/mayak" /out/mayak

FROM debian:bookworm-slim
WORKDIR /app
COPY Scripts/setup Scripts/setup
RUN Scripts/setup --runtime && rm -rf /var/lib/apt/lists
COPY --from=builder /out/mayak /usr/local/bin/mayak
COPY Scripts/run Scripts/run
COPY Scripts/foreground Scripts/foreground
COPY Scripts/stop-on-fatal Scripts/stop-on-fatal
COPY Scripts/first-look.json Scripts/first-look.json
COPY supervisord.conf trading_calendar.json ./
COPY static/dashboard static/dashboard
COPY static/sandbox static/sandbox
# The only places that are written to; the root may be mounted read-only.
RUN install -d -o 10001 -g 10001 /app/runtime /app/static/plots
VOLUME ["/app/runtime", "/app/static/plots"]
ENV MAYAK_BINARY=/usr/local/bin/mayak
USER 10001:10001
HEALTHCHECK --interval=30s --timeout=20s --start-period=60s --retries=3 CMD ["mayak", "health-check"]
ENTRYPOINT ["/usr/bin/tini", "--"]
CMD ["/app/Scripts/run"]
