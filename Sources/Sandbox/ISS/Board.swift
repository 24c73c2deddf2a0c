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

    init(_ market: AlgoPackSegment) {
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
    static func market(engine: String) -> AlgoPackSegment? {
        switch engine {
        case "stock": .equities
        case "currency": .currency
        case "futures": .futures
        default: nil
        }
    }
}
