import TestKit
import Testing

@testable import Exchange

@Suite("Fuzzed ISS payloads")
struct FuzzedPayloadTests {
    static let pages: [[UInt8]] = [
        Array(ISSDocumentJSONTests.compact.utf8),
        Array(ISSDocumentJSONTests.extended[0].text.utf8),
        Array(ISSDocumentJSONTests.extended[1].text.utf8),
        Array(#"{"futoi":{"columns":["a","b"],"data":[["\u0421\n",-1.5e3],[null,7]]},"x":[1,[2]]}"#.utf8),
    ]

    @Test("gives a document or a typed error with its place, 10 000 times")
    func mutations() {
        var random = SeededRandom(seed: 20_261_120)
        var failures: [PayloadError.Kind: Int] = [:]
        for _ in 0..<10_000 {
            let page = Self.pages.randomElement(using: &random) ?? []
            let payload = Self.mutated(page, &random)
            do {
                let document = try ISSDocument.json(payload)
                Self.touch(document)
            } catch {
                #expect(error.offset >= 0 && error.offset <= payload.count)
                failures[error.kind, default: 0] += 1
            }
        }
        // The mutations reach every kind of mistake that does not need a huge payload.
        let expected: Set<PayloadError.Kind> = [
            .truncated, .unexpectedByte, .badNumber, .badEscape, .badText, .noColumns, .rowWidth,
            .trailingBytes,
        ]
        #expect(expected.subtracting(failures.keys).isEmpty)
    }

    @Test("the same for CSV")
    func csv() {
        let page = Array("data\n\na;b;c\n2030-01-15;\"x;\"\"y\";1\n2030-01-16;;2.5\n\nd\n\ne;f\n1;2\n".utf8)
        var random = SeededRandom(seed: 7)
        for _ in 0..<2_000 {
            let payload = Self.mutated(page, &random)
            do {
                Self.touch(try ISSDocument.csv(payload))
            } catch {
                #expect(error.offset >= 0 && error.offset <= payload.count)
            }
        }
    }

    @Test("every truncation of a valid page is an error")
    func truncations() {
        for page in Self.pages {
            for length in 0..<page.count {
                #expect(throws: PayloadError.self) { try ISSDocument.json(Array(page[..<length])) }
            }
        }
    }

    /// Reads every value in every way, so that a bad slice would show.
    static func touch(_ document: ISSDocument) {
        for block in document.blocks {
            for column in block.columns {
                precondition(column.rowCount == block.rowCount, "every column has every row")
                for row in 0..<block.rowCount {
                    _ = (column.integer(row), column.double(row), column.string(row), column.date(row))
                    _ = (column.time(row), column.instant(row), column.isSame(row, as: 0))
                }
            }
        }
    }

    static func mutated(_ page: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
        var bytes = page
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            guard !bytes.isEmpty else { break }
            let at = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<7, using: &random) {
            case 0: bytes.removeLast(bytes.count - at)
            case 1: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 2: bytes[at] = UInt8.random(in: 0...255, using: &random)
            case 3: bytes.insert(contentsOf: Array(interesting.randomElement(using: &random)?.utf8 ?? "".utf8), at: at)
            case 4: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...12, using: &random)))
            case 5: bytes.append(contentsOf: bytes[..<min(at, 16)])
            default: swapType(&bytes, near: at, &random)
            }
        }
        return bytes
    }

    /// Replaces the value after the next comma by one of another type.
    private static func swapType(_ bytes: inout [UInt8], near at: Int, _ random: inout SeededRandom) {
        guard let comma = bytes[at...].firstIndex(of: .comma) else { return }
        let stops: Set<UInt8> = [.comma, .closeBracket, .closeBrace]
        let end = bytes[(comma + 1)...].firstIndex(where: stops.contains) ?? bytes.count
        bytes.replaceSubrange(
            comma + 1..<end,
            with: Array(interesting.randomElement(using: &random)?.utf8 ?? "".utf8)
        )
    }

    private static let interesting = [
        "\"text\"", "17", "-1", "0.25", "null", "true", "[]", "{}", "[[[[", "\"2030-01-15\"", "\"\\u00\"", "\"\\q\"",
        "1e400",
        "99999999999999999999", "00", "\"", "\\", "{\"a\":", "\u{0}", "\"\u{7F}\"", "\"9999-12-31 23:59:59\"",
        "\"24:30:00\"",
    ]
}
