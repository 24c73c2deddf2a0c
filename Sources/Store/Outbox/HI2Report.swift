package import Market

/// The result of the hi2 check, a row per market.
package struct HI2Report: Hashable, Codable, Sendable {
    package struct Row: Hashable, Codable, Sendable {
        package var market: AlgoPackSegment
        /// True when rows dated today are there; nil when the request failed or the market was closed.
        package var isPresent: Bool?
        package var note: String

        package init(market: AlgoPackSegment, isPresent: Bool?, note: String = "") {
            self.market = market
            self.isPresent = isPresent
            self.note = note
        }
    }

    package var date: CivilDate
    package var rows: [Row]
    package var isRecheck: Bool

    package init(date: CivilDate, rows: [Row], isRecheck: Bool = false) {
        self.date = date
        self.rows = rows
        self.isRecheck = isRecheck
    }
}
