import Market
import Operations
import Store

/// Which jobs find nothing yet at this time of day.
struct JobHours {
    let calendars: CalendarCache
    let now: Timestamp

    /// Why the job had better wait; nil when it may run.
    ///
    /// hi2 has one label a day, 18:40, and comes with the slot's end; before that a check would tell the team a fault that is
    /// none.
    func refusal(of job: String, _ wording: Wording) async throws -> String? {
        guard job == JobName.hi2Check || job == JobName.hi2Recheck, let due = TimeOfDay(hour: 18, minute: 45),
            MoscowTime.time(of: now) < due
        else { return nil }
        let calendar = try await calendars.calendar()
        let today = MoscowTime.date(of: now)
        guard AlgoPackSegment.allCases.contains(where: { calendar.day(today, $0).isMonitored }) else {
            return nil
        }
        return wording.text(CommandPhrase.runEarly, ["time": due.shortDescription])
    }
}
