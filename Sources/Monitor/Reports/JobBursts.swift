package import Market
import Scheduling

/// What the jobs of a day put into the chat, for the burst planner.
extension MonitorJobs {
    /// - Parameters:
    ///   - chat: the group, under the name that limits and results use.
    ///   - incidents: living messages of each market that every cycle edits; counted up to four, three of their own and a digest.
    package func bursts(
        on date: CivilDate,
        calendar: TradingCalendar,
        chat: String = "group",
        incidents: Int
    ) -> [PlannedBurst] {
        let midnight = MoscowTime.instant(date, .midnight)
        var bursts: [PlannedBurst] = []
        for job in wanted(calendar, on: date) + standing {
            var next = job.trigger.nextFire(atOrAfter: midnight, in: job.zone, calendar: calendar)
            while let fire = next, fire < midnight + .hours(24) {
                next = job.trigger.nextFire(atOrAfter: fire + .seconds(1), in: job.zone, calendar: calendar)
                let about = job.date(of: fire)
                let messages = Self.messages(of: job, on: about, calendar: calendar, incidents: incidents)
                guard messages > 0, job.calendarRule.allows(about, calendar: calendar) else { continue }
                bursts.append(
                    PlannedBurst(
                        second: MoscowTime.time(of: fire).secondOfDay,
                        chat: chat,
                        job: job.id,
                        messages: messages,
                        isMovable: job.jobClass == .dailyReport
                    )
                )
            }
        }
        return bursts
    }

    /// The most that one run sends when nothing unusual happens.
    private static func messages(of job: Job, on date: CivilDate, calendar: TradingCalendar, incidents: Int) -> Int {
        switch (job.id, job.jobClass) {
        case (DailyJobs.plotsID, _):
            // An album per market, and each picture counts.
            Feed.all.count { $0.endpoint.isSlotted && calendar.day(date, $0.market).isMonitored }
        case (_, .feedMonitor): min(incidents, 4)
        case (UpkeepJobs.calendarID, _): 0
        case (_, .dailyReport): 1
        case (_, .dataCollection), (_, .orders), (_, .risk), (_, .rollOver): 0
        }
    }
}
