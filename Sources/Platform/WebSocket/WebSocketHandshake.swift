/// The opening handshake (RFC 6455 §4): an HTTP request that turns its connection into a WebSocket.
package enum WebSocketHandshake {
    /// What the server answers to a key (§4.2.2).
    ///
    /// - Throws: ``FernetError`` of kind `library` where OpenSSL fails.
    package static func accept(_ key: String) throws(FernetError) -> String {
        Base64.standard.encode(try OpenSSL.sha1(Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8)))
    }

    /// The request's text.
    ///
    /// - Parameter key: 16 random bytes in Base64.
    static func request(
        path: String,
        host: String,
        key: String,
        headers: [(String, String)],
        subprotocols: [String]
    ) throws(WebSocketError) -> [UInt8] {
        var lines = [
            ("Host", host), ("Upgrade", "websocket"), ("Connection", "Upgrade"), ("Sec-WebSocket-Key", key),
            ("Sec-WebSocket-Version", "13"),
        ]
        if !subprotocols.isEmpty { lines.append(("Sec-WebSocket-Protocol", subprotocols.joined(separator: ", "))) }
        var text = "GET \(path) HTTP/1.1\r\n"
        for (name, value) in lines + headers {
            guard HTTPSyntax.isToken(name), HTTPSyntax.isFieldValue(value) else {
                throw WebSocketError(.misconfigured, "a header holds characters that HTTP forbids")
            }
            text += "\(name): \(value)\r\n"
        }
        return Array((text + "\r\n").utf8)
    }

    /// Reads an answer's head up to its empty line.
    ///
    /// - Returns: nil until it is whole; else the chosen subprotocol and how many bytes the head has.
    /// - Throws: kinds `refused` and `protocolError`.
    static func answer(
        _ bytes: [UInt8],
        key: String,
        subprotocols: [String]
    ) throws(WebSocketError) -> (subprotocol: String?, size: Int)? {
        guard let end = bytes.firstIndex(ofEmptyLine: ()) else {
            guard bytes.count <= 64 << 10 else { throw WebSocketError(.protocolError, "the answer has no end") }
            return nil
        }
        let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
        let words = lines.first?.split(separator: " ", maxSplits: 2) ?? []
        guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else {
            throw WebSocketError(.protocolError, "the answer is not HTTP")
        }
        guard status == 101 else {
            throw WebSocketError(.refused, status: status, "the server answers \(status), not with an upgrade")
        }
        func header(_ name: String) -> String? {
            for line in lines.dropFirst() {
                guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == name else { continue }
                return line[line.index(after: colon)...].trimmingSpace()
            }
            return nil
        }
        let accepted: String
        do throws(FernetError) {
            accepted = try accept(key)
        } catch {
            throw WebSocketError(.misconfigured, error.detail)
        }
        guard header("upgrade")?.lowercased() == "websocket", header("sec-websocket-accept") == accepted else {
            throw WebSocketError(.protocolError, "the answer to the handshake is not for our key")
        }
        guard header("sec-websocket-extensions") == nil else {
            throw WebSocketError(.protocolError, "the server uses an extension that nobody asked for")
        }
        let chosen = header("sec-websocket-protocol")
        if let chosen, !subprotocols.contains(chosen) {
            throw WebSocketError(.protocolError, "the server chose a subprotocol that nobody asked for")
        }
        return (chosen, end + 4)
    }

    /// Why a request cannot become a WebSocket; nil where it can (§4.2.1).
    package static func refusal(of request: WebRequest) -> WebResponse? {
        func has(_ name: String, _ word: String) -> Bool {
            request.headers.contains { header, value in
                header.lowercased() == name
                    && value.split(separator: ",").contains { $0.trimmingSpace().lowercased() == word }
            }
        }
        guard request.method == "GET", has("upgrade", "websocket"), has("connection", "upgrade") else {
            return .text("This path is for WebSockets\n", status: 426, headers: [("Upgrade", "websocket")])
        }
        guard request.header("Sec-WebSocket-Version")?.trimmingSpace() == "13" else {
            return .text("Only version 13\n", status: 426, headers: [("Sec-WebSocket-Version", "13")])
        }
        let key = request.header("Sec-WebSocket-Key")?.trimmingSpace() ?? ""
        guard Base64.standard.decode(key)?.count == 16 else { return .text("Bad key\n", status: 400) }
        return nil
    }

    /// Subprotocols that a client can do with, best first.
    package static func subprotocols(of request: WebRequest) -> [String] {
        request.headers.filter { $0.0.lowercased() == "sec-websocket-protocol" }
            .flatMap { $0.1.split(separator: ",") }
            .map { $0.trimmingSpace() }
    }
}

extension [UInt8] {
    /// Where `\r\n\r\n` begins.
    fileprivate func firstIndex(ofEmptyLine: Void) -> Int? {
        guard count >= 4 else { return nil }
        return (0...count - 4).first {
            self[$0] == 13 && self[$0 + 1] == 10 && self[$0 + 2] == 13 && self[$0 + 3] == 10
        }
    }
}
