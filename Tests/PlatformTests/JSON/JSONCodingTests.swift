import Foundation
import Platform
import Testing

@Suite("JSON of values of a fixed shape")
struct JSONCodingTests {
    private struct Sample: Codable, Equatable {
        var name = "a/b é \"\\\n"
        var empty: [Int] = []
        var none: [String: Int] = [:]
        var nested = [[1, 2], []]
        var numbers = [0.1, 100, -2.5, 1e-7]
        var members = ["B": 1, "a": 2, "A1": 3, "a10": 4, "a2": 5, "é": 6, "_": 7]
        var yes = true
        var missing: Int?
        var parts: [[String: [Int]]] = [["x": [1]], [:]]
    }

    /// What commands have always printed.
    private func oracle(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    @Test("indented text is that of Foundation's encoder to the byte")
    func indented() throws {
        #expect(try JSON(encoding: Sample()).indented == oracle(Sample()))
        #expect(JSON.array([]).indented == "[\n\n]")
        #expect(try JSON(encoding: [3]).indented == oracle([3]))
        #expect(JSON.string("x").indented == "\"x\"")
    }

    @Test("members are sorted at every depth, and of equal names the last counts")
    func sorted() {
        let value: JSON = .object([
            .init("b", .array([.object([.init("z", 1), .init("y", 2)])])), .init("a", 1), .init("b", .null),
            .init("a", 3),
        ])
        #expect(value.sorted.text == #"{"a":3,"b":null}"#)
        let nested: JSON = ["b": [["z": 1, "y": 2]], "a": 1]
        #expect(nested.sorted.text == #"{"a":1,"b":[{"y":2,"z":1}]}"#)
    }

    @Test("a value comes back as it was, and equal values are equal texts")
    func both() throws {
        let text = try JSON.encoded(Sample())
        #expect(text.contains(#""name":"a/b é \"\\\n""#) && !text.contains("missing"))
        #expect(try JSON.decoded(Sample.self, from: text) == Sample())
        #expect(try JSON.encoded(JSON.decoded(Sample.self, from: Array(text.utf8))) == text)
        #expect(throws: DecodingError.self) { try JSON.decoded(Sample.self, from: "[]") }
        #expect(throws: EncodingError.self) { try JSON.encoded([Double.infinity]) }
    }
}
