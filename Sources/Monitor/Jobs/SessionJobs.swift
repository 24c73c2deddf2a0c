import Market
import Scheduling
import Store

/// The session monitors of a day: `EQ1`, `EQ2`…, one for each session.
struct SessionJobs: JobSource {
    private let options: MonitorOptions
    private let sessions: SessionMonitor

    init(options: MonitorOptions, sessions: SessionMonitor) {
        self.options = options
        self.sessions = sessions
    }

    func wanted(_ calendar: TradingCalendar, on date: CivilDate) -> [Job] {
        AlgoPackSegment.allCases.flatMap { jobs(calendar.day(date, $0)) }
    }

    /// Numbered in order.
    ///
    /// The first run is open + slot + publish lag, so there is something to see; the last one sees the slot that the close labels.
    private func jobs(_ day: TradingDay) -> [Job] {
        guard day.isMonitored else { return [] }
        let timing = options.timing
        let market = day.market
        let sessions = sessions
        return zip(day.monitorIDs, day.windows).compactMap { id, window in
            let span = IntervalTrigger.Window.span(
                from: window.firstCheck(publishLag: timing.publishLag),
                through: window.close + timing.publishLag
            )
            guard let trigger = IntervalTrigger(every: options.interval, window: span) else { return nil }
            return Job(
                id: id,
                trigger: .interval(trigger),
                jobClass: .feedMonitor,
                function: "SessionMonitor.check(\(market))",
                asksFirst: false
            ) { _ in try await sessions.cycle(market) }
        }
    }
}
