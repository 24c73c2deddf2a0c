import Foundation
import Market
import Platform
import Scheduling
import Store
import Testing

@testable import Monitor

/// The zone of reports is not the exchange's: sessions are Moscow's whatever it is.
@Suite("The zone of reports", .timeLimit(.minutes(5)))
struct ReportZoneTests {
    /// The monitor's jobs with reports in another zone; bodies are not run.
    private static func jobs(_ rig: MonitorRig, _ zone: TimeZoneRules, day: TimeOfDay? = nil) throws -> MonitorJobs {
        try rig.otherJobs { options in
            options.zone = zone
            if let day { options.reports.day = day }
        }
    }

    /// The job with a body that notes the run and the day that it is about.
    private static func noting(_ job: Job, _ notes: Lock<[String]>) -> Job {
        var job = job
        let id = job.id
        job.body = { context in
            notes.withLock { $0.append("\(id) \(MoscowTime.text(context.nominal)) \(context.date)") }
            return "noted"
        }
        return job
    }

    private static let calendar = TradingCalendar(profiles: .exchange, statements: [], pin: .classic)

    /// Every zone of the tz database, and offsets that no place has any more.
    private static func zones() throws -> [TimeZoneRules] {
        let table = try String(contentsOfFile: ZoneFile.systemDirectory + "/tzdata.zi", encoding: .utf8)
        let names = table.split(separator: "\n").filter { $0.hasPrefix("Z ") }
            .map { String($0.split(separator: " ")[1]) }
        return try (names + ["+14:00", "-12:00", "+05:45"]).filter { $0 != "Factory" }.map { try ZoneFile.load($0) }
    }

    @Test(
        "every nominal of every session is planned once over a week, across the midnights of both",
        arguments: [
            "Europe/Moscow", "Asia/Vladivostok", "America/New_York", "Pacific/Kiritimati", "Etc/GMT+12",
            "Asia/Kolkata", "Pacific/Chatham", "Europe/London",
        ]
    )
    func sessions(_ name: String) async throws {
        let zone = try ZoneFile.load(name)
        try await withRig("12:00:00", statements: [], tune: { $0.interval = .minutes(30) }) { rig in
            try await Self.week(rig, zone)
        }
    }

    private static func week(_ rig: MonitorRig, _ zone: TimeZoneRules) async throws {
        // From a Thursday over the last Sunday of March, when Europe changes its clocks.
        let first = try #require(CivilDate("2024-03-28"))
        let dates = (0..<6).map(first.adding(days:))
        let clock = ReplayClock(start: MoscowTime.instant(first, .midnight))
        let notes = Lock<[String]>([])
        var options = SchedulerOptions()
        options.execution = .sequential
        let log = rig.log
        let store = try StateStore(path: rig.path + ".zone", clock: clock, log: log)
        let scheduler = Scheduler(
            options: options,
            store: SchedulerStore(store),
            resumption: ClockResumption(maintenance: store.maintenance, outbox: store.outbox, log: log),
            clock: clock,
            pollClock: clock,
            log: log,
            calendar: { Self.calendar },
            jobs: [NotedJobs(jobs: try Self.jobs(rig, zone)) { Self.noting($0, notes) }],
            commands: try rig.commands
        )
        let jobs = try Self.jobs(rig, zone)
        let end = MoscowTime.instant(try #require(dates.last), .endOfDay)
        while clock.now < end {
            try await scheduler.step()
            clock.advance(to: min(end, await scheduler.nextWake ?? end))
        }
        await store.close()

        var expected: [String] = []
        for date in dates {
            for job in jobs.wanted(Self.calendar, on: date) where job.jobClass == .feedMonitor {
                let fires = FirePreview.fires(from: MoscowTime.instant(date, .midnight), count: 100) {
                    job.trigger.nextFire(atOrAfter: $0, in: .moscow, calendar: Self.calendar)
                }
                expected += fires.map { "\(job.id) \(MoscowTime.text($0)) \(date)" }
            }
        }
        let noted = notes.withLock { $0 }
        let sessions = noted.filter { note in AlgoPackSegment.allCases.contains { note.hasPrefix($0.rawValue) } }
        #expect(expected.count > 300)
        #expect(sessions.sorted() == expected.sorted())

        // The upkeep sleeps when the markets do, and each day has its reports, about itself.
        #expect(noted.filter { $0.hasPrefix("store_cleanup") }.allSatisfy { $0.contains(" 05:40:20 ") })
        #expect(noted.filter { $0.hasPrefix("calendar_sync") }.allSatisfy { $0.contains(" 06:05:20 ") })
        for id in ["hi2_check", "hi2_recheck", "send_plots", "REPORT_DAY"] {
            let about = noted.filter { $0.hasPrefix(id + " ") }.map { String($0.suffix(10)) }
            #expect(Set(about).count == about.count, "\(id): \(about)")
            #expect(about.contains("2024-03-29"), "\(id): \(about)")
            #expect(!about.contains("2024-03-30") && !about.contains("2024-03-31"), "\(id) on a weekend: \(about)")
        }
    }

    @Test("a report comes once a day at its time, in every zone of the tz database")
    func reports() async throws {
        try await withRig("12:00:00", statements: []) { rig in
            // Two weeks around changes of the clocks: America's in March, Europe's in October.
            let starts = try ["2024-03-04", "2024-10-21"].map { try #require(CivilDate($0)) }
            for (index, zone) in try Self.zones().enumerated() {
                for hour in [index % 24, 19] {
                    let time = try #require(TimeOfDay(hour: hour, minute: 30))
                    let jobs = try Self.jobs(rig, zone, day: time)
                    // Every zone sees one of the two, and each kind of zone both.
                    for start in [starts[index % 2]] {
                        let dates = (0..<12).map(start.adding(days:))
                        let planned = dates.flatMap { jobs.wanted(Self.everyDay, on: $0) }
                            .filter { $0.id.hasPrefix("REPORT_DAY") }
                        let fires = planned.compactMap {
                            $0.trigger.nextFire(atOrAfter: Timestamp(seconds: 0), in: zone, calendar: Self.everyDay)
                        }
                        let span = MoscowTime.instant(start, .midnight)..<MoscowTime.instant(dates[11], .endOfDay)
                        let wanted = (-2...14).map { day in
                            zone.resolve(LocalDateTime(start.adding(days: day), time)).earliest
                        }.filter(span.contains)
                        #expect(fires == Array(Set(wanted)).sorted(), "\(zone) \(time) from \(start)")
                        for date in dates {
                            let ids = jobs.wanted(Self.everyDay, on: date).map(\.id)
                            #expect(Set(ids).count == ids.count, "\(zone) \(time) \(date): \(ids)")
                        }
                    }
                }
            }
        }
    }

    /// Every market trades on all days.
    private static let everyDay: TradingCalendar = {
        let dates = ["2024-03-01", "2024-10-18"].compactMap { CivilDate($0) }.flatMap { start in
            (0..<24).map(start.adding(days:))
        }
        return TradingCalendar(
            profiles: .exchange,
            statements: dates.flatMap { date in
                AlgoPackSegment.allCases.map { market in
                    var statement = MonitorRig.statement(market, .normal, layer: .bundled)
                    statement.date = date
                    return statement
                }
            },
            pin: .classic
        )
    }()

    @Test(
        "which day a report is about",
        arguments: [
            (
                "Europe/Moscow", "REPORT_DAY 2024-07-16 19:03:00 2024-07-16",
                "REPORT_EVENING 2024-07-16 23:55:00 2024-07-16"
            ),
            // In New York the day's report comes after Moscow's midnight, and leaves the evening's nothing to add.
            ("America/New_York", "REPORT_DAY 2024-07-17 02:03:00 2024-07-16", nil),
            // In Vladivostok it is about the day so far, and the evening's about the whole day before.
            (
                "Asia/Vladivostok", "REPORT_DAY 2024-07-16 12:03:00 2024-07-16",
                "REPORT_EVENING 2024-07-17 16:55:00 2024-07-16"
            ),
        ] as [(String, String, String?)]
    )
    func about(_ name: String, _ day: String, _ evening: String?) async throws {
        let zone = try ZoneFile.load(name)
        try await withRig("00:01:00") { rig in
            let jobs = try Self.jobs(rig, zone)
            let calendar = try await rig.calendars.calendar()
            var notes: [String] = []
            for offset in 0..<4 {
                for job in jobs.wanted(calendar, on: MonitorRig.date.adding(days: offset))
                where job.id.hasPrefix("REPORT") {
                    guard case .once(let instant) = job.trigger else { continue }
                    rig.clock.advance(to: instant)
                    let context = RunContext(
                        job: job.id,
                        nominal: instant,
                        date: job.date(of: instant),
                        claimedAt: instant,
                        clock: rig.clock
                    )
                    let detail = try await rig.write(job.body(context))
                    notes.append("\(job.id) \(MoscowTime.text(instant)) \(detail.prefix(10))")
                }
            }
            #expect(notes.contains(day), "\(notes)")
            #expect(
                notes.filter { $0.hasPrefix("REPORT_EVENING") && $0.hasSuffix("2024-07-16") }
                    == (evening.map { [$0] } ?? [])
            )
        }
    }
}

/// The monitor's jobs with other bodies, without the watch of every minute.
private struct NotedJobs: JobSource {
    let jobs: MonitorJobs
    let change: @Sendable (Job) -> Job

    var standing: [Job] { jobs.standing.filter { $0.id != "alert_watch" }.map(change) }

    func wanted(_ calendar: TradingCalendar, on date: CivilDate) -> [Job] {
        jobs.wanted(calendar, on: date).map(change)
    }
}
