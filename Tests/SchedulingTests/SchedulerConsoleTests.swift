import Market
import Scheduling
import Platform
import Store
import TestKit
import Testing

@Suite("Scheduler console", .timeLimit(.minutes(5)))
struct SchedulerConsoleTests {
    private static let plans = [
        JobPlan(
            id: "EQ1",
            trigger: "interval[0:01:00]",
            function: "SessionMonitor.check(EQ)",
            nextRun: moscow("2024-07-15 13:15:10"),
            zone: "Europe/Moscow"
        ),
        JobPlan(
            id: "hi2_check",
            trigger: "cron[hour='19', minute='3', second='30']",
            function: "HI2Check.run",
            nextRun: nil,
            zone: "Asia/Seoul"
        ),
    ]

    @Test("jobs are listed as in the seed")
    func listing() {
        let expected = """
            Job ID: EQ1
            Next Run Time: 2024-07-15 13:15:10+03:00
            Trigger: interval[0:01:00]
            Function: SessionMonitor.check(EQ)
            --------------------
            Job ID: hi2_check
            Next Run Time: None
            Trigger: cron[hour='19', minute='3', second='30']
            Function: HI2Check.run
            --------------------

            """
        #expect(JobListing.text(Self.plans) == expected)
    }

    @Test("the last run stands in the zone of the job")
    func lastRun() {
        let nominal = moscow("2024-07-15 13:03:30")
        let run = JobRun(job: "hi2_check", nominal: nominal, outcome: .failed, claimedAt: nominal, detail: "no rows")
        let text = JobListing.text(Self.plans, lastRuns: ["hi2_check": run])
        #expect(text.contains("Function: HI2Check.run\nLast Run: 2024-07-15 19:03:30+09:00 failed, no rows\n-----"))
    }

    @Test("answers each line and ends at exit")
    func lines() async throws {
        let written = Lock("")
        let console = SchedulerConsole(
            lines: AsyncStream { continuation in
                for line in ["help", "", "  JOBS ", "jbos", "exit", "jobs"] { continuation.yield(line) }
            },
            prompt: TerminalPrompt(SchedulerConsole.promptText, erasing: nil) { text, _ in
                written.withLock { $0 += text }
            },
            jobs: { "the jobs\n" },
            write: { text in written.withLock { $0 += text } }
        )
        try await console.run()
        let text = written.withLock { $0 }
        let prompt = "> print current jobs list - jobs:   "
        #expect(text.hasPrefix(prompt + "jobs   the jobs"))
        #expect(text.contains(prompt + prompt + "the jobs\n" + prompt + "unknown command \"jbos\""))
        #expect(text.split(separator: "the jobs\n").count == 2, "nothing is read after exit")
    }

    @Test("the end of the input is no console, not an exit")
    func endOfInput() async throws {
        let console = SchedulerConsole(
            lines: AsyncStream { $0.finish() },
            prompt: nil,
            jobs: { "" },
            write: { _ in Issue.record("nothing to say") }
        )
        let running = Task { try await console.run() }
        for _ in 0..<100 { await Task.yield() }
        running.cancel()
        await #expect(throws: CancellationError.self) { try await running.value }
    }
}
