import Foundation
import Market
import Operations
import Platform
import Store
import TestKit
import Testing
import Web

@testable import mayak

@Suite("mayak status --json and GET /api/status", .timeLimit(.minutes(1)))
struct StatusAnswerTests {
    @Test("tell the same of the same moment")
    func same() async throws {
        let directory = try TemporaryFolder()
        let path = try directory.file("mayak.db")
        let clock = ManualClock()
        let settings = try Settings.load(
            overrides: [("store.path", path), ("dashboard.port", "0"), ("telegram.admins", "1001")],
            environment: ["TELEGRAM_BOT_TOKEN": "8123456789:AAEcanarycanarycanary"]
        )
        let log = Log(component: "test", threshold: .critical, clock: clock)
        let store = try StateStore(path: path, clock: clock, log: log)
        try await store.processes.heartbeat(.scheduler, detail: "tick")
        try await store.jobs.savePlan([
            JobPlan(id: "EQ1", trigger: "interval[0:05:00]", function: "f", nextRun: clock.now, zone: "Europe/Moscow")
        ])
        let granted = try await AccessGranting(store: OperationsStore(store), at: clock.now).make(
            .token,
            for: 1001,
            role: nil,
            label: "",
            lasting: .hours(1),
            by: "test",
            appointed: [1001]
        )
        let backend = try settings.webBackend(
            .scheduler,
            store: OperationsStore(store),
            clock: clock,
            metrics: MetricsRegistry()
        )
        let service = try settings.dashboardService(backend)
        let task = Task { try await service.run() }
        let client = HTTPClient()
        let answer = try await client.send(
            HTTPRequest(
                url: "http://127.0.0.1:\(service.port)/api/status",
                headers: [("Authorization", "Bearer \(granted.token.text)")]
            )
        )
        await client.shutdown()
        task.cancel()
        _ = await task.result
        await store.close()
        let printed = try await ProductStatus(settings: settings, clock: clock).json()
        #expect(answer.status == 200)
        #expect(try JSON.parse(answer.body).sorted == JSON.parse(printed).sorted)
        #expect(!answer.text.contains("canarycanary"))
    }
}

extension JSON {
    /// Members in the order of their names, which means nothing to a reader.
    fileprivate var sorted: JSON {
        switch self {
        case .object(let members):
            .object(members.map { Member($0.name, $0.value.sorted) }.sorted { $0.name < $1.name })
        case .array(let values): .array(values.map(\.sorted))
        case .null, .bool, .int, .double, .string: self
        }
    }
}
