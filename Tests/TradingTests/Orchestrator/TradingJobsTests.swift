import Market
import Platform
import Scheduling
import Testing
import Trading

@Suite("The six jobs of a trading day")
struct TradingJobsTests {
    private static let calendar = TradingCalendar(profiles: .exchange, statements: [])

    private func jobs(
        _ market: ShareMarket,
        of kinds: [TradingJobKind] = TradingJobKind.allCases,
        tune: (inout OrchestratorOptions) -> Void = { _ in }
    ) -> TradingJobs {
        var options = OrchestratorOptions(market: market)
        tune(&options)
        let works = kinds.map { kind in (kind, { _ in RunResult("\(kind)") } as TradingJobs.Work) }
        return TradingJobs(options: options, zone: market.zone, works: Dictionary(uniqueKeysWithValues: works))
    }

    /// The wall-clock times at which a job of a day fires, in its zone.
    private func times(_ job: Job, on text: String) throws -> [String] {
        let date = try #require(CivilDate(text))
        var times: [String] = []
        var instant = job.zone.resolve(LocalDateTime(date, .midnight)).earliest
        while let next = job.trigger.nextFire(atOrAfter: instant, in: job.zone, calendar: Self.calendar),
            job.zone.local(next).date == date
        {
            times.append(job.zone.local(next).time.shortDescription)
            instant = next + .seconds(1)
        }
        return times
    }

    private func all(_ jobs: TradingJobs, on text: String) throws -> [String: Job] {
        let date = try #require(CivilDate(text))
        return Dictionary(
            uniqueKeysWithValues: (jobs.standing + jobs.wanted(Self.calendar, on: date)).map { ($0.id, $0) }
        )
    }

    @Test("a Korean day has exactly the seed's times")
    func seedTimes() throws {
        let day = "2026-11-20"
        let jobs = try all(jobs(.krx), on: day)
        #expect(jobs.keys.sorted() == TradingJobKind.allCases.map(\.rawValue).sorted())
        func fires(_ id: String) throws -> [String] { try times(try #require(jobs[id]), on: day) }
        #expect(try fires("data_collection") == ["16:00"])
        #expect(try fires("indicator_calculation") == ["17:00"])
        #expect(try fires("watchlist_update") == ["18:00"])
        #expect(try fires("signal_generation") == ["08:45"])
        let monitoring = try fires("position_monitoring")
        #expect(monitoring.count == 27 && monitoring.first == "09:00" && monitoring.last == "15:30")
        #expect(monitoring.prefix(3) == ["09:00", "09:15", "09:30"])
        let risk = try fires("risk_checks")
        #expect(risk.count == 48 && risk.prefix(3) == ["00:00", "00:30", "01:00"])
        for job in jobs.values {
            #expect(job.catchUp == .standard && job.overlap == .skip && job.zone.name == "Asia/Seoul")
        }
    }

    @Test("risk checks look at no calendar, all else at the market's trading days by its own dates")
    func days() throws {
        let holiday = try #require(CivilDate("2026-10-09"))
        let jobs = try all(jobs(.krx), on: "2026-10-09")
        let allowed = jobs.values.filter { $0.calendarRule.allows(holiday, calendar: Self.calendar) }.map(\.id)
        #expect(allowed == ["risk_checks"])
        // 00:30 on Saturday in Seoul is Friday evening in Moscow.
        let late = TimeZoneRules.seoul.resolve(
            LocalDateTime(try #require(CivilDate("2026-11-21")), try #require(TimeOfDay("00:30")))
        ).earliest
        #expect(jobs["data_collection"]?.date(of: late) == CivilDate("2026-11-21"))
        // Of 2026 this calendar knows nothing but the days of the week.
        let moex = try all(self.jobs(.moex), on: "2026-11-20")
        let weekday = try #require(CivilDate("2026-11-20"))
        let onUnknown = moex.values.filter { $0.calendarRule.allows(weekday, calendar: Self.calendar) }.map(\.id)
        #expect(onUnknown.count == 5 && !onUnknown.contains("signal_generation"), "orders stay shut on unknown days")
    }

    struct Shift: CustomTestStringConvertible, Sendable {
        let market: ShareMarket
        let day: String
        let first, last: String
        var testDescription: String { "\(market) \(day)" }
    }

    static let shifts = [
        Shift(market: .krx, day: "2026-01-02", first: "10:00", last: "15:30"),
        Shift(market: .krx, day: "2025-11-13", first: "10:00", last: "16:30"),
        Shift(market: .moex, day: "2026-11-20", first: "09:50", last: "18:50"),
        // Before the morning session the market opened at ten.
        Shift(market: .moex, day: "2024-07-15", first: "10:00", last: "19:00"),
    ]

    @Test("position monitoring moves with the day's hours", arguments: shifts)
    func monitoring(_ shift: Shift) throws {
        let job = try #require(try all(jobs(shift.market), on: shift.day)["position_monitoring"])
        let fires = try times(job, on: shift.day)
        #expect(fires.first == shift.first && fires.last == shift.last)
    }

    @Test("the evening session is watched where the options say so, and the last look is not before the close")
    func evening() throws {
        let watched = try #require(TimeOfDay("23:50"))
        let evening = try all(jobs(.moex) { $0.marketCloseTime = watched }, on: "2026-11-20")
        #expect(try times(try #require(evening["position_monitoring"]), on: "2026-11-20").last == "23:50")
        let early = try #require(TimeOfDay("17:00"))
        let short = try all(jobs(.moex) { $0.marketCloseTime = early }, on: "2026-11-20")
        #expect(try times(try #require(short["position_monitoring"]), on: "2026-11-20").last == "17:05")
    }

    @Test("a job that is switched off, or has no work yet, is not there", arguments: TradingJobKind.allCases)
    func disabled(_ kind: TradingJobKind) throws {
        let off = try all(jobs(.moex) { $0.disabled = [kind] }, on: "2026-11-20")
        #expect(off.count == 5 && off[kind.rawValue] == nil)
        let alone = try all(jobs(.moex, of: [kind]), on: "2026-11-20")
        #expect(alone.keys.sorted() == [kind.rawValue])
    }
}
