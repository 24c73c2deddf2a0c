package import Platform

/// Whether a strategy knew what it could not know: its decisions on the whole of the data are compared with those on its beginnings.
///
/// A decision at a book must be the same whether the data ends a moment later or goes on for hours.
package struct LookAheadCheck: Sendable {
    /// How many beginnings of the data are tried, evenly spread.
    package static let cuts = 5

    /// One beginning of the data.
    package struct Cut: Hashable, Sendable {
        package let events: Int
        /// Decisions that both had.
        package let compared: Int
        /// The first book, from 0, at which they differ.
        package let difference: Int?
    }

    package private(set) var done: [Cut] = []
    private let whole: ContiguousArray<StrategyWish>

    /// - Parameter decisions: on the whole of the data.
    package init(_ decisions: ContiguousArray<StrategyWish>) {
        whole = decisions
    }

    /// Where the data is cut: behind so many events.
    package static func places(in events: Int) -> [Int] {
        (1...cuts).map { events * $0 / (cuts + 1) }.filter { $0 > 0 }
    }

    /// - Parameter decisions: on the first `events` of the data.
    package mutating func compare(_ decisions: ContiguousArray<StrategyWish>, events: Int) {
        let compared = min(decisions.count, whole.count)
        // More decisions on a part than on the whole cannot be: the first that is too many differs from none.
        let difference =
            (0..<compared).first { decisions[$0] != whole[$0] } ?? (decisions.count > whole.count ? compared : nil)
        done.append(Cut(events: events, compared: compared, difference: difference))
    }

    package var isClean: Bool { done.allSatisfy { $0.difference == nil } }

    /// - Parameter isPartial: It was ended early: then nobody knows whether all is clean, and the report says `null`.
    package func json(isPartial: Bool = false) -> JSON {
        .object([
            .init("decisions", .int(Int64(whole.count))),
            .init("partial", .bool(isPartial)),
            .init("clean", isPartial && isClean ? .null : .bool(isClean)),
            .init("cuts", .array(done.map(\.json))),
        ])
    }
}

extension LookAheadCheck.Cut {
    fileprivate var json: JSON {
        .object([
            .init("events", .int(Int64(events))),
            .init("compared", .int(Int64(compared))),
            .init("first_difference", difference.map { .int(Int64($0)) } ?? .null),
        ])
    }
}
