import Operations
import Platform
import Store
import TestKit
import Testing
import Web

/// The observability service on a real port with a real store.
enum ServedObservability {
    /// - Parameter body: is given the address and a client.
    static func run(
        shares: (any ShareLevelsService)? = nil,
        _ prepare: (StateStore) async throws -> Void = { _ in },
        _ body: (String, HTTPClient) async throws -> Void
    ) async throws {
        let files = try TemporaryStore(isInMemory: true)
        let registry = MetricsRegistry()
        let store = try files.open(metrics: StoreMetrics(registry))
        try await prepare(store)
        let service = try ObservabilityService(
            host: "127.0.0.1",
            port: 0,
            backend: .example(store, clock: files.clock, metrics: registry),
            shares: shares
        )
        let task = Task { try await service.run() }
        let client = HTTPClient()
        try await body("http://127.0.0.1:\(service.port)", client)
        await client.shutdown()
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        await store.close()
    }
}
