import Market

/// Look-ups in a calendar in which every day of a year is named by two layers.
enum CalendarBenchmark: Benchmark {
    static let name = "calendar"
    static let subject = "look-ups in a calendar of 366 days × 3 markets × 2 layers, 100,000 each"

    struct Wrong: Error {}

    static func run() throws {
        let calendar = TradingCalendar(profiles: .exchange, statements: statements())
        let midday = MoscowTime.instant(first, TimeOfDay(hour: 12, minute: 0) ?? .midnight)
        printRow("look-up", ["µs"])
        try row("the day of a market") { index in
            calendar.day(first.adding(days: index % 366), .equities).kind.isMonitored
        }
        try row("the session at an instant") { index in
            calendar.session(at: midday + .hours(24 * (index % 366)), .equities) != nil
        }
        try row("the slots of a feed and day") { index in
            !calendar.expectedSlots(Feed(.equities, .tradestats), on: first.adding(days: index % 366)).isEmpty
        }
    }

    private static let count = 100_000
    private static let first = CivilDate(dayNumber: 19_723)  // 2024-01-01.

    /// - Parameter look: True at least once, so that no look-up is fast by finding nothing.
    private static func row(_ name: String, _ look: (Int) -> Bool) throws {
        let time = try best(of: 3) {
            var found = 0
            for index in 0..<count where look(index) { found += 1 }
            guard found > 0 else { throw Wrong() }
        }
        printRow(name, [hundredths(time.inMicroseconds / Double(count))])
    }

    private static func statements() -> [CalendarStatement] {
        (0..<366).flatMap { offset in
            AlgoPackSegment.allCases.flatMap { market in
                [CalendarLayer.bundled, .feed].map { layer in
                    CalendarStatement(
                        market: market,
                        date: first.adding(days: offset),
                        layer: layer,
                        kind: offset % 7 < 5 ? .normal : .closed,
                        author: "bench",
                        saidAt: Timestamp(seconds: 0)
                    )
                }
            }
        }
    }
}
