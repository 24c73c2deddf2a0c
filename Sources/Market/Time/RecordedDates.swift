/// The dates that the name of a recorded file says: `2023-11-01_10` is 1 to 10 November, `2023-10-30_07` ends in the next month.
package enum RecordedDates {
    /// Nil where the parts name no dates, or the last lies before the first.
    ///
    /// - Parameters:
    ///   - first: `YYYY-MM-DD`.
    ///   - last: the same, or `MM-DD`, or `DD`: the next such day from the first on.
    package static func span(_ first: some StringProtocol, _ last: some StringProtocol) -> ClosedRange<CivilDate>? {
        guard let from = CivilDate(String(first)), let till = end(String(last), from: from), from <= till else {
            return nil
        }
        return from...till
    }

    private static func end(_ text: String, from: CivilDate) -> CivilDate? {
        let numbers = text.split(separator: "-", omittingEmptySubsequences: false).map { part in
            part.utf8.count == 2 && part.allSatisfy(\.isNumber) ? Int(part) : nil
        }
        switch (numbers.count, numbers.first ?? nil, numbers.last ?? nil) {
        case (1, _, let day?):
            if day >= from.day { return CivilDate(year: from.year, month: from.month, day: day) }
            let isDecember = from.month == 12
            return CivilDate(
                year: isDecember ? from.year + 1 : from.year,
                month: isDecember ? 1 : from.month + 1,
                day: day
            )
        case (2, let month?, let day?):
            let isNextYear = (month, day) < (from.month, from.day)
            return CivilDate(year: isNextYear ? from.year + 1 : from.year, month: month, day: day)
        default: return CivilDate(text)
        }
    }
}
