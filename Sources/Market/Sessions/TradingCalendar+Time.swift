extension TradingCalendar {
    /// The session in progress; at the border of two, the one that opens.
    package func session(at now: Timestamp, _ market: AlgoPackSegment) -> TradingSession? {
        window(at: now, market)?.session
    }

    /// The session in progress as a span of instants; its last instant is the close itself.
    package func window(at now: Timestamp, _ market: AlgoPackSegment) -> SessionWindow? {
        day(MoscowTime.date(of: now), market).windows.last { $0.open <= now && now <= $0.close }
    }

    /// The first session that opens after the instant; nil when the next two months have none.
    package func nextWindow(after now: Timestamp, _ market: AlgoPackSegment) -> SessionWindow? {
        let today = MoscowTime.date(of: now)
        for distance in 0...62 {
            let windows = day(today.adding(days: distance), market).windows
            if let window = windows.first(where: { $0.open > now }) { return window }
        }
        return nil
    }

    /// Today once its first session of any market has begun, else the latest day before that had one.
    package func latestSessionDay(at now: Timestamp) -> CivilDate {
        let today = MoscowTime.date(of: now)
        let days = (0...62).lazy.map { today.adding(days: -$0) }
        return days.first { date in
            AlgoPackSegment.allCases.contains { day(date, $0).windows.contains { $0.open <= now } }
        } ?? today
    }

    /// How much of the span lies inside the feed's own publishing time.
    ///
    /// That is the market's sessions cut to the feed's labels: on EQ, obstats publishes nothing for the first ten minutes of
    /// the 06:50 session, and those do not make it stale. The right measure for the age of a feed's last SYSTIME.
    package func publishingDuration(from start: Timestamp, to end: Timestamp, feed: Feed) -> Duration {
        duration(from: start, to: end) { date in
            grid(feed, on: date).runs.compactMap { run in
                let begin = max(
                    MoscowTime.instant(date, run.first) - Slot.length,
                    MoscowTime.instant(date, run.session.open)
                )
                let finish = min(MoscowTime.instant(date, run.last), MoscowTime.instant(date, run.session.close))
                return begin < finish ? (begin, finish) : nil
            }
        }
    }

    /// Days; a span that is longer, such as the age of a SYSTIME of 1901, counts from here on.
    private static let longestWalk = 400

    private func duration(
        from start: Timestamp,
        to end: Timestamp,
        spans: (CivilDate) -> [(Timestamp, Timestamp)]
    ) -> Duration {
        guard start < end else { return .zero }
        var total = Duration.zero
        let last = MoscowTime.date(of: end)
        var date = max(MoscowTime.date(of: start), last.adding(days: -Self.longestWalk))
        while date <= last {
            for (open, close) in spans(date) where max(open, start) < min(close, end) {
                total += min(close, end) - max(open, start)
            }
            date = date.adding(days: 1)
        }
        return total
    }
}
