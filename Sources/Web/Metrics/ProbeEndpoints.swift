import Operations
import Platform

/// `/metrics`, `/healthz` and `/readyz`, for Prometheus and for probes; nothing shown is secret.
struct ProbeEndpoints: Sendable {
    let desk: WebDesk

    var routes: [Route<WebHandler>] {
        [
            .get("/metrics") { request, _ in
                do {
                    try await desk.readings?.read(desk)
                } catch {
                    return .text("store: \(error)\n", status: 503)
                }
                let format = MetricsFormat(accepting: request.header("Accept"))
                return WebResponse(
                    headers: [("Content-Type", format.contentType), ("Vary", "Accept")],
                    body: Array(desk.metrics.text(in: format).utf8)
                )
            },
            .get("/healthz") { _, _ in
                do {
                    let failures = try await desk.health().failures
                    guard !failures.isEmpty else { return .text("ok\n") }
                    return .text(failures.map { $0.line + "\n" }.joined(), status: 503)
                } catch {
                    return .text("store: \(error)\n", status: 503)
                }
            },
            .get("/readyz") { _, _ in
                do {
                    _ = try await desk.store.dataVersion()
                    return .text("ready\n")
                } catch {
                    return .text("store: \(error)\n", status: 503)
                }
            },
        ]
    }
}
