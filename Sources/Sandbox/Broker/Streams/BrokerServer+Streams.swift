import Market
import Platform

extension BrokerServer {
    /// `/ws/<package>.<Service>/<Method>`; the bare `/ws/` and everything else is 404.
    func open(_ request: WebRequest) -> SandboxAnswer {
        let kinds: [String: BrokerStreamSession.Kind] = [
            "MarketDataStream": .marketData, "MarketDataServerSideStream": .marketData, "OrderStateStream": .orders,
            "PositionsStream": .positions,
        ]
        let stream = BrokerStreams.services.first { service, name in
            request.path == "/ws/\(BrokerMethod.package).\(service)/\(name)"
        }
        guard let stream, let kind = kinds[stream.name] else {
            return SandboxAnswer(response: BrokerFailure.noMethod.response)
        }
        let offered = WebSocketHandshake.subprotocols(of: request)
        let chosen = offered.first { $0 == "json" || $0 == "json-proto" }
        let rights = access.rights(of: request) ?? offered.lazy.compactMap { self.access.rights(ofToken: $0) }.first
        let response = WebResponse.webSocket(for: request, subprotocol: chosen) { [self] socket in
            guard let rights else {
                // The gateway takes the connection and closes it with 4000 and the gRPC code.
                return socket.close(WebSocketCloseCode(rawValue: 4016), BrokerFailure.badToken.message)
            }
            await BrokerStreamSession(self, socket, kind: kind, method: stream.name, rights: rights).run()
        }
        return SandboxAnswer(response: response)
    }
}
