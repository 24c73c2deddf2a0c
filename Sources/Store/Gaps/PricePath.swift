package import Market

/// A share's price of a day with the levels that it had by then: what a small chart shows.
package struct PricePath: Hashable, Codable, Sendable {
    package struct Point: Hashable, Codable, Sendable {
        package var at: Timestamp
        package var price: Double
        package var vwap: Double
        /// Nil where there was no band yet.
        package var support, resistance: Double?

        package init(at: Timestamp, price: Double, vwap: Double, support: Double?, resistance: Double?) {
            self.at = at
            self.price = price
            self.vwap = vwap
            self.support = support
            self.resistance = resistance
        }
    }

    /// Ascending; no more than a chart on a phone can show.
    package let points: [Point]

    /// More than this are thinned out evenly; the first and the last stay.
    package static let mostPoints = 120

    package init(_ points: [Point] = []) {
        let last = points.count - 1
        guard points.count > Self.mostPoints else {
            self.points = points
            return
        }
        self.points = (0..<Self.mostPoints).map { points[$0 * last / (Self.mostPoints - 1)] }
    }
}
