import Market
import Platform
import Store
import Testing

@testable import Monitor

@Suite("Clock skew", .timeLimit(.minutes(5)))
struct ClockSkewTests {
    private static let now = MonitorRig.at("12:00:00")

    private static func skew(_ seconds: Int?, age: Duration = .zero) -> ClockSkew? {
        seconds.map { ClockSkew(skew: .seconds($0), served: now, measuredAt: now - age) }
    }

    @Test(
        "which clocks differ, and whose is wrong",
        arguments: [
            (nil, nil, nil, nil), (0, 0, false, nil), (15, nil, false, nil), (16, nil, nil, nil), (30, 0, nil, nil),
            (31, nil, true, nil), (-31, nil, true, nil), (nil, 95, true, nil), (95, 94, true, .ours),
            (-95, -94, true, .ours), (95, 0, true, .telegram), (2, -3_600, true, .exchange), (95, -95, true, nil),
            (2_592_000, 2_592_003, true, .ours),
        ] as [(Int?, Int?, Bool?, AlertFacts.Clocks.Side?)]
    )
    func table(_ telegram: Int?, _ exchange: Int?, _ isBad: Bool?, _ wrong: AlertFacts.Clocks.Side?) {
        let verdict = ClockSkewRule.verdict(
            telegram: Self.skew(telegram),
            exchange: Self.skew(exchange),
            at: Self.now,
            limit: .seconds(30)
        )
        let found = verdict.map { verdict in if case .bad = verdict.finding { true } else { false } }
        #expect(found == isBad)
        #expect(verdict?.facts.clocks?.wrong == wrong)
    }

    @Test("what was measured long ago, or by a clock that has stepped since, says nothing")
    func old() {
        for age in [Duration.minutes(21), .zero - .minutes(21), .hours(24 * 365)] {
            let verdict = ClockSkewRule.verdict(
                telegram: Self.skew(95, age: age),
                exchange: nil,
                at: Self.now,
                limit: .seconds(30)
            )
            #expect(verdict == nil)
        }
    }

    @Test("a clock that differs from the exchange's is told once with the figure, and ends by itself")
    func alert() async throws {
        try await withRig("12:00:30") { rig in
            rig.exchangeAhead.withLock { $0 = .seconds(-95) }
            try await rig.check(.equities, at: "12:00:30")
            for time in ["12:00:45", "12:01:45", "12:02:45"] { try await rig.watch(at: time) }
            #expect(try await rig.open() == ["clock_skew/-/- firing"])
            let alert = try #require(try await rig.store.alerts.open().first)
            #expect(abs(alert.value - 95) <= 1)
            #expect(alert.facts.clocks?.exchange == Int(alert.value))
            // The bot has found the same: it is our clock.
            let telegram = ClockSkew(skew: .seconds(95), served: rig.clock.now, measuredAt: rig.clock.now)
            try await rig.store.settings.set(SettingName.telegramSkew, telegram.text)
            try await rig.watch(at: "12:03:45")
            #expect(try await rig.store.alerts.open().first?.facts.clocks?.wrong == .ours)

            rig.exchangeAhead.withLock { $0 = .zero }
            try await rig.check(.equities, at: "12:05:30")
            try await rig.store.settings.set(SettingName.telegramSkew, nil)
            for time in ["12:05:45", "12:06:45"] { try await rig.watch(at: time) }
            #expect(try await rig.open() == [])
            #expect(try await rig.heard() == ["post 1", "recovered 1"])
        }
    }

    @Test("a sandbox keeps the time of its clock, at any speed: nothing is raised")
    func quiet() async throws {
        try await withRig("12:00:30") { rig in
            for minute in stride(from: 0, through: 30, by: 5) {
                try await rig.check(.futures, at: "12:\(minute < 10 ? "0" : "")\(minute):30")
                try await rig.watch(at: "12:\(minute < 10 ? "0" : "")\(minute):45")
            }
            #expect(try await rig.store.alerts.latest(limit: 10).filter { $0.key.rule == .clockSkew } == [])
            #expect(ClockSkew(text: try await rig.store.settings.value(SettingName.exchangeSkew)) != nil)
        }
    }

    @Test(
        "a bot whose last sign of life lies in the future is silent",
        arguments: [Duration.hours(1), .hours(24 * 365)]
    )
    func futureHeartbeat(_ ahead: Duration) async throws {
        try await withRig("12:00:30", tune: { $0.watchesBot = true }) { rig in
            let clock = ReplayClock(start: rig.clock.now + ahead)
            let log = Log(component: "test", threshold: .critical, clock: clock)
            let other = try StateStore(path: rig.path, clock: clock, log: log)
            try await other.processes.heartbeat(.bot)
            await other.close()
            // A watcher judges only after a whole period of looks.
            for minute in 0...9 { try await rig.watch(at: "12:0\(minute):45") }
            #expect(try await rig.open() == ["bot_silent/-/- firing"])
        }
    }
}
