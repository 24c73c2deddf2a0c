package import Market
package import Store

/// The days and markets that a person speaks of.
package struct CalendarScope: Hashable, Sendable {
    /// A year's holidays and more, and still one screen to look at.
    package static let longest = 62

    package let span: DateSpan
    /// nil: all markets.
    package let market: AlgoPackSegment?

    package init(_ span: DateSpan, _ market: AlgoPackSegment?) {
        self.span = span
        self.market = market
    }

    package init(_ date: CivilDate, _ market: AlgoPackSegment?) {
        self.init(DateSpan(date), market)
    }

    package var markets: [AlgoPackSegment] { market.map { [$0] } ?? AlgoPackSegment.allCases }

    /// True for one day of one market.
    package var isSingle: Bool { span.isSingle && market != nil }

    /// As the audit trail names it: `FO 2027-01-01..2027-01-08`.
    package var auditName: String { "\(markets.map(\.rawValue).joined(separator: ",")) \(span)" }
}

extension [CalendarEdit] {
    /// The days and markets that the edits touch; nil when there are none.
    package var scope: CalendarScope? {
        guard let first = map(\.date).min(), let last = map(\.date).max() else { return nil }
        let markets = Set(map(\.market))
        return CalendarScope(DateSpan(first, last), markets.count == 1 ? markets.first : nil)
    }

    /// As the audit trail names what was done.
    package var auditResult: AuditResult {
        guard let first, let last else { return .nothing }
        return .edits(first: first.id, last: last.id)
    }
}
