import Platform
import TestKit
import Testing

@Suite("JSON")
struct JSONTests {
    @Test(
        "reads and writes the same text",
        arguments: [
            "null", "true", "[]", "{}", "-12", "0.5", "\"\\\"\\\\\\n\\u0001ж🔴\"", "[1,[2,{\"a\":null}],\"x\"]",
            "{\"b\":1,\"a\":[true,false]}", "9223372036854775807",
        ]
    )
    func roundTrip(text: String) throws {
        #expect(try JSON.parse(text).text == text)
    }

    @Test("unescapes surrogate pairs")
    func surrogates() throws {
        #expect(try JSON.parse("\"\\ud83d\\udd34\\u0436\"") == "🔴ж")
    }

    @Test(
        "refuses broken text",
        arguments: [
            "", "[", "[1,]", "{\"a\"}", "{a:1}", "01", "1.e", "\"", "\"\\x\"", "\"\\ud83d\"", "nul", "[1] 2", "-",
            "\u{01}",
        ]
    )
    func broken(text: String) {
        #expect(throws: JSONError.self) { try JSON.parse(text) }
    }

    @Test("random bytes give an error or a value, never a crash")
    func fuzz() {
        var random = SeededRandom(seed: 7)
        let alphabet = Array("{}[]\",:\\u0123456789eE+-.truefalsn ".utf8) + [0xD0, 0xFF, 0x00]
        var values = 0
        for _ in 0..<3_000 {
            let bytes = (0..<Int.random(in: 0...24, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? 0
            }
            if let value = try? JSON.parse(bytes) {
                values += 1
                // Not the value: 5e0 comes back as 5.
                #expect((try? JSON.parse(value.bytes))?.bytes == value.bytes)
            }
        }
        #expect(values > 0)
    }

    @Test(
        "is parsed in a time that grows with the text, with places and without",
        arguments: ["[1,", "[{\"at\": 1},", "[[[[1]]],", "[\"\\u0416\",", "[\"x\"  ,"],
        [false, true]
    )
    func linear(item: String, places: Bool) throws {
        let ratio = try workRatio(of: 4_000) { length in
            let middle = String(repeating: String(item.dropFirst()), count: length / item.utf8.count)
            let bytes = Array("[\(middle)1]".utf8)
            if places {
                _ = try JSON.parseWithPlaces(bytes)
            } else {
                _ = try JSON.parse(bytes)
            }
        }
        #expect(ratio < 28)
    }
}
