/// What a peer has said, whole.
package enum WebSocketMessage: Hashable, Sendable {
    case text(String)
    case binary([UInt8])
    case ping([UInt8])
    case pong([UInt8])
    /// The code is ``WebSocketCloseCode/none`` where the frame had none.
    case close(WebSocketCloseCode, String)
}

/// Reads frames out of bytes as they come, and joins fragments (RFC 6455 §5).
///
/// A value without effects. After an error it says nothing more: the connection is to be closed with the error's code.
package struct WebSocketDecoder: Sendable {
    /// Who is read.
    package enum Peer: Sendable {
        /// Its frames are masked.
        case client
        /// Its frames are not.
        case server
    }

    package struct Limits: Sendable {
        /// Of a message, its fragments together; unit: bytes, default 16 MiB.
        package var message = 16 << 20
        /// Of one message, since empty ones would otherwise cost nothing; default 65,536.
        package var fragments = 65_536

        package init() {}
    }

    private struct Header {
        let isFinal: Bool
        let opcode: WebSocketFrame.Opcode
        let length: Int
        let mask: [UInt8]?
    }

    private let peer: Peer
    private let limits: Limits
    private var buffer: [UInt8] = []
    private var start = 0
    /// Of a message whose last fragment has not come.
    private var kind: WebSocketFrame.Opcode?
    private var partial: [UInt8] = []
    private var fragments = 0
    private var isOver = false

    package init(reading peer: Peer, limits: Limits = Limits()) {
        self.peer = peer
        self.limits = limits
    }

    /// Takes in what was received.
    package mutating func receive(_ bytes: some Sequence<UInt8>) {
        guard !isOver else { return }
        if start > 0, start == buffer.count || start > 65_536 {
            buffer.removeFirst(start)
            start = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// The next message that is whole; nil until more has come, and after a close frame or an error for ever.
    ///
    /// - Throws: kinds `protocolError`, `tooLarge` and `notUTF8`, with the code to close with.
    package mutating func next() throws(WebSocketError) -> WebSocketMessage? {
        do throws(WebSocketError) {
            while !isOver, let frame = try nextFrame() {
                if let message = try take(frame) { return message }
            }
            return nil
        } catch {
            end()
            throw error
        }
    }

    private mutating func end() {
        isOver = true
        buffer = []
        partial = []
        start = 0
    }

    // MARK: Frames

    private mutating func nextFrame() throws(WebSocketError) -> WebSocketFrame? {
        guard let (header, size) = try header() else { return nil }
        let begin = start + size
        guard buffer.count - begin >= header.length else { return nil }
        var payload = Array(buffer[begin..<begin + header.length])
        if let mask = header.mask {
            for index in payload.indices { payload[index] ^= mask[index & 3] }
        }
        start = begin + header.length
        return WebSocketFrame(header.opcode, payload, isFinal: header.isFinal)
    }

    /// The header and its size; nil until it is all there.
    private func header() throws(WebSocketError) -> (Header, Int)? {
        let left = buffer.count - start
        guard left >= 2 else { return nil }
        let (first, second) = (buffer[start], buffer[start + 1])
        guard first & 0x70 == 0 else { throw Self.broken("a reserved bit is set and no extension was agreed on") }
        guard let opcode = WebSocketFrame.Opcode(rawValue: first & 0x0F) else {
            throw Self.broken("the opcode \(first & 0x0F) is reserved")
        }
        let isFinal = first & 0x80 != 0
        let isMasked = second & 0x80 != 0
        guard isMasked == (peer == .client) else {
            throw Self.broken(isMasked ? "a server's frame is masked" : "a client's frame is not masked")
        }
        var size = 2
        var length = UInt64(second & 0x7F)
        if opcode.isControl {
            guard isFinal else { throw Self.broken("a control frame is fragmented") }
            guard length < 126 else { throw Self.broken("a control frame has more than 125 bytes") }
        }
        if length >= 126 {
            let wide = length == 126 ? 2 : 8
            size += wide
            guard left >= size else { return nil }
            length = buffer[start + 2..<start + size].reduce(0) { $0 << 8 | UInt64($1) }
            guard length >= (wide == 2 ? 126 : 65_536), length >> 63 == 0 else {
                throw Self.broken("a length is not written in its shortest form")
            }
        }
        // Before the payload has come: what is announced must never have to be kept.
        guard length <= UInt64(limits.message), opcode.isControl || partial.count + Int(length) <= limits.message else {
            throw WebSocketError(
                .tooLarge,
                closeCode: .tooLarge,
                "a message has more than \(limits.message) bytes"
            )
        }
        var mask: [UInt8]?
        if isMasked {
            size += 4
            guard left >= size else { return nil }
            mask = Array(buffer[start + size - 4..<start + size])
        }
        return (Header(isFinal: isFinal, opcode: opcode, length: Int(length), mask: mask), size)
    }

    // MARK: Messages

    private mutating func take(_ frame: WebSocketFrame) throws(WebSocketError) -> WebSocketMessage? {
        switch frame.opcode {
        case .ping: return .ping(frame.payload)
        case .pong: return .pong(frame.payload)
        case .close:
            let message = try Self.close(frame.payload)
            end()
            return message
        case .continuation:
            guard let kind else { throw Self.broken("a continuation without a beginning") }
            return try add(frame, kind)
        case .text, .binary:
            guard kind == nil else { throw Self.broken("a new message before the last one's end") }
            return try add(frame, frame.opcode)
        }
    }

    private mutating func add(_ frame: WebSocketFrame, _ kind: WebSocketFrame.Opcode) throws(WebSocketError)
        -> WebSocketMessage?
    {
        fragments += 1
        guard fragments <= limits.fragments else {
            throw WebSocketError(
                .tooLarge,
                closeCode: .tooLarge,
                "a message has more than \(limits.fragments) fragments"
            )
        }
        guard frame.isFinal else {
            self.kind = kind
            partial += frame.payload
            return nil
        }
        let payload = partial.isEmpty ? frame.payload : partial + frame.payload
        self.kind = nil
        partial = []
        fragments = 0
        return kind == .binary ? .binary(payload) : .text(try Self.text(payload, "a text message"))
    }

    private static func close(_ payload: [UInt8]) throws(WebSocketError) -> WebSocketMessage {
        guard !payload.isEmpty else { return .close(.none, "") }
        guard payload.count >= 2 else { throw broken("a close frame has one byte") }
        let code = WebSocketCloseCode(rawValue: UInt16(payload[0]) << 8 | UInt16(payload[1]))
        guard code.mayBeSent else { throw broken("the close code \(code) may not be sent") }
        return .close(code, try text(Array(payload[2...]), "the reason of a close frame"))
    }

    private static func text(_ bytes: [UInt8], _ what: String) throws(WebSocketError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw WebSocketError(.notUTF8, closeCode: .notUTF8, "\(what) is not UTF-8")
        }
        return text
    }

    private static func broken(_ detail: String) -> WebSocketError {
        WebSocketError(.protocolError, closeCode: .protocolError, detail)
    }
}
