package import Market
import Platform

/// What the latest check of one market's hi2 of a day found.
package struct HI2Outcome: Hashable, Codable, Sendable {
    package var date: CivilDate
    package var market: AlgoPackSegment
    /// True when rows of the date are there; nil when the request failed.
    package var isPresent: Bool?
    /// Why nothing is known; empty otherwise.
    package var note: String
    package var checkedAt: Timestamp

    package init(date: CivilDate, market: AlgoPackSegment, isPresent: Bool?, note: String = "", checkedAt: Timestamp) {
        self.date = date
        self.market = market
        self.isPresent = isPresent
        self.note = note
        self.checkedAt = checkedAt
    }
}
