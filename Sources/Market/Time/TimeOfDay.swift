/// A wall-clock time within a day, to the second; 24:00:00 is allowed as the end of a day.
package struct TimeOfDay: Hashable, Comparable, Sendable, CustomStringConvertible, LosslessStringConvertible {
    /// Seconds since midnight, 0 to 86 400.
    package let secondOfDay: Int

    package init?(secondOfDay: Int) {
        guard (0...86_400).contains(secondOfDay) else { return nil }
        self.secondOfDay = secondOfDay
    }

    package init?(hour: Int, minute: Int, second: Int = 0) {
        guard (0...24).contains(hour), (0...59).contains(minute), (0...59).contains(second) else { return nil }
        self.init(secondOfDay: hour * 3600 + minute * 60 + second)
    }

    /// Reads `HH:MM` or `HH:MM:SS`; a one-digit hour is accepted.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts[0].utf8.count <= 2 else { return nil }
        var numbers: [Int] = []
        for (index, part) in parts.enumerated() {
            guard !part.isEmpty, index == 0 || part.utf8.count == 2,
                part.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
                let number = Int(part)
            else { return nil }
            numbers.append(number)
        }
        self.init(hour: numbers[0], minute: numbers[1], second: numbers.count > 2 ? numbers[2] : 0)
    }

    package static let midnight = TimeOfDay(uncheckedSecondOfDay: 0)
    package static let endOfDay = TimeOfDay(uncheckedSecondOfDay: 86_400)

    package var hour: Int { secondOfDay / 3600 }
    package var minute: Int { secondOfDay / 60 % 60 }
    package var second: Int { secondOfDay % 60 }

    /// `HH:MM:SS`, as the exchange writes it.
    package var description: String {
        "\(shortDescription):\(padded(second, to: 2))"
    }

    /// `HH:MM`, as people read it.
    package var shortDescription: String {
        "\(padded(hour, to: 2)):\(padded(minute, to: 2))"
    }

    /// The time to the minute.
    package var minuteStart: TimeOfDay { TimeOfDay(uncheckedSecondOfDay: secondOfDay / 60 * 60) }

    /// Moves within the day; nil when the result would leave it.
    package func advanced(bySeconds seconds: Int) -> TimeOfDay? {
        let (sum, isTooFar) = secondOfDay.addingReportingOverflow(seconds)
        return isTooFar ? nil : TimeOfDay(secondOfDay: sum)
    }

    package static func < (left: TimeOfDay, right: TimeOfDay) -> Bool {
        left.secondOfDay < right.secondOfDay
    }

    private init(uncheckedSecondOfDay second: Int) {
        self.secondOfDay = second
    }
}
