import Market
import Monitor
import Store
import Testing

@Suite("Missed runs rule")
struct MissedRunsRuleTests {
    private let now = MoscowTime.instant("2024-07-15 12:30:45") ?? Timestamp(seconds: 0)

    private func run(_ job: String, _ time: String, _ outcome: RunOutcome) throws -> JobRun {
        let nominal = try #require(MoscowTime.instant("2024-07-15 \(time)"))
        return JobRun(job: job, nominal: nominal, outcome: outcome, claimedAt: nominal)
    }

    @Test(
        "what was planned and not executed counts",
        arguments: [
            ("EQ1", "12:25:30", .missed, true), ("EQ1", "12:25:30", .interrupted, true),
            ("FO3", "12:25:30", .timedOut, true), ("FX1", "12:25:30", .failed, true),
            ("EQ1", "12:25:30", .succeeded, false), ("EQ1", "12:25:30", .running, false),
            ("EQ1", "12:25:30", .coalesced, false), ("EQ1", "12:25:30", .skippedCalendar, false),
            ("EQ1", "12:25:30", .skippedPaused, false),
            ("EQ1", "12:25:30", .skippedOverlap, false), ("send_plots", "12:25:30", .failed, false),
            ("EQ", "12:25:30", .failed, false), ("alert_watch", "12:25:45", .missed, false),
            ("EQ1", "12:00:30", .missed, false), ("EQ1", "12:00:45", .missed, true),
            ("EQ1", "12:30:45", .missed, false),
        ] as [(String, String, RunOutcome, Bool)]
    )
    func outcomes(job: String, time: String, outcome: RunOutcome, isBad: Bool) throws {
        #expect(MissedRunsRule.verdict([try run(job, time, outcome)], at: now).isBad == isBad)
    }

    @Test(
        "nights without a copy of the store",
        arguments: [
            ([], nil, nil), ([(1, .succeeded)], nil, nil), ([(2, .succeeded)], 2, .info),
            ([(0, .failed), (1, .succeeded)], nil, nil), ([(0, .failed), (1, .failed), (4, .succeeded)], 4, .warning),
            // It never succeeded, as far back as anybody knows.
            ([(0, .failed), (1, .failed)], nil, nil), ([(0, .failed), (1, .missed), (2, .failed)], 2, .info),
            ([(0, .skippedPaused), (3, .succeeded)], 3, .info),
        ] as [([(Int, RunOutcome)], Double?, AlertSeverity?)]
    )
    func backups(_ nights: [(Int, RunOutcome)], _ value: Double?, _ severity: AlertSeverity?) throws {
        let runs = nights.map { nights, outcome in
            let nominal = now - .hours(6) - .hours(24 * nights)
            return JobRun(job: "store_backup", nominal: nominal, outcome: outcome, claimedAt: nominal, detail: "why")
        }
        let verdict = MissedRunsRule.backups(runs, at: now)
        #expect(verdict.key == AlertKey(.backupAge))
        guard let value else {
            #expect(!verdict.isBad)
            return
        }
        #expect(verdict.finding == .bad(value: value, limit: 2) && verdict.severity == severity)
        #expect(verdict.facts.detail == "\(nights[0].1.rawValue): why")
    }

    @Test("one lost cycle is a note, two of a session are a warning; the facts name them")
    func severity() throws {
        let one = MissedRunsRule.verdict(
            [try run("EQ1", "12:25:30", .missed), try run("FO1", "12:25:30", .missed)],
            at: now
        )
        #expect(one.severity == .info)
        #expect(one.finding == .bad(value: 2, limit: 0))
        #expect(one.facts.feeds == ["EQ1", "FO1"])
        #expect(one.facts.detail == "EQ1 12:25 missed, FO1 12:25 missed")
        let two = MissedRunsRule.verdict(
            [try run("EQ1", "12:20:30", .timedOut), try run("EQ1", "12:25:30", .missed)],
            at: now
        )
        #expect(two.severity == .warning)
    }
}
