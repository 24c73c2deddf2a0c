import Market
import Operations
import Platform
import Store
import TestKit
import Testing
import Web

@Suite("What happens, as it happens", .timeLimit(.minutes(2)))
struct EventTests {
    private func note(_ dashboard: ServedDashboard, _ action: String) async throws {
        let entry = AuditEntry(at: dashboard.clock.now, actor: "t", stored: action, object: "o", result: .done)
        _ = try await dashboard.store.audit.append(entry)
    }

    /// Reads the stream with a plain socket client until it has shown the words.
    private func listen(
        _ dashboard: ServedDashboard,
        _ token: String,
        from last: String? = nil,
        until words: [String],
        while body: @escaping @Sendable () async throws -> Void = {}
    ) async throws -> String {
        let stream = try EventStream(base: dashboard.base, token: token, last: last)
        defer { stream.close() }
        _ = try await stream.read(until: ["event: hello"])
        try await body()
        return try await stream.read(until: words)
    }

    @Test("an alert's change and a line of the audit trail come with their place; a viewer sees no audit")
    func live() async throws {
        try await ServedDashboard.run { dashboard in
            let admin = try await dashboard.token(.admin)
            let text = try await listen(dashboard, admin, until: ["event: refresh", "first.one"]) {
                try await note(dashboard, "first.one")
            }
            #expect(text.contains("event: audit\nid: 0.") && text.contains("\"action\":\"first.one\""))
            let viewer = try await dashboard.token(.viewer, of: 5, name: "В")
            let seen = try await listen(dashboard, viewer, until: ["event: refresh"]) {
                try await note(dashboard, "second.one")
            }
            #expect(!seen.contains("second.one"))
        }
    }

    @Test("a stream goes on where it broke off, and begins anew where that is too far back")
    func resume() async throws {
        try await ServedDashboard.run { dashboard in
            let admin = try await dashboard.token(.admin)
            for number in 1...3 { try await note(dashboard, "kept.\(number)") }
            let lines = try await dashboard.store.audit.latest(limit: 3)
            let second = try #require(lines.first { $0.action == "kept.2" })
            let text = try await listen(dashboard, admin, from: "0.\(second.id).0", until: ["kept.3"])
            #expect(!text.contains("kept.2") && !text.contains("kept.1"))
            // Read to its end once, so that the hub has seen all of it.
            _ = try await listen(dashboard, admin, until: ["flood.520\""]) {
                for number in 1...520 { try await note(dashboard, "flood.\(number)") }
            }
            let reset = try await listen(dashboard, admin, from: "0.\(second.id).0", until: ["event: reset"])
            #expect(!reset.contains("flood.1\""))
            let refused = try await dashboard.get("/api/events", admin, [("Last-Event-ID", "nonsense")])
            #expect(refused.status == 400)
        }
    }
}
