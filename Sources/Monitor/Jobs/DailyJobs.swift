import Market
import Scheduling
import Store

/// The checks and pictures of a day, at the times of seed 002: hi2 with its late re-check, and the delay plots.
struct DailyJobs: JobSource {
    static let plotsID = "send_plots"

    private let options: MonitorOptions
    private let hi2: HI2Check
    private let plots: DelayPlotsJob

    init(options: MonitorOptions, hi2: HI2Check, plots: DelayPlotsJob) {
        self.options = options
        self.hi2 = hi2
        self.plots = plots
    }

    var standing: [Job] { hi2Jobs + [plotsJob] }

    private var hi2Jobs: [Job] {
        guard options.checksDailySets else { return [] }
        let hi2 = hi2
        let turn = MarketDay.mainOver
        let check = daily(
            JobName.hi2Check,
            at: options.reports.hi2,
            turn: turn,
            function: "HI2Check.run",
            asksFirst: false
        ) { context in
            try await hi2.run(on: context.date, isRecheck: false, request: context.request)
        }
        let recheck = options.reports.hi2Recheck.map { time in
            daily(
                JobName.hi2Recheck,
                at: time,
                turn: turn,
                function: "HI2Check.run(recheck)",
                asksFirst: false
            ) { context in
                try await hi2.run(on: context.date, isRecheck: true, request: context.request)
            }
        }
        return [check] + (recheck.map { [$0] } ?? [])
    }

    private var plotsJob: Job {
        let plots = plots
        let time = options.reports.plots
        return daily(Self.plotsID, at: time, turn: MarketDay.begun, function: "DelayPlotsJob.run") { context in
            try await plots.run(on: context.date, request: context.request)
        }
    }

    /// A job at a report's time, about a day of the market.
    private func daily(
        _ id: String,
        at time: TimeOfDay,
        turn: TimeOfDay,
        function: String,
        asksFirst: Bool = true,
        body: @escaping Job.Body
    ) -> Job {
        Job(
            id: id,
            trigger: .cron(CronExpression(dailyAt: time)),
            zone: options.zone,
            dayTurn: turn,
            calendarRule: .monitoredDays(of: AlgoPackSegment.allCases),
            jobClass: .dailyReport,
            function: function,
            asksFirst: asksFirst,
            body: body
        )
    }
}
