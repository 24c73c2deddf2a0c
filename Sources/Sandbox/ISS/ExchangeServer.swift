import Market
import Platform

/// The embedded ISS: everything under `/iss`, and the login.
final class ExchangeServer: Sendable {
    let market: EmbeddedMarket
    private let access: ExchangeAccess
    private let clock: any MarketClock
    private let board: Lock<FaultBoard>

    init(market: EmbeddedMarket, access: ExchangeAccess, clock: any MarketClock, board: Lock<FaultBoard>) {
        self.market = market
        self.access = access
        self.clock = clock
        self.board = board
    }

    func respond(to request: WebRequest) async -> SandboxAnswer {
        let now = clock.now
        let query = ISSQuery(request)
        let subject = Self.subject(request, query)
        let (fault, faults) = board.withLock { board in (board.hit(subject, at: now), board) }
        guard let fault else { return SandboxAnswer(response: answer(request, query, now, faults)) }
        return await FaultyAnswer(fault: fault, clock: clock).exchange {
            self.answer(request, query, self.clock.now, faults)
        }
    }

    private func answer(_ request: WebRequest, _ query: ISSQuery, _ now: Timestamp, _ board: FaultBoard) -> WebResponse
    {
        guard request.path != "/authenticate" else { return access.authenticate(request, now: now) }
        let credentials = access.credentials(of: request, validSince: board.loginsValidSince(now))
        if let refusal = refusal(credentials, query, board, now) { return refusal }
        var response: WebResponse
        if let blocks = blocks(query, visible(credentials, query, now), board) {
            response = ISSWriter(query: query).response(blocks)
        } else {
            response = .html("<html><body><h1>404 Not Found</h1></body></html>\n", status: 404)
        }
        switch credentials {
        case .cookie: response.headers.append(("X-MicexPassport-Marker", "granted"))
        case .bearer: break
        // Public pages come without a login too, and say so.
        case .staleCookie, .none, .rejectedKey: response.headers.append(("X-MicexPassport-Marker", "denied"))
        }
        return response
    }

    /// The moment as of which a client sees prices: those without rights see them 15 minutes late.
    private func visible(_ credentials: Credentials, _ query: ISSQuery, _ now: Timestamp) -> Timestamp {
        switch credentials {
        case .bearer, .cookie: return now
        case .staleCookie, .none, .rejectedKey: break
        }
        return query.path.first == "engines" && query.path.count > 2 ? now - .minutes(15) : now
    }

    private func blocks(_ query: ISSQuery, _ now: Timestamp, _ board: FaultBoard) -> [ServedBlock]? {
        guard case .found(let page, let path) = Self.routes.match("GET", "/" + query.path.joined(separator: "/")) else {
            return nil
        }
        return page(ISSCall(market: market, now: now, board: board, query: query, path: path))
    }

    /// Below `/iss`; every method is answered as GET is.
    private static let routes = RouteTable<ISSPage>(
        AlgoPackPages.routes + CalendarPages.routes + MarketDataPages.routes + SecurityPages.routes
            + CandlePages.routes + DividendPages.routes + SplitPages.routes + HistoryPages.routes + SearchPages.routes
    )

    /// AlgoPack and the calendars are for subscribers; the rest is public (docs/reference/algopack.md, Hosts).
    private func refusal(
        _ credentials: Credentials,
        _ query: ISSQuery,
        _ board: FaultBoard,
        _ now: Timestamp
    ) -> WebResponse? {
        guard ["datashop", "analyticalproducts", "calendars"].contains(query.path.first ?? "") else { return nil }
        switch credentials {
        case .cookie: return nil
        case .bearer: return board.refusesKeys(at: now) && access.isRequired ? FaultyAnswer.unauthorized : nil
        case .staleCookie: return FaultyAnswer.loginPage
        case .none, .rejectedKey: return FaultyAnswer.unauthorized
        }
    }

    private static func subject(_ request: WebRequest, _ query: ISSQuery) -> FaultBoard.Subject {
        switch query.path.first {
        case "authenticate": return .login
        case "calendars": return .calendar
        case "analyticalproducts": return .feed(.futures, .futoi)
        case "datashop" where query.path.count >= 4:
            guard let market = AlgoPackSegment(query.path[2]), let dataset = Dataset(rawValue: query.path[3]) else {
                return .otherRoute
            }
            return .feed(market, dataset)
        default: return .otherRoute
        }
    }
}
