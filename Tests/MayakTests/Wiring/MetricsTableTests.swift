import Bot
import Foundation
import Market
import Operations
import Platform
import Scheduling
import Store
import TestKit
import Testing
import Web

@testable import mayak

@Suite("docs/metrics.md")
struct MetricsTableTests {
    /// `MAYAK_UPDATE_DOCS=1 swift test --filter MetricsTable` writes the table anew.
    @Test("holds the table of all metrics")
    func table() throws {
        let page = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../docs/metrics.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let parts = text.components(separatedBy: "<!-- table -->\n")
        try #require(parts.count == 3, "the page needs two table marks")
        let table = try Self.table()
        if ProcessInfo.processInfo.environment["MAYAK_UPDATE_DOCS"] != nil {
            let marked = [parts[0], table, parts[2]].joined(separator: "<!-- table -->\n")
            try Data(marked.utf8).write(to: page)
        } else {
            #expect(parts[1] == table, "run MAYAK_UPDATE_DOCS=1 swift test --filter MetricsTable")
        }
    }

    /// Everything that the two processes register, as their wiring does.
    private static func table() throws -> String {
        let registry = MetricsRegistry()
        let folder = try TemporaryFolder(prefix: "metrics", isInMemory: true)
        defer { folder.remove() }
        let clock = ManualClock()
        let log = Log(component: "test", threshold: .critical, clock: clock)
        let path = folder.path + "/mayak.db"
        let store = try StateStore(path: path, clock: clock, log: log, metrics: StoreMetrics(registry))
        _ = RunMetrics(registry)
        _ = PollMetrics(registry)
        for peer in ["exchange", "gap_services", "krx", "telegram", "telegram_poll"] {
            _ = HTTPClientMetrics(registry, peer: peer)
        }
        let settings = try Settings.load(overrides: [], environment: [:])
        _ = try settings.webBackend(.scheduler, store: OperationsStore(store), clock: clock, metrics: registry)
        let heading = "| Metric | Kind | Labels | Meaning |\n|---|---|---|---|\n"
        return heading
            + registry.described.map { metric in
                let labels = metric.labels.map { "`\($0)`" }.joined(separator: ", ")
                return "| `\(metric.name)` | \(metric.kind) | \(labels) | \(metric.help) |\n"
            }.joined()
    }
}
