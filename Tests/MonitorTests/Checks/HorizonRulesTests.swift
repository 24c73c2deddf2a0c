import Market
import Platform
import Store
import Testing

@testable import Monitor

@Suite("Horizon rules")
struct HorizonRulesTests {
    @Test(
        "the key's days are counted down, and the last three are critical",
        arguments: [
            ("2024-07-29 10:00:00", nil, nil),
            ("2024-07-29 09:59:59", 13, .warning),
            ("2024-07-18 10:00:00", 3, .warning),
            ("2024-07-18 09:59:59", 2, .critical),
            ("2024-07-10 10:00:00", 0, .critical),
        ] as [(String, Double?, AlertSeverity?)]
    )
    func keyExpiry(expiry: String, days: Double?, severity: AlertSeverity?) throws {
        let now = try #require(MoscowTime.instant("2024-07-15 10:00:00"))
        let verdict = HorizonRules.keyExpiry(MoscowTime.instant(expiry), at: now)
        #expect(verdict.key == AlertKey(.keyExpiry))
        guard let days else {
            #expect(!verdict.isBad)
            return
        }
        #expect(verdict.finding == .bad(value: days, limit: 14))
        #expect(verdict.severity == severity)
        #expect(verdict.facts.detail == "exp \(expiry)")
    }

    @Test("a key that does not tell is no alarm")
    func noExpiry() throws {
        #expect(!HorizonRules.keyExpiry(nil, at: Timestamp(seconds: 0)).isBad)
    }

    @Test("fewer than thirty confirmed days ahead, by market")
    func calendar() throws {
        let date = try #require(CivilDate("2024-12-05"))
        // Naming one day of a year covers the year: 26 days are left of it.
        let covered = [AlgoPackSegment.equities, .futures].map {
            CalendarStatement(
                market: $0,
                date: date,
                layer: .bundled,
                kind: .normal,
                author: "test",
                saidAt: Timestamp(seconds: 0)
            )
        }
        let next = CalendarStatement(
            market: .futures,
            date: try #require(CivilDate("2025-01-01")),
            layer: .bundled,
            kind: .closed,
            author: "test",
            saidAt: Timestamp(seconds: 0)
        )
        let calendar = TradingCalendar(profiles: .exchange, statements: covered + [next])
        let verdicts = HorizonRules.calendar(calendar, from: date)
        #expect(verdicts.map(\.key.market) == [nil, .equities, .currency, .futures])
        #expect(
            verdicts.map(\.finding) == [
                .good(isClearlyGood: true), .bad(value: 26, limit: 30), .bad(value: 0, limit: 30),
                .good(isClearlyGood: true),
            ]
        )
        #expect(verdicts[1].severity == .info)
    }

    @Test("what all markets lack is one alert, and over as soon as the year is confirmed")
    func yearsEnd() async throws {
        try await withRig("12:00:00", statements: []) { rig in
            var rules = HorizonRules(calendars: try rig.calendars, exchange: try rig.exchange, disk: nil)
            let date = MonitorRig.date
            let verdicts = try await rules.look(at: rig.clock.now, on: date)
            #expect(verdicts.filter(\.isBad).map(\.key) == [AlertKey(.calendarHorizon)])
            #expect(try await rules.look(at: rig.clock.now, on: date).isEmpty, "nothing new")
            try await rig.store.calendar.replaceLayer(.bundled, with: MonitorRig.known)
            let confirmed = try await rules.look(at: rig.clock.now, on: date)
            #expect(confirmed.contains { $0.key == AlertKey(.calendarHorizon) && !$0.isBad })
            #expect(try await rules.look(at: rig.clock.now, on: date.adding(days: 1)).count == confirmed.count)
        }
    }

    @Test(
        "little room is told without a sound, none aloud, and it is enough again well above the limit",
        arguments: [
            (20_000, nil, nil, true), (1_000, 5_000, nil, true), (999, nil, nil, false), (500, nil, nil, false),
            (499, nil, (450, .info), false), (20, nil, (0, .info), false), (19, nil, (0, .critical), false),
            (20_000, 99, (20_000, .critical), false),
        ] as [(UInt64, UInt64?, (Double, AlertSeverity)?, Bool)]
    )
    func disk(megabytes: UInt64, files: UInt64?, bad: (value: Double, severity: AlertSeverity)?, isClearlyGood: Bool) {
        let verdict = HorizonRules.disk(DiskRoom(bytes: megabytes << 20, files: files))
        #expect(verdict.key == AlertKey(.diskSpace))
        guard let bad else {
            #expect(verdict.finding == .good(isClearlyGood: isClearlyGood))
            return
        }
        #expect(verdict.finding == .bad(value: bad.value, limit: 500))
        #expect(verdict.severity == bad.severity)
        #expect((verdict.facts.detail == "99 files can still be made") == (files == 99))
    }
}
