import Analytics
import Market

/// The return of each month on the equity before it.
struct MonthlyReturns {
    struct Month: Hashable {
        let year: Int
        let month: Int
    }

    /// In order of time; nil where a month began without equity.
    let months: [(month: Month, value: Double?)]

    /// Returns nil unless every period begins with a date.
    init?(_ curve: EquityCurve, periods: [String]) {
        var months: [(month: Month, value: Double?)] = []
        var start = curve.capital
        var equity = curve.capital
        for (period, value) in zip(periods, curve.equity) {
            guard let date = CivilDate(String(period.prefix(10))) else { return nil }
            let month = Month(year: date.year, month: date.month)
            if months.last?.month != month {
                start = equity
                months.append((month, nil))
            }
            equity = value
            months[months.count - 1].value = start > 0 ? equity / start - 1 : nil
        }
        guard !months.isEmpty else { return nil }
        self.months = months
    }

    var years: [Int] {
        months.map(\.month.year).reduce(into: []) { years, year in
            if years.last != year { years.append(year) }
        }
    }

    func value(_ year: Int, _ month: Int) -> Double? {
        months.first { $0.month == Month(year: year, month: month) }?.value
    }
}
