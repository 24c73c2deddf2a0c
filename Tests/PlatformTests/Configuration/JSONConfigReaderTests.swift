import Foundation
import Platform
import TestKit
import Testing

@Suite("JSON configuration")
struct JSONConfigReaderTests {
    @Test("gives the tree that YAML gives, with places")
    func tree() throws {
        let root = try JSONConfigReader.read(
            "{\n  \"ключ\": {\"a\": -1.5e3, \"b\": [true, null]},\n\t\"t\": \"\\u0434\\uD83D\\uDE00\\n\"\n}\n"
        )
        #expect(root["ключ"]?["a"] == ConfigNode(.scalar("-1.5e3"), at: .init(line: 2, column: 17)))
        #expect(
            root["ключ"]?["b"]?.content
                == .sequence([
                    ConfigNode(.scalar("true"), at: .init(line: 2, column: 31)),
                    ConfigNode(.null, at: .init(line: 2, column: 37)),
                ])
        )
        #expect(root["t"]?.content == .scalar("д😀\n"))
    }

    static let mistakes: [(String, Int, String)] = [
        ("", 1, "a value is missing"), ("{", 1, "a key in double quotes is missing"),
        ("{\n'a': 1}", 2, "a key in double quotes"),
        ("{\"a\": 1,\n\"a\": 2}", 2, "a: is given twice, first in line 1"),
        ("{\"a\": 1,}", 1, "a key in double quotes"),
        ("[1 2]", 1, "',' or ']' is missing"), ("{\"a\" 1}", 1, "':' is missing"), ("[01]", 1, "this is no value"),
        ("[tru]", 1, "this is no value"), ("[NaN]", 1, "this is no value"), ("[+1]", 1, "this is no value"),
        ("[1.]", 1, "this is no value"), ("[\"a\nb\"]", 1, "control character"), ("[\"a", 1, "closing quote"),
        ("[\"\\x\"]", 1, "unknown escape"), ("[\"\\uD83D\"]", 1, "unknown escape"), ("[\"\\uDE00\"]", 1, "surrogate"),
        ("{} {}", 1, "nothing may follow"), (String(repeating: "[", count: 40), 1, "deeper than 32"),
    ]

    @Test("says where a mistake is", arguments: mistakes)
    func mistake(text: String, line: Int, says: String) throws {
        let error = try #require(throws: ConfigSyntaxError.self) { try JSONConfigReader.read(text) }
        #expect(error.position.line == line)
        #expect(error.detail.contains(says), "\(error.detail)")
    }

    @Test("accepts what Foundation accepts and refuses what it refuses, but for its leniency")
    func oracle() {
        var random = SeededRandom(seed: 5)
        let pieces = [
            "{", "}", "[", "]", ",", ":", "\"a\"", "\"b\\n\"", "1", "-0", "2.5e-3", "true", "null", " ", "\n",
        ]
        var accepted = 0
        for _ in 0..<6_000 {
            let text = (0..<Int.random(in: 1...7, using: &random)).compactMap { _ in
                pieces.randomElement(using: &random)
            }.joined()
            // Foundation is lenient with a comma before the end and with nothing at all; RFC 8259 is not.
            guard text.firstMatch(of: /,\s*[\]}]/) == nil, text.contains(where: { !$0.isWhitespace }) else { continue }
            let parsed = try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
            let own = Result { () throws in try JSONConfigReader.read(text) }
            if case .failure(let error as ConfigSyntaxError) = own, error.detail.contains("given twice") { continue }
            #expect((parsed != nil) == ((try? own.get()) != nil), "\(text)")
            accepted += parsed == nil ? 0 : 1
        }
        #expect(accepted > 100)
    }
}
