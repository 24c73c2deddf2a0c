/// What a server does with a connection that becomes a WebSocket.
package struct WebSocketUpgrade: Sendable {
    let subprotocol: String?
    let options: WebSocketOptions
    let serve: @Sendable (WebSocket) async -> Void
}

extension WebResponse {
    /// The answer that turns a request's connection into a WebSocket, or says why it cannot be one.
    ///
    /// - Parameters:
    ///   - subprotocol: one of those that the client named; nil for none.
    ///   - serve: runs as long as the connection is wanted; when it returns the connection is closed, and when the connection or the server
    ///     ends it is cancelled.
    package static func webSocket(
        for request: WebRequest,
        subprotocol: String? = nil,
        options: WebSocketOptions = WebSocketOptions(),
        _ serve: @escaping @Sendable (WebSocket) async -> Void
    ) -> WebResponse {
        if let refusal = WebSocketHandshake.refusal(of: request) { return refusal }
        let key = request.header("Sec-WebSocket-Key")?.trimmingSpace() ?? ""
        // It fails where OpenSSL has no memory, which is what the answer says.
        guard let accept = try? WebSocketHandshake.accept(key) else {
            return .text("No memory\n", status: 500)
        }
        var headers = [("Upgrade", "websocket"), ("Sec-WebSocket-Accept", accept)]
        if let subprotocol { headers.append(("Sec-WebSocket-Protocol", subprotocol)) }
        let upgrade = WebSocketUpgrade(subprotocol: subprotocol, options: options, serve: serve)
        return WebResponse(status: 101, headers: headers, content: .upgrade(upgrade))
    }
}
