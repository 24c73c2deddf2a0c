import Market
import Platform

/// What answers a route of the embedded ISS; nil where the names in the path lead nowhere.
typealias ISSPage = @Sendable (ISSCall) -> [ServedBlock]?

/// One request of the embedded ISS, on its way to the page that answers it.
struct ISSCall {
    let market: EmbeddedMarket
    /// The moment as of which the client sees the market.
    let now: Timestamp
    let board: FaultBoard
    let query: ISSQuery
    let path: PathParameters

    /// The market that `{engine}` names.
    ///
    /// - Parameter inAnyCase: as the market data's routes take it; the calendars' are exact.
    func engine(inAnyCase: Bool) -> AlgoPackSegment? {
        let name = path.text("engine")
        return Board.market(engine: inAnyCase ? name.lowercased() : name)
    }
}

extension Route where Handler == ISSPage {
    /// The routes of a market's whole, of its main board and of that board's group: the exchange has all three.
    ///
    /// Names are accepted in either case, as the exchange does.
    ///
    /// - Parameters:
    ///   - tail: what stands behind the place.
    ///   - start: what stands before `/engines`.
    static func places(
        _ tail: String,
        under start: String = "",
        _ page: @escaping @Sendable (ISSCall, ISSPlace) -> [ServedBlock]?
    ) -> [Route] {
        ISSPlace.Kind.allCases.map { kind in
            .any(RoutePattern("\(start)/engines/{engine}/markets/{market}\(kind.rawValue)\(tail)")) { call in
                ISSPlace(kind, of: call).flatMap { page(call, $0) }
            }
        }
    }
}

/// A market as a path names it.
struct ISSPlace {
    /// How; the raw value is the part of the pattern.
    enum Kind: String, CaseIterable {
        case whole = ""
        case board = "/boards/{board}"
        case group = "/boardgroups/{group}"
    }

    let kind: Kind
    let market: AlgoPackSegment

    /// Nil when the path names nothing that there is.
    init?(_ kind: Kind, of call: ISSCall) {
        guard let market = call.engine(inAnyCase: true) else { return nil }
        let board = Board(market)
        guard call.path.text("market").lowercased() == board.market else { return nil }
        let isOurs =
            switch kind {
            case .whole: true
            case .board: call.path.text("board").uppercased() == board.id
            case .group: call.path.text("group") == String(board.groupID)
            }
        guard isOurs else { return nil }
        self.kind = kind
        self.market = market
    }
}
