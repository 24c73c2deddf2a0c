import Foundation
import Market
import Platform
import Store
import TestKit
import Testing

/// `mayak report` and `mayak plan` as processes of their own.
@Suite("Report commands", .timeLimit(.minutes(1)))
struct ReportCommandTests {
    private static let clock = ["MAYAK_CLOCK": "2024-07-15T19:10:00+03:00@1"]

    @Test("report prints what the chat would read, or its facts as JSON; a Sunday has none")
    func report() async throws {
        let directory = try TemporaryFolder()
        let path = try directory.file("mayak.db")
        let none = try await MayakProcess.run(["report", "--store", path], environment: Self.clock)
        #expect(none.status == 1 && none.errors.contains("no store"))
        let clock = SystemClock()
        let store = try StateStore(
            path: path,
            clock: clock,
            log: Log(component: "t", threshold: .critical, clock: clock)
        )
        let date = CivilDate(dayNumber: 19_919)
        let label = try #require(TimeOfDay("10:05"))
        let seen = MoscowTime.instant(date, label) + .seconds(30)
        var batch = StoreBatch()
        batch.feeds.slots = [
            SlotRecord.one(Feed(.futures, .obstats), on: date, label, seenAt: seen)
        ]
        let run = JobRun(job: "FO1", nominal: seen, outcome: .succeeded, claimedAt: seen, finishedAt: seen)
        try await store.commit(store.ledger.finishing(run, with: batch))
        await store.close()

        let text = try await MayakProcess.run(["report", "--store", path, "--language", "en"], environment: Self.clock)
        #expect(text.status == 0, "\(text.errors)")
        // By the only look two labels of tradestats were due and one each of obstats and futoi; one was seen.
        #expect(text.text.hasPrefix("🟠 Report 15 Jul, Mon: 25.0% in time"))
        let json = try await MayakProcess.run(
            ["report", "--store", path, "--week", "--json", "--date", "2024-07-18"],
            environment: Self.clock
        )
        let facts = try #require(try JSONSerialization.jsonObject(with: Data(json.output)) as? [String: Any])
        #expect(facts["first"] as? String == "2024-07-15" && facts["last"] as? String == "2024-07-15")
        let sunday = try await MayakProcess.run(
            ["report", "--store", path, "--date", "2024-07-14"],
            environment: Self.clock
        )
        #expect(sunday.status == 65 && sunday.errors.contains("no sessions on 2024-07-14"))
    }

    @Test("plan is quiet about the defaults, and names a collision with a free second")
    func plan() async throws {
        let directory = try TemporaryFolder()
        let arguments = ["plan", "--date", "2024-07-15", "--store", "\(directory.path)/none.db"]
        let fine = try await MayakProcess.run(arguments)
        #expect(fine.status == 0, "\(fine.errors)")
        #expect(fine.text.contains("no report collides with other messages"))
        #expect(fine.text.contains("send_plots"))
        // Looking leaves no store behind.
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path).isEmpty)
        let moved = try await MayakProcess.run(arguments, environment: ["MAYAK_REPORT_DAY_TIME": "19:02"])
        #expect(moved.text.contains("REPORT_DAY at 19:02:00 collides with send_plots; nearest free second 19:01:59"))
    }
}
