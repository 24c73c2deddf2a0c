import Market
import Platform

/// The embedded broker: unary methods below `/rest`.
final class BrokerServer: Sendable {
    let clock: any MarketClock
    let board: Lock<FaultBoard>
    let world: Lock<BrokerWorld>
    let access: BrokerAccess

    init(market: EmbeddedMarket, options: SandboxOptions, clock: any MarketClock, board: Lock<FaultBoard>) {
        self.clock = clock
        self.board = board
        access = options.broker
        world = Lock(
            BrokerWorld(
                market: BrokerMarket(market),
                seed: options.market.seed,
                money: options.broker.money,
                opened: clock.now
            )
        )
    }

    func respond(to request: WebRequest) async -> SandboxAnswer {
        let now = clock.now
        let name = request.path.split(separator: "/").last.map(String.init) ?? ""
        var answer: SandboxAnswer
        if let fault = board.withLock({ $0.hit(.broker(name), at: now) }) {
            answer = await FaultyAnswer(fault: fault, clock: clock).broker { self.answer(request) }
        } else {
            answer = SandboxAnswer(response: self.answer(request))
        }
        answer.response.headers.append(("server", "envoy"))
        return answer
    }

    private func answer(_ request: WebRequest) -> WebResponse {
        switch Self.routes.match(request.method, request.path) {
        case .found(let method, _): return answer(request, method)
        case .allows: return BrokerFailure.notPost.response
        case .unknownPath: return BrokerFailure.noMethod.response
        }
    }

    private func answer(_ request: WebRequest, _ method: BrokerMethod) -> WebResponse {
        let now = clock.now
        guard let rights = access.rights(of: request) else { return BrokerFailure.badToken.response }
        guard rights == .full || !method.isChange else { return BrokerFailure.readOnly.response }
        let faults = board.withLock { $0.brokerFaults(method.name, at: now) }
        return world.withLock { world in
            world.advance(to: now)
            let reading = world.rates.count(method.rate, at: now)
            let tracking = world.nextUUID("tracking").replacing("-", with: "")
            var response: WebResponse
            do throws(BrokerFailure) {
                guard reading.isAllowed else { throw .tooManyRequests }
                let call = BrokerCall(
                    body: try Self.body(of: request),
                    now: now,
                    isReadOnly: rights == .readOnly,
                    isSandboxService: method.service == "SandboxService",
                    faults: faults,
                    trackingID: tracking
                )
                let json = try method.perform(&world, call)
                response = faults.losesAnswer ? BrokerFailure.unclear.response : .json(json.bytes)
            } catch {
                response = error.response
            }
            response.headers += reading.headers + [("x-tracking-id", tracking)]
            return response
        }
    }

    /// An empty body is an empty message.
    static func body(of request: WebRequest) throws(BrokerFailure) -> JSON {
        guard request.body.contains(where: { $0 > 0x20 }) else { return .object([]) }
        let limits = 1 << 20
        guard request.body.count <= limits else { throw .invalid(30001, "the message is larger than \(limits) bytes") }
        // What neither reading takes is one mistake for the caller.
        let json = (try? JSON.parse(request.body)) ?? (try? JSON.parse(SingleQuotes.replaced(in: request.body)))
        guard let json, json.members != nil else {
            throw BrokerFailure(.invalidArgument, nil, "invalid JSON in the request: an object is expected")
        }
        return json
    }

    /// All methods, in the order of the table.
    static var methods: [BrokerMethod] { routes.routes.map(\.handler) }

    private static let routes = RouteTable<BrokerMethod>(
        InstrumentMethods.routes + MarketDataMethods.routes + OrderMethods.routes + StopOrderMethods.routes
            + OperationMethods.routes + UserMethods.routes + SandboxMethods.routes
    )
}
