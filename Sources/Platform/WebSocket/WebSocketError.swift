/// Why a WebSocket connection cannot be made, or is over.
package struct WebSocketError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The name does not resolve, nobody listens, or TLS was refused.
        case unreachable
        /// The server's answer is no upgrade; ``WebSocketError/status`` says what it is.
        case refused
        /// The peer broke the protocol.
        case protocolError = "protocol_error"
        /// A message is larger than allowed.
        case tooLarge = "too_large"
        /// Text that is not UTF-8.
        case notUTF8 = "not_utf8"
        /// The peer closed; ``WebSocketError/closeCode`` and the detail say why.
        case closed
        /// The connection broke.
        case broken
        /// Nothing came for too long, although it was asked for a sign of life.
        case silent
        /// More messages than the reader took, or more to send than the peer takes.
        case overflow
        /// An address or a setting is wrong.
        case misconfigured
    }

    package let kind: Kind
    package let detail: String
    /// Of an answer that is no upgrade.
    package let status: Int?
    /// What the peer said, or what it is told.
    package let closeCode: WebSocketCloseCode?

    package init(_ kind: Kind, status: Int? = nil, closeCode: WebSocketCloseCode? = nil, _ detail: String) {
        self.kind = kind
        self.status = status
        self.closeCode = closeCode
        self.detail = Redaction.text(detail, limit: TextLimit.detail)
    }

    package var description: String {
        let code = closeCode.map { " \($0)" } ?? status.map { " \($0)" } ?? ""
        return "\(kind.rawValue)\(code): \(detail)"
    }
}
