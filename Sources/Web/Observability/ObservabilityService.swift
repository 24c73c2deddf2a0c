package import Market
package import Operations
package import Platform

/// Shows what one process counts and whether the product works, for Prometheus and for probes.
///
/// `GET /metrics` is Prometheus' text format; `GET /healthz` says `ok` with 200, or what is wrong, a line each, with 503.
/// Nothing can be changed here, and nothing shown is secret. The scheduler's has the gap scanner and the VWAP levels as well
/// (``GapEndpoints``).
package struct ObservabilityService: Service {
    private let server: WebServer
    /// The port listened on.
    package var port: UInt16 { server.port }

    /// Starts listening.
    ///
    /// - Parameters:
    ///   - port: 0 lets the system choose.
    ///   - shares: who answers `/scan` and `/vwap`; nil serves neither.
    ///   - startedAnew: see `ProductHealth.init(of:limits:at:startedAnew:)`.
    /// - Throws: `WebServerError`, as where the port is taken.
    package init(
        host: String,
        port: UInt16,
        metrics: MetricsRegistry,
        store: OperationsStore,
        limits: HealthLimits,
        clock: any MarketClock,
        shares: (any ShareLevelsService)? = nil,
        startedAnew: Bool = false
    ) throws {
        let gaps = shares.map { GapEndpoints(service: $0).routes } ?? []
        let routes = RouteTable<WebHandler>(
            [
                .get("/metrics") { _, _ in
                    WebResponse(
                        headers: [("Content-Type", MetricsRegistry.contentType)],
                        body: Array(metrics.text.utf8)
                    )
                },
                .get("/healthz") { _, _ in
                    await Self.health(store, limits, clock, startedAnew)
                },
            ] + gaps
        )
        let largestBody = gaps.isEmpty ? 0 : GapEndpoints.largestBody
        server = try WebServer(host: host, port: port, maximumBodyBytes: largestBody) { await routes.respond(to: $0) }
    }

    /// Serves until it is cancelled.
    package func run() async throws {
        await Wakeup().wait(after: 0)
        await server.stop()
        throw CancellationError()
    }

    private static func health(
        _ store: OperationsStore,
        _ limits: HealthLimits,
        _ clock: any MarketClock,
        _ startedAnew: Bool
    ) async -> WebResponse {
        do {
            let health = try await ProductHealth(of: store, limits: limits, at: clock.now, startedAnew: startedAnew)
            let failures = health.failures
            guard !failures.isEmpty else { return .text("ok\n") }
            return .text(failures.map { $0.line + "\n" }.joined(), status: 503)
        } catch {
            return .text("store: \(error)\n", status: 503)
        }
    }
}
