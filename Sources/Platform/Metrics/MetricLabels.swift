/// The labels of a metric: a closed set of values, so that the number of time series is known before the first is counted.
///
/// Label values never come from outside: no chat text, no instrument, no path.
package protocol MetricLabels: Hashable, Sendable {
    /// Every value there can be; a value's place in it is where its count is kept.
    static var all: [Self] { get }
    static var names: [String] { get }
    var values: [String] { get }
    /// The place in ``all``.
    var place: Int { get }
}

/// One label whose values are the cases of an enum.
package protocol MetricLabel: MetricLabels, CaseIterable, RawRepresentable where RawValue == String {
    /// Lower-case letters and `_`.
    static var name: String { get }
}

extension MetricLabel {
    package static var all: [Self] { Array(allCases) }
    package static var names: [String] { [name] }
    package var values: [String] { [rawValue] }
    /// Enums have few cases; the search is cheaper than a table.
    package var place: Int { Self.all.firstIndex(of: self) ?? 0 }
}

/// For a metric that is one time series.
package struct NoLabels: MetricLabels {
    package static let all = [NoLabels()]
    package static let names: [String] = []
    package let values: [String] = []
    package let place = 0

    package init() {}
}

/// Two labels together.
package struct LabelPair<First: MetricLabel, Second: MetricLabel>: MetricLabels {
    package let first: First
    package let second: Second

    package init(_ first: First, _ second: Second) {
        self.first = first
        self.second = second
    }

    package static var all: [LabelPair] { First.all.flatMap { first in Second.all.map { LabelPair(first, $0) } } }
    package static var names: [String] { [First.name, Second.name] }
    package var values: [String] { [first.rawValue, second.rawValue] }
    package var place: Int { first.place * Second.all.count + second.place }
}
