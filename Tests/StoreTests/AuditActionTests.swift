import Market
import Store
import TestKit
import Testing

@Suite("Audit actions")
struct AuditActionTests {
    @Test("the names in the store are as they were")
    func names() {
        #expect(
            AuditAction.allCases.map(\.rawValue) == [
                "calendar.set", "calendar.undo", "calendar.import", "alert.take", "alert.release", "alert.handover",
                "alert.close", "alert.reopen", "alert.silence", "alert.recheck", "silence.set", "silence.end",
                "job.run",
                "job.pause", "job.resume", "language.set", "settings.set", "duty.set", "people.set", "people.remove",
                "people.invite", "people.withdraw", "people.join", "people.expose", "approval.ask", "approval.give",
                "approval.decline", "access.refused", "access.make", "access.revoke", "access.sign_in",
                "portfolio.halt", "portfolio.resume", "engine.resume", "engine.flatten", "engine.close", "work.give_up",
            ]
        )
    }

    @Test("a line that only another version can have written is read as it is")
    func unknown() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        let lines = [
            AuditEntry(at: Samples.noon, actor: "42 Иван", stored: "moon.land", object: "crater", result: .done),
            AuditEntry(late: "run", at: Samples.noon, actor: "42 Иван", result: .refused(.stale)),
            AuditEntry(at: Samples.noon, actor: "42 Иван", action: .jobRun, object: "EQ1"),
        ]
        for line in lines { _ = try await store.audit.append(line) }
        let read = try await store.audit.latest(limit: 5).reversed()
        #expect(read.map(\.action) == ["moon.land", "command.run", "job.run"])
        #expect(read.map(\.deed) == [nil, nil, .jobRun])
        #expect(read.map(\.lateCommand) == [nil, "run", nil])
    }
}
