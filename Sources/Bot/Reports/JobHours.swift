import Market
import Operations
import Store

/// Which jobs find nothing yet at this time of day.
struct JobHours {
    let calendars: CalendarCache
    let now: Timestamp

    /// Why the job had better wait; nil when it may run.
    ///
    /// hi2 comes once a day, on some days not at all; before that a check would tell the team a fault that is none.
    func refusal(of job: String, _ wording: Wording) async throws -> String? {
        guard job == JobName.hi2Check || job == JobName.hi2Recheck else { return nil }
        let calendar = try await calendars.calendar()
        let today = MoscowTime.date(of: now)
        let due = AlgoPackSegment.allCases.compactMap { calendar.hi2Due($0, on: today) }.min()
        guard let due else { return wording.text(CommandPhrase.runNever, ["date": wording.shortDate(today)]) }
        guard now < due else { return nil }
        return wording.text(CommandPhrase.runEarly, ["time": MoscowTime.time(of: due).shortDescription])
    }
}
