import Market
import Platform
import Store
import TestKit
import Testing

/// `mayak jobs pause` and `resume` as processes of their own, on one store.
@Suite("mayak jobs pause", .timeLimit(.minutes(1)))
struct JobsPauseCommandTests {
    private let mayak: StoreCommands

    init() throws {
        mayak = try StoreCommands("jobs")
    }

    @Test("pauses once, lists, and resumes; what cannot be is refused with what can")
    func whole() async throws {
        let store = try mayak.opened()
        try await store.jobs.savePlan(
            ["EQ1", "daily_run_jobs"].map {
                JobPlan(id: $0, trigger: "t", function: "f", nextRun: nil, zone: "UTC")
            }
        )
        await store.close()
        #expect(try await mayak("pause").text == "No job is paused\n")
        let made = try await mayak("pause", "--job", "eq1", "--reason", "moving")
        #expect(made.status == 0 && made.text.hasPrefix("EQ1: paused by cli "), "\(made.text)\(made.errors)")
        #expect(made.text.hasSuffix(": moving\n"))
        #expect(try await mayak("pause", "--job", "EQ1").text.hasPrefix("EQ1: paused already, since "))
        #expect(try await mayak("pause").text.hasPrefix("EQ1: paused since "))
        let unknown = try await mayak("pause", "--job", "EQ9")
        #expect(unknown.status == 1 && unknown.errors.contains("there are: EQ1, daily_run_jobs"), "\(unknown.errors)")
        let needed = try await mayak("pause", "--job", "daily_run_jobs")
        #expect(needed.status == 1 && needed.errors.contains("cannot be paused"), "\(needed.errors)")
        let long = try await mayak("pause", "--job", "EQ1", "--reason", String(repeating: "x", count: 201))
        #expect(long.status == 64 && long.errors.contains("200 are allowed"))
        let ended = try await mayak("resume", "--job", "eq1")
        #expect(ended.status == 0 && ended.text.hasPrefix("EQ1: goes on; it was paused by cli "), "\(ended.errors)")
        #expect(try await mayak("resume", "--job", "EQ1").text == "EQ1: is not paused\n")
        #expect(try await mayak("resume").status == 64)
        let again = try mayak.opened()
        let rows = try await again.audit.latest(limit: 9)
        #expect(rows.map(\.action) == ["job.resume", "job.pause"] && rows.allSatisfy { $0.object == "EQ1" })
        await again.close()
    }
}
