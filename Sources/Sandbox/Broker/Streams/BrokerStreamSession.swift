import Market
import Platform

/// One WebSocket of the broker: what was asked for on it, and what it is told, every tenth of a second of the sandbox's clock.
final class BrokerStreamSession: Sendable {
    /// What the connection is for.
    enum Kind: Hashable, Sendable {
        case marketData, orders, positions
    }

    private let server: BrokerServer
    private let socket: WebSocket
    private let kind: Kind
    private let method: String
    /// `json-proto`: names as the contract writes them.
    private let isSnake: Bool
    private let rights: BrokerAccess.Rights
    private let state: Lock<BrokerStreamState>

    init(
        _ server: BrokerServer,
        _ socket: WebSocket,
        kind: Kind,
        method: String,
        rights: BrokerAccess.Rights
    ) {
        self.server = server
        self.socket = socket
        self.kind = kind
        self.method = method
        self.rights = rights
        isSnake = socket.subprotocol == "json-proto"
        state = Lock(BrokerStreamState(id: server.world.withLock { $0.nextUUID("stream") }, now: server.clock.now))
    }

    /// Serves until the client leaves, the server stops or a fault ends it.
    func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.listen() }
            group.addTask { await self.tick() }
            // Whichever ends first ends the other.
            await group.next()
            group.cancelAll()
        }
    }

    // MARK: What the client says

    private func listen() async {
        do {
            for try await message in socket.messages {
                guard case .text(let text) = message else { continue }
                // One mistake for every kind of nonsense.
                guard let json = try? JSON.parse(text), json.members != nil else {
                    try send(BrokerFailure(.invalidArgument, nil, "invalid JSON in the request").json)
                    continue
                }
                // Only silence concerns an answer; what ends the stream is counted where it does.
                let now = server.clock.now
                let faults = server.board.withLock { $0.brokerFaults(method, at: now, counts: false) }
                for answer in answers(to: json) where !faults.silencesStream { try send(answer) }
            }
        } catch {
            // The connection is over; there is nobody to tell.
        }
    }

    private func answers(to json: JSON) -> [JSON] {
        let now = server.clock.now
        return server.world.withLock { world in
            world.advance(to: now)
            let tracking = world.nextUUID("tracking").replacing("-", with: "")
            return state.withLock { state in
                switch kind {
                case .marketData: [state.take(json, world, tracking: tracking, at: now)]
                case .orders: state.followOrders(json, world, tracking: tracking)
                case .positions: state.followPositions(json, world)
                }
            }
        }
    }

    // MARK: What it is told

    private func tick() async {
        do {
            while true {
                try await server.clock.sleep(for: step)
                let now = server.clock.now
                let faults = server.board.withLock { $0.brokerFaults(method, at: now) }
                if faults.dropsStream { return socket.abort() }
                if faults.closesStream {
                    return socket.close(
                        WebSocketCloseCode(rawValue: 4008),
                        "resource exhausted: request limit exceeded"
                    )
                }
                let due = due(faults, at: now)
                guard !faults.silencesStream else { continue }
                for message in due {
                    try send(message)
                    if faults.repeatsEvents { try send(message) }
                }
            }
        } catch {
            // Cancelled, or the connection is over.
        }
    }

    /// A tenth of a second of the sandbox's clock, and at least ten milliseconds of everybody's.
    private var step: Duration {
        .milliseconds(max(100, Int64(min(server.clock.speedUp, 10_000) * 10)))
    }

    private func due(_ faults: BrokerFaults, at now: Timestamp) -> [JSON] {
        server.world.withLock { world in
            world.advance(to: now)
            return state.withLock { state in
                var due =
                    switch kind {
                    case .marketData: state.marketData(world, faults, at: now)
                    case .orders: state.orders(world)
                    case .positions: state.positions(world)
                    }
                if kind == .orders, faults.shufflesEvents { due.reverse() }
                if let ping = state.ping(isIdle: due.isEmpty, at: now) { due.append(ping) }
                return due
            }
        }
    }

    private func send(_ json: JSON) throws {
        try socket.send((isSnake ? json.snakeNames : json).text)
    }
}

extension JSON {
    /// The message with the contract's own names: `last_price`.
    fileprivate var snakeNames: JSON {
        switch self {
        case .object(let members): .object(members.map { Member(Self.contractName($0.name), $0.value.snakeNames) })
        case .array(let values): .array(values.map(\.snakeNames))
        case .null, .bool, .int, .double, .string: self
        }
    }

    private static func contractName(_ name: String) -> String {
        name.reduce(into: "") { text, letter in
            if letter.isUppercase { text += "_" }
            text += letter.lowercased()
        }
    }
}
