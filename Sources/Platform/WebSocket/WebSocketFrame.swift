/// One frame of a WebSocket connection (RFC 6455 §5.2).
package struct WebSocketFrame: Hashable, Sendable {
    package enum Opcode: UInt8, Hashable, Sendable, CaseIterable {
        case continuation = 0
        case text = 1
        case binary = 2
        case close = 8
        case ping = 9
        case pong = 10

        var isControl: Bool { rawValue >= 8 }
    }

    package var isFinal: Bool
    package var opcode: Opcode
    /// Unmasked.
    package var payload: [UInt8]

    package init(_ opcode: Opcode, _ payload: [UInt8] = [], isFinal: Bool = true) {
        self.isFinal = isFinal
        self.opcode = opcode
        self.payload = payload
    }

    /// The bytes that go over the wire.
    ///
    /// - Parameter mask: four bytes that nobody can foresee, where a client sends (§5.3); nil for a server.
    package func encoded(mask: [UInt8]? = nil) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(payload.count + 14)
        bytes.append((isFinal ? 0x80 : 0) | opcode.rawValue)
        let masked: UInt8 = mask == nil ? 0 : 0x80
        switch payload.count {
        case ..<126: bytes.append(masked | UInt8(payload.count))
        case ..<65_536:
            bytes.append(masked | 126)
            bytes.append(UInt8(payload.count >> 8))
            bytes.append(UInt8(payload.count & 0xFF))
        default:
            bytes.append(masked | 127)
            for shift in stride(from: 56, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: payload.count >> shift))
            }
        }
        guard let mask else { return bytes + payload }
        bytes += mask
        for (index, byte) in payload.enumerated() { bytes.append(byte ^ mask[index & 3]) }
        return bytes
    }

    /// A close frame; a code that says "none" has no place on the wire (§7.4.1).
    package static func close(_ code: WebSocketCloseCode?, _ reason: String = "") -> WebSocketFrame {
        guard let code, code.mayBeSent else { return WebSocketFrame(.close) }
        // Two bytes of the 125 are the code's; the rest is cut between characters.
        var text = reason
        while text.utf8.count > 123 { text.removeLast() }
        return WebSocketFrame(.close, [UInt8(code.rawValue >> 8), UInt8(code.rawValue & 0xFF)] + Array(text.utf8))
    }
}

/// Why a connection is closed (RFC 6455 §7.4); 4000 to 4999 are the application's own.
package struct WebSocketCloseCode: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    package let rawValue: UInt16

    package init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    package static let normal = WebSocketCloseCode(rawValue: 1000)
    package static let goingAway = WebSocketCloseCode(rawValue: 1001)
    package static let protocolError = WebSocketCloseCode(rawValue: 1002)
    package static let unsupported = WebSocketCloseCode(rawValue: 1003)
    /// Reserved: the close frame had no code.
    package static let none = WebSocketCloseCode(rawValue: 1005)
    /// Reserved: the connection broke without a close frame.
    package static let abnormal = WebSocketCloseCode(rawValue: 1006)
    package static let notUTF8 = WebSocketCloseCode(rawValue: 1007)
    package static let tooLarge = WebSocketCloseCode(rawValue: 1009)
    package static let internalError = WebSocketCloseCode(rawValue: 1011)

    /// Whether a close frame may carry it: those of the RFC and the registry, and 3000 to 4999.
    package var mayBeSent: Bool {
        switch rawValue {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }

    package var description: String { "\(rawValue)" }
}
