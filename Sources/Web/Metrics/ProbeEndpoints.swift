import Operations
import Platform

/// `/metrics`, `/healthz` and `/readyz`, for Prometheus and for probes; nothing shown is secret.
struct ProbeEndpoints: Sendable {
    let store: OperationsStore
    let health: HealthQuestion
    let metrics: MetricsRegistry
    /// Read anew for each scrape; nil where another process shows them.
    let gauges: StoreGauges?

    var routes: [Route<WebHandler>] {
        [
            .get("/metrics") { request, _ in
                do {
                    try await gauges?.read()
                } catch {
                    return .text("store: \(error)\n", status: 503)
                }
                let format = MetricsFormat(accepting: request.header("Accept"))
                return WebResponse(
                    headers: [("Content-Type", format.contentType), ("Vary", "Accept")],
                    body: Array(metrics.text(in: format).utf8)
                )
            },
            .get("/healthz") { _, _ in
                do {
                    let failures = try await health.answer().failures
                    guard !failures.isEmpty else { return .text("ok\n") }
                    return .text(failures.map { $0.line + "\n" }.joined(), status: 503)
                } catch {
                    return .text("store: \(error)\n", status: 503)
                }
            },
            .get("/readyz") { _, _ in
                do {
                    _ = try await store.dataVersion()
                    return .text("ready\n")
                } catch {
                    return .text("store: \(error)\n", status: 503)
                }
            },
        ]
    }
}
