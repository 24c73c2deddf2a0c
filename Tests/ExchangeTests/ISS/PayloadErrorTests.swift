import Platform
import Testing

@testable import Exchange

@Suite("Broken ISS payloads")
struct PayloadErrorTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let text: String
        let kind: PayloadError.Kind
        let offset: Int
        var testDescription: String { text }

        init(_ text: String, _ kind: PayloadError.Kind, _ offset: Int) {
            self.text = text
            self.kind = kind
            self.offset = offset
        }
    }

    static let json: [Case] = [
        Case("", .truncated, 0),
        Case("  ", .truncated, 2),
        Case("<html>", .unexpectedByte, 0),
        Case("{", .truncated, 1),
        Case(#"{"data""#, .truncated, 7),
        Case(#"{"data":{"columns":["a"],"data":[[1,2]]}}"#, .rowWidth, 33),
        Case(#"{"data":{"columns":["a","b"],"data":[[1]]}}"#, .rowWidth, 37),
        Case(#"{"data":{"columns":["a"],"data":[[]]}}"#, .rowWidth, 33),
        Case(#"{"data":{"columns":["a"],"data":[null,[1,2]]}}"#, .rowWidth, 33),
        Case(#"{"data":{"data":[[1]]}}"#, .noColumns, 17),
        Case(#"{"data":{"columns":["a"],"data":[[01]]}}"#, .badNumber, 34),
        Case(#"{"data":{"columns":["a"],"data":[[1.]]}}"#, .badNumber, 36),
        Case(#"{"data":{"columns":["a"],"data":[[-]]}}"#, .badNumber, 35),
        Case(#"{"data":{"columns":["a"],"data":[[1e]]}}"#, .badNumber, 36),
        Case(#"{"data":{"columns":["a"],"data":[[-Inf]]}}"#, .unexpectedByte, 38),
        Case(#"{"data":{"columns":["a"],"data":[["\x"]]}}"#, .badEscape, 35),
        Case(#"{"data":{"columns":["a"],"data":[["\u12g4"]]}}"#, .badEscape, 39),
        Case("{\"data\":{\"columns\":[\"a\"],\"data\":[[\"\n\"]]}}", .unexpectedByte, 35),
        Case(#"{"data":{"columns":["a"],"data":[[nul]]}}"#, .unexpectedByte, 37),
        Case(#"{"data":{"columns":["a"],"data":[[1]]}} x"#, .trailingBytes, 40),
        Case(#"{"data":{"columns":["a"],"data":["#, .truncated, 33),
        Case(#"{"data":{"columns":["a"],"data":{}}}"#, .unexpectedByte, 32),
        Case(#"{"data":{"columns":"a","data":[]}}"#, .unexpectedByte, 19),
        Case("{\"x\":" + String(repeating: "[", count: 40), .tooDeep, 36),
    ]

    @Test("names the mistake and its place in JSON", arguments: json)
    func brokenJSON(_ sample: Case) {
        #expect(throws: PayloadError(sample.kind, at: sample.offset)) {
            try ISSDocument.json(Array(sample.text.utf8))
        }
    }

    static let csv: [Case] = [
        Case("data\n\na;b\n1\n", .rowWidth, 10),
        Case("data\n\na;b\n1;2;3\n", .rowWidth, 10),
        Case("data\n\na;b\n\"x;1\n", .truncated, 11),
        Case("data\n\na;b\n\"x\"y;1\n", .unexpectedByte, 13),
    ]

    @Test("names the mistake and its place in CSV", arguments: csv)
    func brokenCSV(_ sample: Case) {
        #expect(throws: PayloadError(sample.kind, at: sample.offset)) {
            try ISSDocument.csv(Array(sample.text.utf8))
        }
    }

    @Test("refuses text that is not UTF-8")
    func badText() {
        let payload = Array(#"{"data":{"columns":["a"],"data":[[""#.utf8) + [0xD1, 0xE1] + Array(#""]]}}"#.utf8)
        #expect(throws: PayloadError(.badText, at: 35)) { try ISSDocument.json(payload) }
    }

    @Test("holds to its limits")
    func limits() {
        var limits = PayloadLimits()
        limits.bytes = 10
        #expect(throws: PayloadError(.tooLarge, at: 10)) {
            try ISSDocument.json(Array(#"{"data":{"columns":[]}}"#.utf8), limits: limits)
        }
        limits = PayloadLimits()
        limits.columns = 2
        #expect(throws: PayloadError(.tooLarge, at: 28)) {
            try ISSDocument.json(Array(#"{"data":{"columns":["a","b","c"]}}"#.utf8), limits: limits)
        }
        limits = PayloadLimits()
        limits.blocks = 1
        #expect(throws: PayloadError(.tooLarge, at: 8)) {
            try ISSDocument.json(Array(#"{"a":[],"b":[]}"#.utf8), limits: limits)
        }
    }
}
