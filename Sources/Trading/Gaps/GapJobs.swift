package import Market
package import Platform
package import Scheduling
package import Store

/// The gap scan at 10:00 of each trading day and the second look at its levels (seed 000).
///
/// Once a session and without retries: a run that is more than five minutes late is left out, and one that failed stays so.
package struct GapJobs: JobSource {
    package static let scanID = "gap_vwap"
    package static let lookAgainID = "gap_vwap_again"

    private let run: GapRun
    private let zone: TimeZoneRules

    /// - Parameters:
    ///   - zone: that of the options' times.
    ///   - missing: of a replay, where the prices are recorded: what the recording does not hold is no failure, and told there.
    package init(
        services: any GapServices,
        store: GapStore,
        options: GapOptions,
        zone: TimeZoneRules,
        clock: any MarketClock,
        log: Log,
        missing: MissingRecordings? = nil
    ) {
        run = GapRun(
            services: services,
            store: store,
            options: options,
            clock: clock,
            log: log,
            missing: missing
        )
        self.zone = zone
    }

    package var standing: [Job] {
        let run = run
        var jobs = [
            job(Self.scanID, .cron(CronExpression(dailyAt: run.options.time)), "GapRun.scan") {
                try await run.scan(on: $0.date, request: $0.request)
            }
        ]
        guard let time = run.options.lookAgain, let looks = Self.looks(from: time) else { return jobs }
        let zone = zone
        jobs.append(
            job(Self.lookAgainID, .interval(looks), "GapRun.lookAgain") {
                // Whoever asks for it wants all levels anew, and so does the first look.
                let planned = zone.local($0.nominal).time
                return try await run.lookAgain(
                    on: $0.date,
                    request: $0.request,
                    atAll: $0.isManual || planned == time,
                    isLast: planned == Self.lastLook(from: time)
                )
            }
        )
        return jobs
    }

    /// Until when, counted from the first look, levels that rest on too few candles are looked at again: without a login ISS is a quarter
    /// of an hour late, and a recording may have candles of ten minutes.
    private static let patience = 30 * 60

    private static func looks(from time: TimeOfDay) -> IntervalTrigger? {
        IntervalTrigger(every: .minutes(5), window: .daily(from: time, through: lastLook(from: time)))
    }

    private static func lastLook(from time: TimeOfDay) -> TimeOfDay {
        time.advanced(bySeconds: patience) ?? time
    }

    private func job(_ id: String, _ trigger: Trigger, _ function: String, body: @escaping Job.Body) -> Job {
        Job(
            id: id,
            trigger: trigger,
            zone: zone,
            // Weekend sessions belong to the next trading day and have no open of their own.
            calendarRule: .days(of: [.equities], kinds: [.normal, .transferred, .short, .unknown]),
            jobClass: .dailyReport,
            catchUp: .standard,
            function: function,
            asksFirst: false,
            body: body
        )
    }
}
