import Engine
import Market
import TestKit
import Testing

@Suite("lines of books whose text has partly stayed the same")
struct PlainBookLineTests {
    private struct Level {
        /// In hundredths.
        var price: Int
        var lots: Int
    }

    /// Changes a few levels, and at times how many there are or where all of them lie.
    private static func change(_ levels: inout [Level], _ step: Int, _ random: inout SeededRandom) {
        if levels.isEmpty || Int.random(in: 0..<20, using: &random) == 0 {
            var price = Int.random(in: 500...2_000_000, using: &random) * 100
            levels = (0..<Int.random(in: 0...12, using: &random)).map { _ in
                price += step * Int.random(in: 1...3, using: &random)
                return Level(price: price, lots: Int.random(in: 1...9_999_999, using: &random))
            }
        }
        for place in levels.indices where Int.random(in: 0..<6, using: &random) == 0 {
            levels[place].lots = Int.random(in: 1...500, using: &random)
        }
        if levels.count > 1, Int.random(in: 0..<8, using: &random) == 0 {
            levels.remove(at: Int.random(in: levels.indices, using: &random))
        }
    }

    private static func text(_ levels: [Level], _ blank: String) -> String {
        let texts = levels.map { "[\($0.price / 100).\("\($0.price % 100 + 100)".dropFirst()),\(blank)\($0.lots)]" }
        return "[\(texts.joined(separator: ",\(blank)"))]"
    }

    private static func values(_ levels: ContiguousArray<BookLevel>) -> [[Int64]] {
        levels.map { [$0.price.nanos, $0.lots.count] }
    }

    private static func values(_ levels: [Level]) -> [[Int64]] {
        levels.map { [Int64($0.price) * 10_000_000, Int64($0.lots) * LotScale.perLot] }
    }

    @Test(
        "each book is the one that was written, whatever the lines before it were",
        arguments: [("", "\n"), (" ", "\n"), ("", "\r\n")]
    )
    func books(blank: String, ending: String) throws {
        var random = SeededRandom(seed: 17)
        let codes = ["SBER", "A", "BBG004730N88", "a-code-of-more-than-15"]
        var bids = [[Level]](repeating: [], count: codes.count)
        var asks = bids
        var lines: [String] = []
        var written: [(code: Int, bids: [[Int64]], asks: [[Int64]])] = []
        for number in 0..<4_000 {
            let code = Int.random(in: codes.indices, using: &random)
            Self.change(&bids[code], -1, &random)
            Self.change(&asks[code], 1, &random)
            let colon = ":" + blank
            let members = [
                "\"ts\"\(colon)\(number)", "\"secid\"\(colon)\"\(codes[code])\"",
                "\"bids\"\(colon)\(Self.text(bids[code], blank))", "\"asks\"\(colon)\(Self.text(asks[code], blank))",
            ]
            lines.append("{\(members.joined(separator: ",\(blank)"))}\(ending)")
            written.append((code, Self.values(bids[code]), Self.values(asks[code])))
        }
        var feed = JSONLinesFeed(Array(lines.joined().utf8))
        var book = OrderBook(levelCount: OrderBook.engineLevels)
        for (number, expected) in written.enumerated() {
            let event = try #require(try feed.next())
            feed.apply(to: &book)
            try #require(event.time.nanoseconds == Int64(number))
            try #require(feed.instruments[event.slot.index].text == codes[expected.code])
            try #require(Self.values(book.bids) == expected.bids)
            try #require(Self.values(book.asks) == expected.asks)
        }
        #expect(try feed.next() == nil)
    }

    @Test(
        "times of up to 19 digits, and what no time can be",
        arguments: [
            ("0", 0), ("12345678", 12_345_678), ("1700000000000000001", 1_700_000_000_000_000_001),
            ("9223372036854775807", Int64.max), ("9223372036854775808", nil), ("17000000000000000010", nil), ("1.5", 2),
            ("-3", -3), ("x", nil),
        ] as [(String, Int64?)]
    )
    func times(text: String, nanoseconds: Int64?) throws {
        // The first line makes the code known, so that the second can be read in one go.
        let lines = ["1", text].map { "{\"ts\":\($0),\"secid\":\"A\",\"bids\":[],\"asks\":[]}\n" }
        var feed = JSONLinesFeed(Array(lines.joined().utf8))
        _ = try feed.next()
        if let nanoseconds {
            #expect(try feed.next()?.time.nanoseconds == nanoseconds)
        } else {
            #expect(throws: FeedError.self) { try feed.next() }
        }
    }

    @Test(
        "a line that is nearly plain is told as before, with its number",
        arguments: [
            #"{"ts":2,"secid":"A","bids":[[1,1],[2,1]],"asks":[]}"#,
            #"{"ts":2,"secid":"A","bids":[[2,1],[2,1]],"asks":[]}"#,
            #"{"ts":2,"secid":"A","bids":[],"asks":[[2,1],[1,1]]}"#, #"{"ts":2,"secid":"A","bids":[[2,1]]}"#,
            #"{"ts":2,"secid":"A","bids":[[2,1]],"asks":[]} x"#, #"{"ts":2,"secid":"A","bids":[[2,1],],"asks":[]}"#,
            #"{"ts":2,"secid":"A","bids":[[2,1]],"asks":[]"#, #"{"ts":2,"secid":"A","bids":[[2,1]],,"asks":[]}"#,
        ]
    )
    func broken(line: String) throws {
        let good = #"{"ts":1,"secid":"A","bids":[[2,1],[1,1]],"asks":[[3,1],[4,1]]}"#
        var strict = JSONLinesFeed(Array("\(good)\n\(good)\n\(line)\n".utf8))
        _ = try strict.next()
        _ = try strict.next()
        let error = #expect(throws: FeedError.self) { try strict.next() }
        #expect(error?.line == 3)

        var lenient = JSONLinesFeed(Array("\(good)\n\(line)\n\(good)\n".utf8), policy: .skip)
        var book = OrderBook(levelCount: OrderBook.engineLevels)
        for _ in 0..<2 {
            #expect(try lenient.next()?.time.nanoseconds == 1)
            lenient.apply(to: &book)
            #expect(Self.values(book.bids) == Self.values([Level(price: 200, lots: 1), Level(price: 100, lots: 1)]))
            #expect(Self.values(book.asks) == Self.values([Level(price: 300, lots: 1), Level(price: 400, lots: 1)]))
        }
        #expect(lenient.skipped.count == 1)
    }
}
