import Market
import Platform
import Sandbox
import TestKit
import Testing

@testable import mayak

@Suite("Rehearsal of a silent server", .timeLimit(.minutes(2)))
struct RehearseSilenceTests {
    @Test("a server that says nothing costs each request the plan's patience, and the day goes on")
    func hang() async throws {
        let directory = try TemporaryFolder()
        var plan = RehearsalPlan(date: RehearsalPlan.usualDate)
        plan.until = TimeOfDay("10:12")
        plan.patience = .milliseconds(300)
        let script = #"[{"at": "10:04", "until": "10:06", "kind": "hang", "target": "EQ", "times": 2}]"#
        plan.script = try FaultScript(Array(script.utf8), date: plan.date)
        let clock = SystemClock()
        let begin = clock.now
        let result = try await Rehearsal(plan, folder: directory.path, threshold: .critical).run()
        #expect(begin.duration(to: clock.now) >= .milliseconds(300), "nobody waited")
        let row = try #require(result.summary.feeds.first { $0.feed.hasPrefix("EQ obstats") })
        #expect(row.seen > 0 && result.summary.alerts.isEmpty, "\(result.summary)")
    }
}
