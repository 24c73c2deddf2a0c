/// Rows of features with what came after them, in the order of time.
package struct TrainingSet: Sendable {
    /// One row as it is added.
    package struct Row: Sendable {
        package var instrument: Int
        package var features: [Double]
        /// One of the labels: −1, 0, 1.
        package var label: Int
        /// When the features were known, and from when on the label was: nanoseconds, or numbers of rows.
        package var start: Int64
        package var end: Int64
        package var payoff: Payoff?

        package init(
            instrument: Int = 0,
            features: [Double],
            label: Int,
            start: Int64,
            end: Int64,
            payoff: Payoff? = nil
        ) {
            self.instrument = instrument
            self.features = features
            self.label = label
            self.start = start
            self.end = end
            self.payoff = payoff
        }
    }

    /// What a decision to buy would have brought; to sell, the opposite move at the same cost.
    ///
    /// Unit: hundredths of a percent of the price.
    package struct Payoff: Hashable, Sendable {
        package let move: Double
        package let cost: Double

        package init(move: Double, cost: Double) {
            self.move = move
            self.cost = cost
        }
    }

    package let names: [String]
    /// The labels that occur, in ascending order: two or three.
    package let classes: [Int]
    /// Of each row, a place in ``classes``.
    package let labels: [Int]
    package let starts: [Int64]
    package let ends: [Int64]
    /// Empty where nothing is known of prices.
    package let payoffs: [Payoff]
    let instruments: [Int]
    /// The row before of the same instrument; -1 where there is none.
    private let previous: [Int]
    private let features: [Double]

    package var count: Int { labels.count }
    package var featureCount: Int { names.count }
    package var instrumentCount: Int { Set(instruments).count }

    /// The most numbers: 256 MB of memory.
    package static let mostValues = 32_000_000

    /// Sorts the rows by time; those of one time keep their order.
    ///
    /// - Throws: ``TrainingError`` of kind `tooLittle` with fewer than two labels.
    package init(_ rows: [Row], names: [String]) throws(TrainingError) {
        precondition(rows.allSatisfy { $0.features.count == names.count }, "each row has every feature")
        let order = rows.indices.sorted { (rows[$0].start, $0) < (rows[$1].start, $1) }
        let classes = Set(rows.map(\.label)).sorted()
        guard classes.count > 1 else {
            throw TrainingError(
                .tooLittle,
                "all \(rows.count) rows have one label, \(classes.first ?? 0): there is nothing to tell apart"
            )
        }
        self.names = names
        self.classes = classes
        labels = order.map { classes.firstIndex(of: rows[$0].label) ?? 0 }
        starts = order.map { rows[$0].start }
        ends = order.map { rows[$0].end }
        payoffs = order.compactMap { rows[$0].payoff }
        instruments = order.map { rows[$0].instrument }
        var features: [Double] = []
        features.reserveCapacity(rows.count * names.count)
        for index in order { features += rows[index].features }
        self.features = features
        previous = Self.previous(instruments)
        precondition(payoffs.isEmpty || payoffs.count == rows.count, "all rows have a payoff, or none")
    }

    /// The rows whose label was known when a row's features were, with the same classes.
    func known(before first: Int) -> TrainingSet {
        TrainingSet(self, rows: (0..<first).filter { ends[$0] < starts[first] })
    }

    private init(_ set: TrainingSet, rows: [Int]) {
        names = set.names
        classes = set.classes
        labels = rows.map { set.labels[$0] }
        starts = rows.map { set.starts[$0] }
        ends = rows.map { set.ends[$0] }
        payoffs = set.payoffs.isEmpty ? [] : rows.map { set.payoffs[$0] }
        instruments = rows.map { set.instruments[$0] }
        previous = Self.previous(instruments)
        var features: [Double] = []
        features.reserveCapacity(rows.count * names.count)
        for row in rows { features += set.row(row) }
        self.features = features
    }

    /// For each row the one before of the same instrument.
    private static func previous(_ instruments: [Int]) -> [Int] {
        var last: [Int: Int] = [:]
        return instruments.enumerated().map { place, instrument in
            defer { last[instrument] = place }
            return last[instrument] ?? -1
        }
    }

    package func row(_ index: Int) -> [Double] {
        Array(features[index * featureCount..<(index + 1) * featureCount])
    }

    package func value(_ index: Int, _ feature: Int) -> Double { features[index * featureCount + feature] }

    /// The rows of an instrument up to this one, oldest first; fewer at its beginning.
    func window(to index: Int, length: Int) -> [Int] {
        var window: [Int] = []
        var next = index
        while next >= 0, window.count < length {
            window.append(next)
            next = previous[next]
        }
        return window.reversed()
    }
}
