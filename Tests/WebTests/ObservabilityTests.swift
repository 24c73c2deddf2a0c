import Market
import Operations
import Platform
import Store
import TestKit
import Testing
import Web

@Suite("Metrics and health over HTTP")
struct ObservabilityTests {
    @Test("what the store counts is there in Prometheus' text format")
    func metrics() async throws {
        try await ServedObservability.run { store in
            let draft = OutboxDraft(
                dedupeKey: "one",
                content: .notice(.schedulerStarted(at: try #require(TimeOfDay("10:00")))),
                priority: .report
            )
            let ids = try await store.outbox.enqueue([draft])
            try await store.outbox.markDropped(try #require(ids.first), reason: "no chat")
        } _: { base, client in
            let answer = try await client.send(HTTPRequest(url: base + "/metrics"))
            #expect(answer.status == 200)
            #expect(answer.header("Content-Type") == MetricsFormat.text.contentType)
            let text = String(decoding: answer.body, as: UTF8.self)
            #expect(text.contains("\noutbox_messages_total{outcome=\"dropped\"} 1\n"))
            #expect(text.contains("\n# TYPE store_commits_total counter\nstore_commits_total "))
            #expect(!text.contains("\nstore_commits_total 0\n"))
        }
    }

    @Test("health is 503 with the reasons until both processes have signed, then 200")
    func health() async throws {
        try await ServedObservability.run { base, client in
            let answer = try await client.send(HTTPRequest(url: base + "/healthz"))
            #expect(answer.status == 503)
            let text = String(decoding: answer.body, as: UTF8.self)
            #expect(text == "scheduler: no sign of life yet\nbot: no sign of life yet\n")
        }
        try await ServedObservability.run { store in
            try await store.processes.heartbeat(.scheduler)
            try await store.processes.heartbeat(.bot)
        } _: { base, client in
            let answer = try await client.send(HTTPRequest(url: base + "/healthz"))
            #expect(answer.status == 200)
            #expect(String(decoding: answer.body, as: UTF8.self) == "ok\n")
        }
    }

    @Test("everything else is not there, and nothing takes a body")
    func strangers() async throws {
        try await ServedObservability.run { base, client in
            let page = try await client.send(HTTPRequest(url: base + "/"))
            #expect(page.status == 404)
            let post = try await client.send(HTTPRequest(method: "POST", url: base + "/metrics"))
            #expect(post.status == 405)
        }
    }
}
