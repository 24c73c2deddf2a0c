package import Market
package import Store

extension SilenceSpan {
    /// Reads how long, as people write it in either language: `60`, `30m`, `30мин`, `2h`, `2ч`, `14:30`, `session`, `open`.
    ///
    /// - Parameter now: a time of day is the next such one, Moscow time.
    package init?(_ word: String, at now: Timestamp) {
        switch word.lowercased() {
        case "session", "сессия": self = .sessionEnd
        case "open", "открытие": self = .tomorrowOpen
        case let word:
            let digits = word.prefix { ("0"..."9").contains($0) }
            let rest = word.dropFirst(digits.count)
            guard let count = Int(digits.prefix(6)) else { return nil }
            if rest.first == ":" {
                guard let minutes = Self.minutes(until: word, from: now) else { return nil }
                self.init(minutes: minutes)
            } else {
                guard let unit = rest.isEmpty ? 1 : Self.unit(String(rest)) else { return nil }
                self.init(minutes: count * unit)
            }
        }
    }

    /// Nil beyond one minute to two days.
    package init?(minutes: Int) {
        guard Self.minutesOfPeople.contains(minutes) else { return nil }
        self = .minutes(minutes)
    }

    /// The minutes of a unit; nil for another word.
    package static func unit(_ word: String) -> Int? {
        switch word.lowercased() {
        case "m", "min", "mins", "minute", "minutes", "м", "мин", "минут", "минута", "минуты", "минуту": 1
        case "h", "hr", "hour", "hours", "ч", "час", "часа", "часов": 60
        default: nil
        }
    }

    private static func minutes(until text: String, from now: Timestamp) -> Int? {
        guard let time = TimeOfDay(text.utf8.count == 4 ? "0" + text : text) else { return nil }
        let today = MoscowTime.date(of: now)
        let ends = [today, today.adding(days: 1)].map { MoscowTime.instant($0, time) }
        return ends.first { $0 > now }.map { Int((now.duration(to: $0).wholeSeconds + 59) / 60) }
    }
}
