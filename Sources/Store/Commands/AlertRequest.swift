package import Market

/// What a person asks about alerts and their silences.
package enum AlertRequest: Hashable, Codable, Sendable {
    /// Take the alert, and its whole group where its number stands for one.
    case acknowledge(alert: Int64)
    /// Take this alert only, although its message shows others as well.
    case acknowledgeOne(alert: Int64)
    /// Give back what was taken: reminders begin again.
    case release(alert: Int64)
    /// Put somebody else in charge; `person` is signed as `Иван (42)`.
    case handOver(alert: Int64, person: String)
    /// Close by hand: it does not come back before its feed has been good, or got worse.
    case resolve(alert: Int64)
    /// Take the closing by hand back.
    case reopen(alert: Int64)
    case silenceAlert(alert: Int64, until: SilenceSpan)
    case silence(rule: AlertRule?, market: AlgoPackSegment?, endpoint: Endpoint?, until: SilenceSpan, reason: String)
    /// End silences before their time; those that are over already do not count.
    case endSilences(ids: [Int64])
    /// Check the alert's feed now.
    case recheck(alert: Int64)

    /// The least role of whoever asks.
    package var role: Role {
        switch self {
        case .acknowledge, .acknowledgeOne, .release, .handOver, .resolve, .reopen, .silenceAlert, .silence,
            .endSilences, .recheck:
            .operator
        }
    }
}

/// How long a silence lasts; the scheduler knows the sessions and turns it into an instant.
package enum SilenceSpan: Hashable, Codable, Sendable {
    case minutes(Int)
    case sessionEnd
    case tomorrowOpen

    /// For how long people may silence something at once: up to two days.
    package static let minutesOfPeople = 1...2_880
    /// The same for programs, which know of longer works beforehand: up to a week.
    package static let minutesOfPrograms = 1...10_080
}
