import Market
import Operations
import Platform
import Store
import Web

/// `mayak dashboard`: the dashboard and the API without the scheduler.
enum DashboardCommand: Command {
    static let spec = CommandSpec(
        "dashboard",
        summary: "Serve the dashboard and the API on a store, without the scheduler",
        details: """
            Prints its address. What people ask of the scheduler waits until one runs. Ctrl-C ends it.

            mayak dashboard --repository runtime/mayak.db --host 127.0.0.1 --port 8000
            """,
        options: [
            .value("repository", "PATH", "The store; the configured one where it is not given"),
            .value("host", "ADDRESS", "Numeric address; dashboard.host where it is not given"),
            .value("port", "N", "Port, 0 for any; dashboard.port where it is not given"),
        ] + Settings.options
    )

    static func run(_ arguments: Arguments) async throws {
        let port = try arguments.integer("port", in: 0...65_535)
        let settings = try Settings.load(
            arguments,
            flags: [
                ("store.path", arguments.string("repository")), ("dashboard.host", arguments.string("host")),
                ("dashboard.port", port.map(String.init)),
            ]
        )
        let http = HTTPClient()
        let started = try await settings.general.clock.start(http: http)
        let log = settings.remarks(of: "dashboard", clock: started.clock)
        let stop = StopOnSignal(log: Log(component: "dashboard", threshold: .warning, clock: SystemClock()))
        let store = try settings.existingStore(clock: started.clock, log: log)
        let backend = try settings.webBackend(
            .scheduler,
            store: OperationsStore(store),
            clock: started.clock,
            metrics: MetricsRegistry()
        )
        let service: DashboardService
        do {
            service = try settings.dashboardService(backend)
        } catch {
            await store.close()
            throw CommandFailure(.configuration, "mayak dashboard: \(error)")
        }
        let host = settings.dashboard.host
        // Not print: the line must be there at once, also in a pipe.
        let address = "http://\(host.contains(":") ? "[\(host)]" : host):\(service.port)/\n"
        try FileBytes.writeStandardOutput(Array(address.utf8))
        do {
            try await runTogether([service, stop, StorePlaceWatch(store: store)] + started.services)
        } catch is CancellationError {
            // A wanted stop.
        }
        await store.close()
        await http.shutdown()
    }
}
