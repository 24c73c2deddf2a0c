package import Market

/// A crontab expression: five fields, or six with seconds first.
///
/// 0 and 7 are Sunday; names, lists, ranges, steps, `L` as the last day of the month, and `@daily` and the like are
/// understood. When both day fields are restricted (do not start with `*`), either is enough; otherwise both must hold.
///
/// - Source: crontab(5) of Debian 12, cron(8) for changes of the clocks.
package struct CronExpression: Hashable, Sendable, CustomStringConvertible {
    /// As it was written, with single spaces.
    package let text: String
    let hasSeconds: Bool
    /// The texts of the six fields; the first is `0` where it was left out.
    let fieldTexts: [String]
    let times: CronTimes
    private let daysOfMonth: CronField.Selection
    private let months: CronField.Selection
    private let daysOfWeek: CronField.Selection
    /// True for patterns with `*` in minute or hour: they follow elapsed time when the clocks change, while the others
    /// name times of the day that happen once each day.
    let followsElapsedTime: Bool

    /// - Throws: ``CronError`` that names the field, the token and what is allowed.
    package init(_ text: String) throws(CronError) {
        let written = text.split { $0 == " " || $0 == "\t" }.map(String.init)
        self.text = written.joined(separator: " ")
        let fields = try Self.expandNickname(written)
        guard fields.count == 5 || fields.count == 6 else {
            throw CronError(
                kind: .fieldCount,
                detail: "cron expression \"\(self.text)\" has \(fields.count) fields; allowed are 5 "
                    + "(minute hour day-of-month month day-of-week) or 6 with seconds first"
            )
        }
        hasSeconds = fields.count == 6
        fieldTexts = hasSeconds ? fields : ["0"] + fields
        let seconds = try CronField.second.read(fieldTexts[0])
        let minutes = try CronField.minute.read(fieldTexts[1])
        let hours = try CronField.hour.read(fieldTexts[2])
        daysOfMonth = try CronField.dayOfMonth.read(fieldTexts[3])
        months = try CronField.month.read(fieldTexts[4])
        daysOfWeek = try CronField.dayOfWeek.read(fieldTexts[5])
        times = CronTimes(hours: hours.values, minutes: minutes.values, seconds: seconds.values)
        followsElapsedTime = minutes.startsWithStar || hours.startsWithStar || hours.values.count == 24
    }

    /// Once a day at a time, which is before 24:00.
    package init(dailyAt time: TimeOfDay) {
        precondition(time < .endOfDay, "24:00 belongs to the next day")
        fieldTexts = [time.second, time.minute, time.hour].map(String.init) + ["*", "*", "*"]
        text = fieldTexts.joined(separator: " ")
        hasSeconds = true
        times = CronTimes(hours: [time.hour], minutes: [time.minute], seconds: [time.second])
        daysOfMonth = CronField.Selection(values: Array(1...31), startsWithStar: true)
        months = CronField.Selection(values: Array(1...12), startsWithStar: true)
        daysOfWeek = CronField.Selection(values: Array(0...6), startsWithStar: true)
        followsElapsedTime = false
    }

    package var description: String { text }

    /// Whether the day fields select a date.
    func matches(_ date: CivilDate) -> Bool {
        let (year, month, day) = date.components
        guard months.values.contains(month) else { return false }
        let isDay =
            daysOfMonth.values.contains(day)
            || (daysOfMonth.hasLastDay && day == CivilDate.dayCount(ofMonth: month, year: year))
        let isWeekday = daysOfWeek.values.contains(date.weekday.rawValue % 7)
        let isEitherEnough = !daysOfMonth.startsWithStar && !daysOfWeek.startsWithStar
        return isEitherEnough ? isDay || isWeekday : isDay && isWeekday
    }

    func matches(month: Int) -> Bool {
        months.values.contains(month)
    }

    private static func expandNickname(_ fields: [String]) throws(CronError) -> [String] {
        guard fields.count == 1, let name = fields.first, name.hasPrefix("@") else { return fields }
        let expression =
            switch name.lowercased() {
            case "@yearly", "@annually": "0 0 1 1 *"
            case "@monthly": "0 0 1 * *"
            case "@weekly": "0 0 * * 0"
            case "@daily", "@midnight": "0 0 * * *"
            case "@hourly": "0 * * * *"
            default:
                throw CronError(
                    kind: .nickname,
                    detail:
                        "cron nickname \"\(name)\" is not known; allowed are @yearly, @monthly, @weekly, @daily, @hourly"
                )
            }
        return expression.split(separator: " ").map(String.init)
    }
}

/// The times of day that the hour, minute and second fields select, in order, without storing each.
struct CronTimes: Hashable, Sendable {
    let hours: [Int]
    let minutes: [Int]
    let seconds: [Int]

    var count: Int { hours.count * minutes.count * seconds.count }

    /// Seconds after midnight of the time at a position.
    subscript(position: Int) -> Int {
        let (minutePosition, second) = position.quotientAndRemainder(dividingBy: seconds.count)
        let (hour, minute) = minutePosition.quotientAndRemainder(dividingBy: minutes.count)
        return hours[hour] * 3600 + minutes[minute] * 60 + seconds[second]
    }

    /// The first position whose time satisfies a predicate that stays true for later times.
    func firstPosition(where predicate: (Int) -> Bool) -> Int? {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if predicate(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low < count ? low : nil
    }
}
