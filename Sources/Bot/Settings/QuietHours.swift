package import Market

/// Hours of the night in which a chat is spared what can wait; Moscow time, critical alerts always sound.
package struct QuietHours: Hashable, Sendable, CustomStringConvertible {
    /// What becomes of warnings in that time.
    package enum Mode: String, CaseIterable, Sendable {
        /// Delivered without a sound.
        case silent
        /// Kept back, and told in one message when the time is over.
        case hold
    }

    package var from: TimeOfDay
    /// The first minute that is not quiet any more; before `from` where the hours span midnight.
    package var to: TimeOfDay
    package var mode: Mode

    package init(from: TimeOfDay, to: TimeOfDay, mode: Mode = .silent) {
        self.from = from
        self.to = to
        self.mode = mode
    }

    /// Reads `23:00-07:00`, `23:00-07:00 hold`; nil for anything else, also for hours that never begin.
    package init?(_ text: String) {
        let words = text.split(separator: " ").map(String.init)
        let times = words.first?.split(whereSeparator: { $0 == "-" || $0 == "–" }).map { TimeOfDay(String($0)) } ?? []
        guard (1...2).contains(words.count), times.count == 2, let from = times[0], let to = times[1], from != to,
            let mode = words.count == 2 ? Mode(rawValue: words[1].lowercased()) : .silent
        else { return nil }
        self.init(from: from, to: to, mode: mode)
    }

    /// As ``init(_:)`` reads it.
    package var description: String { "\(from.shortDescription)-\(to.shortDescription) \(mode.rawValue)" }

    /// `23:00–07:00`.
    package var span: String { "\(from.shortDescription)–\(to.shortDescription)" }

    /// When the quiet that lasts now is over; nil where it is not quiet.
    package func end(at now: Timestamp) -> Timestamp? {
        let date = MoscowTime.date(of: now)
        let time = MoscowTime.time(of: now)
        if from < to { return from <= time && time < to ? MoscowTime.instant(date, to) : nil }
        if time >= from { return MoscowTime.instant(date.adding(days: 1), to) }
        return time < to ? MoscowTime.instant(date, to) : nil
    }
}
