import Market

/// Where a market is found in ISS paths, and its numbers.
struct Board: Hashable, Sendable {
    let engine: String
    let market: String
    /// The main board.
    let id: String
    let engineID: Int64
    let marketID: Int64
    let groupID: Int64
    let title: String
    let engineTitle: String

    init(_ market: MarketID) {
        switch market {
        case .equities:
            self.init(
                "stock",
                "shares",
                "TQBR",
                1,
                1,
                57,
                "Т+: Акции и ДР - безадрес.",
                "Фондовый рынок и рынок депозитов"
            )
        case .currency:
            self.init("currency", "selt", "CETS", 3, 10, 13, "Системные сделки - безадрес.", "Валютный рынок")
        case .futures: self.init("futures", "forts", "RFUD", 4, 22, 45, "Фьючерсы", "Срочный рынок")
        }
    }

    private init(
        _ engine: String,
        _ market: String,
        _ id: String,
        _ engineID: Int64,
        _ marketID: Int64,
        _ groupID: Int64,
        _ title: String,
        _ engineTitle: String
    ) {
        self.engine = engine
        self.market = market
        self.id = id
        self.engineID = engineID
        self.marketID = marketID
        self.groupID = groupID
        self.title = title
        self.engineTitle = engineTitle
    }

    /// The market of an engine's name.
    static func market(engine: String) -> MarketID? {
        switch engine {
        case "stock": .equities
        case "currency": .currency
        case "futures": .futures
        default: nil
        }
    }

    /// What stands behind `engines/{engine}/markets/{market}[/boards/{board} | /boardgroups/{id}]`; nil for another place.
    ///
    /// Names are accepted in either case, as the exchange does.
    static func rest(of path: ArraySlice<String>) -> (market: MarketID, rest: ArraySlice<String>)? {
        var path = path
        guard let market = path.popFirst().flatMap({ Board.market(engine: $0.lowercased()) }) else { return nil }
        let board = Board(market)
        guard path.popFirst() == "markets", path.popFirst()?.lowercased() == board.market else { return nil }
        switch path.first {
        case "boards":
            guard path.dropFirst().first?.uppercased() == board.id else { return nil }
            return (market, path.dropFirst(2))
        case "boardgroups":
            guard path.dropFirst().first == String(board.groupID) else { return nil }
            return (market, path.dropFirst(2))
        default: return (market, path)
        }
    }
}
