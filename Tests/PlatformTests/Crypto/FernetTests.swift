import Foundation
import Market
import TestKit
import Testing

@testable import Platform

@Suite("Fernet")
struct FernetTests {
    struct Vectors: Decodable {
        struct Generated: Decodable, CustomTestStringConvertible, Sendable {
            let name, secret, iv, message, token: String
            let now: Int64
            var testDescription: String { name }
        }

        struct Judged: Decodable, CustomTestStringConvertible, Sendable {
            let name, token: String
            let ttl: UInt64?
            let now: Int64
            let kind: String?
            var testDescription: String { name }
        }

        let secret: String
        let generate: [Generated]
        let verify: [Judged]
        let invalid: [Judged]
    }

    static let vectors: Vectors = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures/fernet.json")
        do {
            return try JSONDecoder().decode(Vectors.self, from: Data(contentsOf: file))
        } catch {
            preconditionFailure("\(error)")
        }
    }()

    @Test("makes the specification's tokens and reads them back", arguments: vectors.generate)
    func generate(_ vector: Vectors.Generated) throws {
        let fernet = try Fernet(key: Secret(vector.secret))
        let message = Self.bytes(hex: vector.message)
        let now = Timestamp(seconds: vector.now)
        #expect(try fernet.encrypt(message, now: now, iv: Self.bytes(hex: vector.iv)) == vector.token)
        #expect(try fernet.decrypt(vector.token, ttl: 0, now: now) == message)
    }

    @Test("accepts", arguments: vectors.verify)
    func verify(_ vector: Vectors.Judged) throws {
        let fernet = try Fernet(key: Secret(Self.vectors.secret))
        let message = try fernet.decrypt(vector.token, ttl: vector.ttl, now: Timestamp(seconds: vector.now))
        #expect(message == Array("hello".utf8))
    }

    @Test("refuses", arguments: vectors.invalid)
    func invalid(_ vector: Vectors.Judged) throws {
        let fernet = try Fernet(key: Secret(Self.vectors.secret))
        let error = try #require(throws: FernetError.self) {
            try fernet.decrypt(vector.token, ttl: vector.ttl, now: Timestamp(seconds: vector.now))
        }
        #expect(error.kind.rawValue == vector.kind)
    }

    @Test("one changed bit anywhere is refused")
    func tamper() throws {
        let fernet = try Fernet(key: Secret(Self.vectors.secret))
        let now = Timestamp(seconds: 499_162_800)
        let token = try #require(Base64.urlSafe.decode(Self.vectors.verify[0].token))
        for index in token.indices {
            var changed = token
            changed[index] ^= 1 << UInt8(index % 8)
            #expect(throws: FernetError.self) { try fernet.decrypt(Base64.urlSafe.encode(changed), now: now) }
        }
    }

    @Test("another key is a wrong signature, and fresh tokens differ")
    func keys() throws {
        let now = Timestamp(seconds: 1_800_000_000)
        let first = try Fernet(key: Fernet.makeKey())
        let second = try Fernet(key: Fernet.makeKey())
        let tokens = try (0..<2).map { _ in try first.encrypt(Array("пароль".utf8), now: now) }
        #expect(tokens[0] != tokens[1])
        #expect(try first.decrypt(tokens[0], now: now) == Array("пароль".utf8))
        let error = #expect(throws: FernetError.self) { try second.decrypt(tokens[0], now: now) }
        #expect(error?.kind == .wrongSignature)
    }

    @Test("one cipher serves many threads, after refused tokens too")
    func shared() async throws {
        let fernet = try Fernet(key: Fernet.makeKey())
        let now = Timestamp(seconds: 1_800_000_000)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<8 {
                group.addTask {
                    for round in 0..<50 {
                        let message = [UInt8](repeating: UInt8(task), count: round * 7)
                        let token = try fernet.encrypt(message, now: now)
                        #expect(throws: FernetError.self) { try fernet.decrypt(Self.altered(token), now: now) }
                        #expect(try fernet.decrypt(token, now: now) == message)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// With another signature.
    private static func altered(_ token: String) -> String {
        var bytes = Base64.urlSafe.decode(token) ?? []
        bytes[bytes.count - 1] ^= 1
        return Base64.urlSafe.encode(bytes)
    }

    @Test("tokens of every length of message", arguments: [0, 1, 15, 16, 17, 1 << 20])
    func lengths(count: Int) throws {
        let fernet = try Fernet(key: Fernet.makeKey())
        let message = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        let token = try fernet.encrypt(message, now: Timestamp(seconds: 1))
        #expect(try fernet.decrypt(token, now: Timestamp(seconds: 1)) == message)
    }

    @Test(
        "a key is 32 bytes of strict base64url",
        arguments: [
            "", "short", "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4", "cw/0x689RpI+jtRR7oE8h/eQsKImvJapLeSbXpwF4e4=",
        ]
    )
    func badKey(_ text: String) {
        let error = #expect(throws: FernetError.self) { try Fernet(key: Secret(text)) }
        #expect(error?.kind == .badKey)
        #expect(text.isEmpty || error?.detail.contains(text) == false)
    }
}

extension FernetTests {
    static func bytes(hex: String) -> [UInt8] {
        let digits = hex.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
    }
}
