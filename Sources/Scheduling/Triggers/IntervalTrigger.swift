package import Market

/// Fires again and again after the same elapsed time.
package struct IntervalTrigger: Hashable, Sendable {
    /// Where the grid lies and where it ends.
    ///
    /// Both ends belong to the window.
    package enum Window: Hashable, Sendable {
        /// Without end; the anchor is one point of the grid.
        case always(anchor: Timestamp)
        /// One stretch; its start is the first point of the grid.
        case span(from: Timestamp, through: Timestamp?)
        /// Each day between two wall-clock times, counted anew from the start; past midnight when it ends before it starts.
        case daily(from: TimeOfDay, through: TimeOfDay)
    }

    /// At least one second.
    package let every: Duration
    package let window: Window

    /// Returns nil when the interval is shorter than a second or longer than a year.
    package init?(every: Duration, window: Window) {
        guard every >= .seconds(1), every <= .seconds(366 * 86_400) else { return nil }
        self.every = every
        self.window = window
    }

    /// The first fire at or after an instant; nil when the window is over.
    package func nextFire(atOrAfter instant: Timestamp, in zone: TimeZoneRules) -> Timestamp? {
        switch window {
        case .always(let anchor):
            return point(of: anchor, atOrAfter: instant)
        case .span(let first, let last):
            guard let point = point(of: first, atOrAfter: max(first, instant)) else { return nil }
            return last.map { point <= $0 } ?? true ? point : nil
        case .daily(let opening, let closing):
            let today = zone.local(instant).date
            // Four days, because a zone may skip a whole day.
            for date in (-2...4).map(today.adding(days:)) {
                let first = zone.resolve(LocalDateTime(date, opening)).earliest
                let closingDate = closing < opening ? date.adding(days: 1) : date
                let last = zone.resolve(LocalDateTime(closingDate, closing)).latest
                guard let point = point(of: first, atOrAfter: max(first, instant)) else { return nil }
                if point <= last { return point }
            }
            return nil
        }
    }

    /// The point of the grid at or after an instant; nil beyond the last instant there is.
    private func point(of anchor: Timestamp, atOrAfter instant: Timestamp) -> Timestamp? {
        let step = every.nanoseconds
        // What is left until the next point, reckoned by remainders: neither a difference nor a product may overflow.
        let here = instant.nanoseconds.remainderOfDivisionRoundingDown(by: step)
        let wanted = anchor.nanoseconds.remainderOfDivisionRoundingDown(by: step)
        let rest = (wanted - here).remainderOfDivisionRoundingDown(by: step)
        let (point, isTooFar) = instant.nanoseconds.addingReportingOverflow(rest)
        return isTooFar ? nil : Timestamp(nanoseconds: point)
    }

    /// The form of seed 002's console: `interval[0:05:00]`.
    package var consoleText: String {
        "interval[\(Self.spanText(every))]"
    }

    /// `0:05:00`, `1 day, 0:00:00`.
    static func spanText(_ span: Duration) -> String {
        let seconds = Int(span.wholeSeconds)
        let days = seconds / 86_400
        let prefix = days == 0 ? "" : "\(days) day\(days == 1 ? "" : "s"), "
        return prefix + "\(seconds / 3600 % 24):\(padded(seconds / 60 % 60, to: 2)):\(padded(seconds % 60, to: 2))"
    }
}
