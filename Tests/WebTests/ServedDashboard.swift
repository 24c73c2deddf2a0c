import Market
import Operations
import Platform
import Store
import TestKit
import Testing

import Web

extension WebBackend {
    /// The web side of a store with the exchange's usual sessions.
    static func example(
        _ store: StateStore,
        clock: any MarketClock,
        metrics: MetricsRegistry = MetricsRegistry(),
        appointed: [Int64] = [],
        plots: (any PlotService)? = nil,
        reports: (any ReportService)? = nil,
        commandPatience: Duration = .seconds(5)
    ) -> WebBackend {
        WebBackend(
            store: OperationsStore(store),
            clock: clock,
            limits: HealthLimits(bot: .seconds(130)),
            feedLimits: FeedLimits(usual: .seconds(300)),
            calendars: CalendarCache(store: store.calendar),
            appointed: appointed,
            plots: plots,
            reports: reports,
            metrics: metrics,
            commandPatience: commandPatience
        )
    }
}

/// A dashboard on a real port with a real store, and a client that asks it.
struct ServedDashboard {
    let store: StateStore
    let clock: ManualClock
    let base: String
    let client: HTTPClient

    /// Serves it while the body runs.
    static func run(
        folder: String = "/nonexistent",
        appointed: [Int64] = [],
        plots: (any PlotService)? = nil,
        reports: (any ReportService)? = nil,
        metrics: MetricsRegistry = MetricsRegistry(),
        commandPatience: Duration = .seconds(5),
        _ body: (ServedDashboard) async throws -> Void
    ) async throws {
        let place = try TemporaryFolder(prefix: "web", isInMemory: true)
        defer { place.remove() }
        let clock = ManualClock()
        let store = try StateStore(
            path: place.path + "/mayak.db",
            clock: clock,
            log: Log(component: "test", threshold: .critical, clock: clock),
            metrics: StoreMetrics(metrics)
        )
        let service = try DashboardService(
            host: "127.0.0.1",
            port: 0,
            folder: folder,
            backend: .example(
                store,
                clock: clock,
                metrics: metrics,
                appointed: appointed,
                plots: plots,
                reports: reports,
                commandPatience: commandPatience
            ),
            version: "0.0.0"
        )
        let task = Task { try await service.run() }
        let client = HTTPClient()
        let dashboard = ServedDashboard(
            store: store,
            clock: clock,
            base: "http://127.0.0.1:\(service.port)",
            client: client
        )
        do {
            try await body(dashboard)
        } catch {
            Issue.record(error)
        }
        await client.shutdown()
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        await store.close()
    }

    /// A person with a role, and the text of a token of theirs.
    func token(_ role: Role, of id: Int64 = 1001, name: String = "Анна", days: Int = 1) async throws -> String {
        try await store.people.setRole(Person(id: id, name: name, role: role))
        return try await granted(.token, of: id, life: .hours(24 * days)).token.text
    }

    func granted(
        _ kind: AccessKey.Kind,
        of id: Int64 = 1001,
        role: Role? = nil,
        life: Duration = .hours(1)
    ) async throws -> AccessGranting.Granted {
        try await AccessGranting(store: OperationsStore(store), at: clock.now).make(
            kind,
            for: id,
            role: role,
            label: "test",
            lasting: life,
            by: "test",
            appointed: []
        )
    }

    func get(_ path: String, _ token: String? = nil, _ headers: [(String, String)] = []) async throws -> HTTPResponse {
        try await client.send(
            HTTPRequest(url: base + path, headers: headers + (token.map { [("Authorization", "Bearer \($0)")] } ?? []))
        )
    }

    func post(
        _ path: String,
        _ token: String? = nil,
        _ body: JSON? = nil,
        method: String = "POST",
        _ headers: [(String, String)] = []
    ) async throws -> HTTPResponse {
        try await client.send(
            HTTPRequest(
                method: method,
                url: base + path,
                headers: headers + (token.map { [("Authorization", "Bearer \($0)")] } ?? []),
                body: body.map { .bytes($0.bytes, contentType: "application/json") }
            )
        )
    }
}
