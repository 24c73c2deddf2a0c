package import Operations
import Platform

/// Shows what one process counts and whether the product works, for Prometheus and for probes.
///
/// `GET /metrics` is Prometheus' text format; `GET /healthz` says `ok` with 200, or what is wrong, a line each, with 503;
/// `GET /readyz` says whether the store answers. Nothing can be changed here, and nothing shown is secret. The scheduler's has
/// the gap scanner and the VWAP levels as well (``GapEndpoints``).
package struct ObservabilityService: Service {
    private let server: WebServer
    /// The port listened on.
    package var port: UInt16 { server.port }

    /// Starts listening.
    ///
    /// - Parameters:
    ///   - port: 0 lets the system choose.
    ///   - shares: who answers `/scan` and `/vwap`; nil serves neither.
    /// - Throws: `WebServerError`, as where the port is taken.
    package init(host: String, port: UInt16, backend: WebBackend, shares: (any ShareLevelsService)? = nil) throws {
        let gaps = shares.map { GapEndpoints(service: $0).routes } ?? []
        let routes = RouteTable<WebHandler>(backend.probes.routes + gaps)
        let largestBody = gaps.isEmpty ? 0 : GapEndpoints.largestBody
        server = try WebServer(host: host, port: port, maximumBodyBytes: largestBody) { await routes.respond(to: $0) }
    }

    /// Serves until it is cancelled.
    package func run() async throws {
        await Wakeup().wait(after: 0)
        await server.stop()
        throw CancellationError()
    }
}
