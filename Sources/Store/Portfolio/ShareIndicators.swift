package import Market
import Platform

/// The indicators of a share after its last day, by name.
package struct ShareIndicators: Hashable, Sendable {
    package var secid: SecID
    /// The day of the bar that they end with.
    package var date: CivilDate
    package var close: Double
    /// Bars that they were worked out from.
    package var bars: Int
    /// By name, in a fixed order; without those that have too few bars.
    package var numbers: [Number]

    package struct Number: Hashable, Sendable {
        package var name: String
        package var value: Double

        package init(_ name: String, _ value: Double) {
            self.name = name
            self.value = value
        }
    }

    package init(secid: SecID, date: CivilDate, close: Double, bars: Int, numbers: [Number]) {
        self.secid = secid
        self.date = date
        self.close = close
        self.bars = bars
        self.numbers = numbers
    }

    package subscript(name: String) -> Double? {
        numbers.first { $0.name == name }?.value
    }

    var json: JSON { .object(numbers.map { JSON.Member($0.name, .double($0.value)) }) }
}
