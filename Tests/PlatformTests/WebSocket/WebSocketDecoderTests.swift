import Platform
import Testing

@Suite("WebSocket frames")
struct WebSocketDecoderTests {
    private static let hello = Array("Hello".utf8)

    /// All messages of some bytes, or the error behind them.
    private static func read(
        _ bytes: [UInt8],
        from peer: WebSocketDecoder.Peer = .server,
        inPiecesOf size: Int? = nil,
        limit: Int? = nil
    ) -> (messages: [WebSocketMessage], error: WebSocketError?) {
        var limits = WebSocketDecoder.Limits()
        if let limit { limits.message = limit }
        var decoder = WebSocketDecoder(reading: peer, limits: limits)
        var messages: [WebSocketMessage] = []
        var left = bytes[...]
        repeat {
            let piece = left.prefix(size ?? max(1, bytes.count))
            left = left.dropFirst(piece.count)
            decoder.receive(piece)
            do throws(WebSocketError) {
                while let message = try decoder.next() { messages.append(message) }
            } catch {
                return (messages, error)
            }
        } while !left.isEmpty
        return (messages, nil)
    }

    /// RFC 6455 §5.7.
    static let vectors: [(String, [UInt8], WebSocketDecoder.Peer, [WebSocketMessage])] = [
        ("unmasked text", [0x81, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F], .server, [.text("Hello")]),
        (
            "masked text", [0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58], .client,
            [.text("Hello")]
        ),
        (
            "fragmented text", [0x01, 0x03, 0x48, 0x65, 0x6C, 0x80, 0x02, 0x6C, 0x6F], .server,
            [.text("Hello")]
        ), ("ping", [0x89, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F], .server, [.ping(hello)]),
        (
            "masked pong", [0x8A, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58], .client,
            [.pong(hello)]
        ),
        (
            "256 bytes", [0x82, 0x7E, 0x01, 0x00] + [UInt8](repeating: 7, count: 256), .server,
            [.binary([UInt8](repeating: 7, count: 256))]
        ),
        (
            "64 KiB", [0x82, 0x7F, 0, 0, 0, 0, 0, 1, 0, 0] + [UInt8](repeating: 7, count: 65_536), .server,
            [.binary([UInt8](repeating: 7, count: 65_536))]
        ),
        (
            "a ping between fragments", [0x01, 0x01, 0x48, 0x89, 0x00, 0x80, 0x01, 0x69], .server,
            [.ping([]), .text("Hi")]
        ), ("close with code and reason", [0x88, 0x04, 0x03, 0xE8, 0x6F, 0x6B], .server, [.close(.normal, "ok")]),
        ("close without a code", [0x88, 0x00], .server, [.close(.none, "")]),
        ("close of the application", [0x88, 0x02, 0x0F, 0xA8], .server, [.close(.init(rawValue: 4008), "")]),
        ("an empty text in fragments", [0x01, 0x00, 0x00, 0x00, 0x80, 0x00], .server, [.text("")]),
        ("a letter cut between fragments", [0x01, 0x01, 0xD0, 0x80, 0x01, 0xAF], .server, [.text("Я")]),
    ]

    @Test("the RFC's own examples and their kin, whole and byte by byte", arguments: vectors)
    func examples(name: String, bytes: [UInt8], peer: WebSocketDecoder.Peer, messages: [WebSocketMessage]) {
        for size in [nil, 1, 3] {
            let read = Self.read(bytes, from: peer, inPiecesOf: size)
            #expect(read.messages == messages && read.error == nil, "\(name)")
        }
    }

    static let mistakes: [(String, [UInt8], WebSocketDecoder.Peer, WebSocketError.Kind)] = [
        ("a reserved bit", [0xC1, 0x00], .server, .protocolError),
        ("a reserved opcode", [0x83, 0x00], .server, .protocolError),
        ("a reserved control opcode", [0x8B, 0x00], .server, .protocolError),
        ("a masked frame of a server", [0x81, 0x80, 1, 2, 3, 4], .server, .protocolError),
        ("an unmasked frame of a client", [0x81, 0x00], .client, .protocolError),
        ("a fragmented ping", [0x09, 0x00], .server, .protocolError),
        ("a long ping", [0x89, 0x7E, 0x00, 0x7E], .server, .protocolError),
        ("a continuation alone", [0x80, 0x00], .server, .protocolError),
        ("a text inside a text", [0x01, 0x00, 0x81, 0x00], .server, .protocolError),
        ("a length longer than needed", [0x81, 0x7E, 0x00, 0x05], .server, .protocolError),
        ("a wide length longer than needed", [0x81, 0x7F, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF], .server, .protocolError),
        ("a length with its top bit", [0x81, 0x7F, 0x80, 0, 0, 0, 0, 0, 0, 0], .server, .protocolError),
        ("a close frame of one byte", [0x88, 0x01, 0x03], .server, .protocolError),
        ("a close code that may not be sent", [0x88, 0x02, 0x03, 0xED], .server, .protocolError),
        ("a close code below 1000", [0x88, 0x02, 0x00, 0x01], .server, .protocolError),
        ("a close reason that is not UTF-8", [0x88, 0x03, 0x03, 0xE8, 0xFF], .server, .notUTF8),
        ("a text that is not UTF-8", [0x81, 0x01, 0xFF], .server, .notUTF8),
        ("a text with half a letter", [0x81, 0x01, 0xD0], .server, .notUTF8),
        ("a surrogate in UTF-8", [0x81, 0x03, 0xED, 0xA0, 0x80], .server, .notUTF8),
        ("more than allowed", [0x82, 0x7E, 0x08, 0x00], .server, .tooLarge),
        (
            "more than allowed in fragments",
            [0x02, 0x7E, 0x02, 0x00] + [UInt8](repeating: 0, count: 512)
                + [0x80, 0x7E, 0x02, 0x01], .server, .tooLarge
        ),
        ("exabytes", [0x82, 0x7F, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], .server, .tooLarge),
    ]

    @Test("mistakes end it with the right code, before their payload has come", arguments: mistakes)
    func broken(name: String, bytes: [UInt8], peer: WebSocketDecoder.Peer, kind: WebSocketError.Kind) {
        let read = Self.read(bytes, from: peer, limit: 1_024)
        #expect(read.error?.kind == kind, "\(name)")
        let codes: [WebSocketError.Kind: WebSocketCloseCode] = [
            .protocolError: .protocolError, .tooLarge: .tooLarge, .notUTF8: .notUTF8,
        ]
        #expect(read.error?.closeCode == codes[kind])
    }

    @Test("nothing is said behind a close frame or a mistake")
    func over() throws {
        #expect(Self.read([0x88, 0x00, 0x81, 0x00]).messages == [.close(.none, "")])
        var decoder = WebSocketDecoder(reading: .server)
        decoder.receive([0x83, 0x00] as [UInt8])
        #expect(throws: WebSocketError.self) { try decoder.next() }
        decoder.receive([0x81, 0x00] as [UInt8])
        #expect(try decoder.next() == nil)
    }

    @Test("what is encoded is read the same, at every size around the borders, masked and not")
    func roundTrip() {
        for size in [0, 1, 125, 126, 127, 65_535, 65_536, 70_000] {
            let payload = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            let frame = WebSocketFrame(.binary, payload)
            #expect(Self.read(frame.encoded()).messages == [.binary(payload)])
            #expect(Self.read(frame.encoded(mask: [9, 8, 7, 6]), from: .client).messages == [.binary(payload)])
        }
        let long = String(repeating: "я", count: 100)
        guard
            case .close(let code, let reason)? = Self.read(WebSocketFrame.close(.goingAway, long).encoded()).messages
                .first
        else {
            Issue.record("no close frame")
            return
        }
        #expect(code == .goingAway && long.hasPrefix(reason) && reason.utf8.count <= 123)
        #expect(Self.read(WebSocketFrame.close(.abnormal).encoded()).messages == [.close(.none, "")])
    }

    @Test("ten thousand streams of nonsense, and of frames with bytes changed, end in messages or an error")
    func fuzz() {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        func next(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        var ends = (messages: 0, errors: 0)
        for round in 0..<10_000 {
            var bytes: [UInt8] = []
            if round % 2 == 0 {
                bytes = (0..<next(200)).map { _ in UInt8(next(256)) }
            } else {
                for _ in 0..<1 + next(6) {
                    let opcode = WebSocketFrame.Opcode.allCases[next(6)]
                    let payload = (0..<next(opcode.rawValue >= 8 ? 126 : 400)).map { _ in UInt8(32 + next(90)) }
                    bytes += WebSocketFrame(opcode, payload, isFinal: next(3) > 0).encoded(
                        mask: next(9) == 0 ? [1, 2, 3, 4] : nil
                    )
                }
                for _ in 0..<next(4) where !bytes.isEmpty { bytes[next(bytes.count)] = UInt8(next(256)) }
            }
            let size = 1 + next(50)
            let whole = Self.read(bytes, limit: 2_000)
            let pieces = Self.read(bytes, inPiecesOf: size, limit: 2_000)
            // However it is cut, the same is read.
            #expect(whole.messages == pieces.messages && whole.error == pieces.error)
            ends.messages += whole.messages.count
            ends.errors += whole.error == nil ? 0 : 1
        }
        #expect(ends.messages > 1_000 && ends.errors > 1_000)
    }
}
