import Market
import Scheduling
import Testing

/// A slow second opinion on cron: walks over real time step by step, as cron(8) does, and looks at the clock on the wall.
struct CronOracle {
    private let fields: [Set<Int>]
    private let texts: [String]

    init(_ expression: String) {
        var parts = expression.split(separator: " ").map(String.init)
        if parts.count == 5 { parts.insert("0", at: 0) }
        texts = parts
        let bounds = [0...59, 0...59, 0...23, 1...31, 1...12, 0...7]
        fields = zip(parts, bounds).map { text, bounds in
            Set(bounds.filter { value in Self.isIn(text, value, bounds) })
        }
    }

    private static func isIn(_ text: String, _ value: Int, _ bounds: ClosedRange<Int>) -> Bool {
        text.split(separator: ",").contains { item in
            let parts = item.split(separator: "/")
            let step = parts.count > 1 ? Int(parts[1]) ?? 1 : 1
            let ends = parts[0].split(separator: "-").compactMap { Int($0) }
            let low = parts[0] == "*" ? bounds.lowerBound : ends.first ?? -1
            let high = parts[0] == "*" ? bounds.upperBound : ends.last ?? -1
            return value >= low && value <= high && (value - low) % step == 0
        }
    }

    private func matches(_ local: LocalDateTime) -> Bool {
        let (year, month, day) = local.date.components
        guard fields[0].contains(local.time.second), fields[1].contains(local.time.minute),
            fields[2].contains(local.time.hour), fields[4].contains(month)
        else { return false }
        let isLast = texts[3].contains("L") && day == CivilDate.dayCount(ofMonth: month, year: year)
        let isDay = fields[3].contains(day) || isLast
        let weekday = local.date.weekday.rawValue
        let isWeekday = fields[5].contains(weekday) || (weekday == 7 && fields[5].contains(0))
        let areBothRestricted = !texts[3].hasPrefix("*") && !texts[5].hasPrefix("*")
        return areBothRestricted ? isDay || isWeekday : isDay && isWeekday
    }

    private var isWild: Bool {
        texts[1].hasPrefix("*") || texts[2].hasPrefix("*") || fields[2].count == 24
    }

    /// Every fire in a stretch of time; the step must divide every change of the clocks.
    func fires(from: Timestamp, to: Timestamp, step: Int64, zone: TimeZoneRules) -> [Timestamp] {
        var fires: [Timestamp] = []
        // Named times that have been passed, whether they were shown by the clock or jumped over.
        var passed = zone.local(from).linearSeconds - step
        var second = from.seconds
        while second < to.seconds {
            let now = Timestamp(seconds: second)
            let wall = zone.local(now)
            if isWild {
                if matches(wall) { fires.append(now) }
            } else {
                var isDue = false
                while passed < wall.linearSeconds {
                    passed += step
                    isDue = matches(LocalDateTime(linearSeconds: passed)) || isDue
                }
                if isDue { fires.append(now) }
            }
            second += step
        }
        return fires
    }
}

/// All fires of a trigger in a stretch of time.
func fires(
    from: Timestamp,
    to: Timestamp,
    next: (Timestamp) -> Timestamp?
) -> [Timestamp] {
    var fires: [Timestamp] = []
    var cursor = from
    while let fire = next(cursor), fire < to {
        fires.append(fire)
        cursor = fire + .nanoseconds(1)
    }
    return fires
}
