import Exchange
package import Market
package import Platform
import Store

/// Warnings about what runs out: the API key, the confirmed calendar and the disk.
package struct HorizonRules: RuleFamily, StandingCheck {
    /// Of what runs out, less is worse; it stops nothing yet.
    static let policies: [AlertRule: AlertPolicy] = [
        .keyExpiry: AlertPolicy(ticksToClose: 1, worst: .lowest, isIncident: false, recheck: .watch),
        .calendarHorizon: AlertPolicy(ticksToClose: 1, worst: .lowest, isIncident: false, recheck: .watch),
        .diskSpace: AlertPolicy(ticksToFire: 2, worst: .lowest, isIncident: false, recheck: .watch),
    ]

    private let calendars: CalendarCache?
    private let exchange: AlgoPackClient
    private let disk: String?
    /// What was last said of what is counted in days: said again the next day, or when it has changed.
    private var judged: (date: CivilDate, verdicts: [Verdict])?

    /// - Parameters:
    ///   - calendars: nil where nothing is looked at that is counted in days.
    ///   - disk: a file on the disk that may fill; nil where none is watched.
    init(calendars: CalendarCache?, exchange: AlgoPackClient, disk: String?) {
        self.calendars = calendars
        self.exchange = exchange
        self.disk = disk
    }

    /// The API key's `exp` is less than this many days away; default 14.
    package static let keyDays = 14.0
    /// Fewer confirmed days than this lie ahead; default 30.
    package static let calendarDays = 30

    mutating func look(at now: Timestamp, on date: CivilDate) async throws -> [Verdict] {
        var verdicts: [Verdict] = []
        if let calendars {
            let calendar = try await calendars.calendar()
            let found = Self.calendar(calendar, from: date) + [Self.keyExpiry(exchange.keyExpiry, at: now)]
            if judged?.date != date || judged?.verdicts != found { verdicts += found }
            judged = (date, found)
        }
        if let disk, let room = DiskRoom(in: Self.folder(of: disk)) {
            verdicts.append(Self.disk(room))
        }
        return verdicts
    }

    package static func keyExpiry(_ expiry: Timestamp?, at now: Timestamp) -> Verdict {
        let key = AlertKey(.keyExpiry)
        guard let expiry else { return .good(key) }
        let days = (expiry - now).inSeconds / 86_400
        guard days < keyDays else { return .good(key) }
        var facts = AlertFacts()
        facts.detail = "exp \(MoscowTime.text(expiry))"
        return .bad(
            key,
            value: max(0, days.rounded(.down)),
            limit: keyDays,
            severity: days < 3 ? .critical : .warning,
            facts: facts
        )
    }

    /// One verdict where all markets lack the same, as at every year's end until the next one is announced; else one each.
    package static func calendar(_ calendar: TradingCalendar, from date: CivilDate) -> [Verdict] {
        let markets = AlgoPackSegment.allCases
        let days = markets.map { calendar.confirmedDaysAhead(from: date, market: $0, limit: calendarDays) }
        let isShared = Set(days).count == 1
        return [horizon(AlertKey(.calendarHorizon), isShared ? days[0] : calendarDays)]
            + zip(markets, days).map { horizon(AlertKey(.calendarHorizon, market: $0), isShared ? calendarDays : $1) }
    }

    private static func horizon(_ key: AlertKey, _ days: Int) -> Verdict {
        guard days < calendarDays else { return .good(key) }
        return .bad(key, value: Double(days), limit: Double(calendarDays), severity: .info)
    }

    /// Little room makes no sound; what stops Mayak soon does.
    ///
    /// Values are in MB, in steps of 50: each step is news to the message that shows it.
    package static func disk(_ room: DiskRoom) -> Verdict {
        let key = AlertKey(.diskSpace)
        let limit = DiskRoom.littleMegabytes
        let severity: AlertSeverity
        switch room.level {
        case .enough: return .good(key, isClearlyGood: room.megabytes >= limit * 2)
        case .little: severity = .info
        case .none: severity = .critical
        }
        var facts = AlertFacts()
        // With room and no files left, the figure would explain nothing.
        if let files = room.files, files < 100 { facts.detail = "\(files) files can still be made" }
        let shown = room.megabytes / 50 * 50
        return .bad(key, value: Double(shown), limit: Double(limit), severity: severity, facts: facts)
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? "./"
    }
}
