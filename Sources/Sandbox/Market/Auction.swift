import Market

/// An auction that candles show and tradestats do not (docs/reference/algopack.md, Slot grids).
struct Auction: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case opening, closing, evening
    }

    let kind: Kind
    /// The minute of its trades.
    let begin: TimeOfDay
    /// Its turnover, in ordinary slots.
    let weight: Double

    /// The auctions of a day: EQ and FX open with one before 10:00 where there is no morning session,
    /// EQ closes with one after 18:40 and opens its evening with a small one.
    ///
    /// - Parameter day: the market's day; a weekend session and a closed day have none.
    static func all(of day: TradingDay) -> [Auction] {
        guard day.kind != .weekendSession, let first = day.sessions.first else { return [] }
        func has(_ name: TradingSession.Name) -> Bool { day.sessions.contains { $0.name == name } }
        var auctions: [Auction] = []
        func add(_ kind: Kind, _ hour: Int, _ minute: Int, _ weight: Double) {
            guard let begin = TimeOfDay(secondOfDay: hour * 3_600 + minute * 60) else { return }
            auctions.append(Auction(kind: kind, begin: begin, weight: weight))
        }
        switch day.market {
        case .equities:
            if first.open.secondOfDay == 36_000 { add(.opening, 9, 59, 2) }
            if has(.main), day.sessions.contains(where: { $0.close.secondOfDay == 67_200 }) { add(.closing, 18, 45, 4) }
            if has(.evening) { add(.evening, 19, 4, 0.3) }
        case .currency:
            if first.open.secondOfDay == 36_000 { add(.opening, 9, 59, 0.5) }
        case .futures: break
        }
        return auctions
    }

    /// True for the tradestats slot that ends the opening auction of a morning: 07:00 on EQ, 09:00 on FO since 2026.
    static func isSlot(_ label: TimeOfDay, of day: TradingDay) -> Bool {
        guard let open = day.sessions.first?.open, open.secondOfDay % 3_600 == 3_000, day.kind != .weekendSession else {
            return false
        }
        return label.secondOfDay == open.secondOfDay + 600
    }
}
