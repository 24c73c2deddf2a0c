/// A day of the proleptic Gregorian calendar, without a zone; always one of the years 1 to 9999.
///
/// Dates from outside, written as text or as numbers of year, month and day, are taken only within ``supported``: whatever
/// is reckoned from such a date stays within a ``Timestamp``. Reckoning itself never traps, it stops at the last day there is.
package struct CivilDate: Hashable, Comparable, Sendable, CustomStringConvertible, LosslessStringConvertible {
    /// Days since 1970-01-01.
    package let dayNumber: Int

    /// A number beyond the years 1 to 9999 becomes the nearest day of them.
    package init(dayNumber: Int) {
        self.dayNumber = min(max(dayNumber, Self.dayNumbers.lowerBound), Self.dayNumbers.upperBound)
    }

    /// Returns nil for a month or day that does not exist, and outside ``supported``.
    package init?(year: Int, month: Int, day: Int) {
        guard Self.supportedYears.contains(year), Self.exists(year: year, month: month, day: day) else { return nil }
        self.dayNumber = Self.dayNumber(year: year, month: month, day: day)
    }

    /// The years of dates from outside; nothing in them is nearer than 60 years to the ends of a ``Timestamp``.
    package static let supportedYears = 1900...2199

    /// The days that may come from outside.
    package static let supported =
        CivilDate(
            dayNumber: dayNumber(year: supportedYears.lowerBound, month: 1, day: 1)
        )...CivilDate(
            dayNumber: dayNumber(year: supportedYears.upperBound, month: 12, day: 31)
        )

    /// What may be written, for error messages: `a date from 1900-01-01 to 2199-12-31`.
    package static let allowed = "a date from \(supported.lowerBound) to \(supported.upperBound)"

    /// Reads `YYYY-MM-DD`, exactly ten ASCII characters, within ``supported``.
    package init?(_ text: String) {
        self.init(stored: text)
        guard Self.supportedYears.contains(year) else { return nil }
    }

    /// Reads what Mayak itself has written: any day of the years 1 to 9999.
    ///
    /// A row that an earlier version took in, or that a clock beyond ``supported`` made, must not spoil what lies beside it.
    package init?(stored text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
            let day = Self.number(bytes[8..<10]),
            (1...9999).contains(year), Self.exists(year: year, month: month, day: day)
        else { return nil }
        self.dayNumber = Self.dayNumber(year: year, month: month, day: day)
    }

    package var year: Int { components.year }
    package var month: Int { components.month }
    package var day: Int { components.day }

    /// Year, month and day at once.
    ///
    /// The conversion of H. Hinnant's "chrono-compatible low-level date algorithms".
    package var components: (year: Int, month: Int, day: Int) {
        let shifted = dayNumber + 719_468
        let era = shifted.dividedRoundingDown(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    package var weekday: Weekday {
        Weekday(mondayBased: (dayNumber + 3).remainderOfDivisionRoundingDown(by: 7))
    }

    /// Stops at the first and the last day of the years 1 to 9999.
    package func adding(days: Int) -> CivilDate {
        let (sum, isTooFar) = dayNumber.addingReportingOverflow(days)
        return CivilDate(dayNumber: isTooFar ? (days < 0 ? .min : .max) : sum)
    }

    /// `YYYY-MM-DD`.
    package var description: String {
        let (year, month, day) = components
        return "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
    }

    package static func < (left: CivilDate, right: CivilDate) -> Bool {
        left.dayNumber < right.dayNumber
    }

    package static func dayCount(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: (year.isMultiple(of: 4) && !year.isMultiple(of: 100)) || year.isMultiple(of: 400) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func exists(year: Int, month: Int, day: Int) -> Bool {
        (1...12).contains(month) && day >= 1 && day <= dayCount(ofMonth: month, year: year)
    }

    /// 0001-01-01 to 9999-12-31.
    private static let dayNumbers = -719_162...2_932_896

    /// For a day that exists.
    static func dayNumber(year: Int, month: Int, day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear.dividedRoundingDown(by: 400)
        let yearOfEra = shiftedYear - era * 400
        let shiftedMonth = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * shiftedMonth + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value = value * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return value
    }
}

extension FixedWidthInteger {
    /// From zero up to a positive divisor.
    package func remainderOfDivisionRoundingDown(by divisor: Self) -> Self {
        let rest = self % divisor
        return rest < 0 ? rest + divisor : rest
    }
}

/// A whole number with leading zeros.
package func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return digits.count >= width ? digits : String(repeating: "0", count: width - digits.count) + digits
}
