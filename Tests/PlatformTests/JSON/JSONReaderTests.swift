import Foundation
import Platform
import TestKit
import Testing

@Suite("JSON reader")
struct JSONReaderTests {
    @Test("gives names and values in their order, and where each begins")
    func walk() throws {
        var reader = try JSONReader(Array("{\"я\": [1.50,\n  null], \"b\": {}, \"c\": \"\\n\"}".utf8))
        var seen: [String] = []
        func note(_ what: String) { seen.append("\(reader.place(of: reader.start)) \(what)") }
        #expect(try reader.next() == .object)
        while let name = try reader.nextName() {
            note(name)
            let token = try reader.next()
            note("\(token)")
            guard token == .array else {
                try reader.skip(token)
                continue
            }
            while try reader.hasItem() {
                let item = try reader.next()
                note("\(item)")
            }
        }
        try reader.end()
        #expect(
            seen == [
                "1:2 я", "1:7 array", "1:8 number(\"1.50\")", "2:3 null", "2:10 b", "2:15 object", "2:19 c",
                "2:24 string(\"\\n\")",
            ]
        )
    }

    @Test(
        "keeps to its limits",
        arguments: [
            ("[1,2,3]", "1:6: more than 3 values"), ("[[[1]]]", "1:3: nested deeper than 2 levels"),
            ("[[[]]]", "1:3: nested deeper than 2 levels"),
            ("[\"123456789\"]", "1:1: there are more than 12 bytes"), ("[[1]]", nil), ("[{},1]", nil),
        ]
    )
    func limits(text: String, mistake: String?) throws {
        let limits = JSONReader.Limits(size: 12, depth: 2, values: 3)
        do throws(JSONError) {
            var reader = try JSONReader(Array(text.utf8), limits: limits)
            try reader.skip(try reader.next())
            try reader.end()
            #expect(mistake == nil)
        } catch {
            #expect(error.description == mistake)
        }
    }

    @Test(
        "broken text is an error, or repaired where that is asked for",
        arguments: [
            ("\"\\ud83d\"", "\u{FFFD}"), ("\"\\ud83dx\"", "\u{FFFD}x"), ("\"\\ud83d\\u0041\"", "\u{FFFD}A"),
            ("\"\\ude00\"", "\u{FFFD}"), ("\"\\ud83d\\ud83d\\ude00\"", "\u{FFFD}😀"),
        ]
    )
    func repair(text: String, repaired: String) throws {
        var reader = try JSONReader(Array(text.utf8), repairsText: true)
        #expect(try reader.next() == .string(repaired))
        #expect(throws: JSONError.self) { try JSON.parse(text) }
    }

    @Test("broken UTF-8 is an error, or repaired")
    func brokenBytes() throws {
        let bytes: [UInt8] = [0x22, 0x61, 0xFF, 0x22]
        var reader = try JSONReader(bytes, repairsText: true)
        #expect(try reader.next() == .string("a\u{FFFD}"))
        let error = #expect(throws: JSONError.self) { try JSON.parse(bytes) }
        #expect(error?.detail == "text is not UTF-8")
    }

    @Test("a mistake does not repeat what may be a secret")
    func secrets() {
        for text in ["{\"a\": canary}", "canary", "[1canary]", "{\"a\": \"x\" canary}", "{canary: 1}"] {
            let error = #expect(throws: JSONError.self, "\(text)") { try JSON.parse(text) }
            #expect(error?.detail.contains("canary") == false)
        }
    }

    @Test("places of values by path, down to a member of an object in an array")
    func places() throws {
        let (value, places) = try JSON.parseWithPlaces(Array("[1,\n {\"at\": {\"deep\": 2}}]".utf8))
        #expect(value == [1, ["at": ["deep": 2]]])
        #expect(places.place(of: "") == TextPlace(line: 1, column: 1))
        #expect(places.place(of: "[0]") == TextPlace(line: 1, column: 2))
        #expect(places.place(of: "[1]") == TextPlace(line: 2, column: 2))
        #expect(places.place(of: "[1].at") == TextPlace(line: 2, column: 9))
        #expect(places.place(of: "[1].at.deep") == TextPlace(line: 1, column: 1))
    }

    @Test(
        "reads the numbers that Foundation reads",
        arguments: ["-0", "0.5", "1e3", "1E-3", "-12.25e+1", "1e999", "1."]
    )
    func numbers(text: String) {
        let own = try? JSON.parse(text).double
        let oracle = try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
        #expect(own == (oracle as? NSNumber)?.doubleValue)
    }
}
