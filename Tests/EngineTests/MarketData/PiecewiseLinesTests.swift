import Engine
import Market
import Platform
import TestKit
import Testing

@Suite("JSON lines read from a file piece by piece, and in the forms that machines write")
struct PiecewiseLinesTests {
    /// Every event with the book that it leaves.
    private static func played(_ feed: JSONLinesFeed) throws -> [String] {
        var feed = feed
        var book = OrderBook(levelCount: OrderBook.engineLevels)
        var told: [String] = []
        while let event = try feed.next() {
            if case .book = event.kind { feed.apply(to: &book) }
            let levels = [book.bids, book.asks].map { $0.map { "\($0.price)x\($0.lots)" }.joined(separator: " ") }
            told.append("\(event.time.nanoseconds) \(event.lots) \(levels)")
        }
        return told
    }

    private static func line(_ time: Int, _ random: inout SeededRandom, blank: String) -> String {
        func side(_ step: Int) -> String {
            var price = 1_000_000
            return (0..<Int.random(in: 0...60, using: &random)).map { _ in
                price += step * Int.random(in: 1...99, using: &random)
                let size =
                    ["7", "0.25", "12345678.12345678", "123456789", "5e-05", "0"].randomElement(using: &random) ?? ""
                return "[\(price / 100).\(price % 100 + 100),\(blank)\(size)]"
            }
            .joined(separator: ",\(blank)")
        }
        return "{\"ts\":\(time),\(blank)\"secid\":\"A\",\(blank)\"bids\":\(blank)[\(side(-1))],\"asks\":[\(side(1))]}"
    }

    @Test("lines across the pieces, one longer than a piece, blanks or none: the same events as from memory")
    func pieces() throws {
        var random = SeededRandom(seed: 5)
        var lines = (1...1_500).map { Self.line($0, &random, blank: $0 % 2 == 0 ? " " : "") }
        let long = String(repeating: "x", count: 700_000)
        lines.insert(#"{"ts":0,"secid":"A","note":"\#(long)","price":1,"qty":2,"side":"buy"}"#, at: 700)
        for end in ["", "\n"] {
            let text = Array((lines.joined(separator: "\n") + end).utf8)
            let folder = try TemporaryFolder(prefix: "lines")
            defer { folder.remove() }
            let path = folder.path + "/books.jsonl"
            try FileBytes.create(path, text)
            let fromFile = try Self.played(JSONLinesFeed(try FileReader(path)))
            #expect(fromFile.count == 1_501)
            #expect(try fromFile == Self.played(JSONLinesFeed(text)))
        }
    }

    @Test(
        "a level in the quick form and in any other is the same",
        arguments: [
            ("[100.25,3]", "[10025e-2,3.0]"), ("[99999999.99999999,0.00000001]", "[9999999999999999e-8,1e-8]"),
            ("[0.5, 12.5]", "[ 0.5 ,12.50]"), ("[7,123456789]", "[7,123456789.0]"),
            ("[1.123456789,1]", "[1123456789e-9,1]"),
        ]
    )
    func forms(quick: String, other: String) throws {
        func read(_ level: String) throws -> [String] {
            try Self.played(JSONLinesFeed(Array(#"{"ts":1,"secid":"A","bids":[\#(level)],"asks":[]}"#.utf8)))
        }
        #expect(try read(quick) == read(other))
    }

    @Test("a broken line of a file is told with its number and column in whichever piece it is")
    func broken() throws {
        var random = SeededRandom(seed: 6)
        let lines = (1...1_500).map { Self.line($0, &random, blank: "") } + [#"{"ts":1,"secid":"A","bids":[[1,1]],,"#]
        let folder = try TemporaryFolder(prefix: "lines")
        defer { folder.remove() }
        let path = folder.path + "/books.jsonl"
        try FileBytes.create(path, Array(lines.joined(separator: "\n").utf8))
        let error = #expect(throws: FeedError.self) { try Self.played(JSONLinesFeed(try FileReader(path))) }
        #expect(error?.line == 1_501)
        #expect(error?.detail == "a key in double quotes and ':' are expected at column 36")
    }
}
