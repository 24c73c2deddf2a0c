import Engine
import Market
import Testing

@Suite("JSON lines of books and trades")
struct JSONLinesFeedTests {
    private static let book =
        #"{"ts":1700000000000000001,"secid":"SBER","bids":[[301.26,10],[301.2,5e-05]],"asks":[[301.27,0.3]]}"#
    private static let trade =
        #"{"ts": 2, "secid": "GAZP", "price": 170.5, "qty": 3, "side": "sell", "x": {"y": [1, "]"]}}"#

    private func feed(_ text: String, policy: ErrorPolicy = .fail) -> JSONLinesFeed {
        JSONLinesFeed(Array(text.utf8), policy: policy)
    }

    @Test("a book replaces the book, exactly, a trade leaves it")
    func reads() throws {
        var feed = feed("\(Self.book)\r\n\n\(Self.trade)\n")
        var book = OrderBook(levelCount: 50)
        let first = try #require(try feed.next())
        #expect(first.kind == .book)
        #expect(first.time.nanoseconds == 1_700_000_000_000_000_001)
        feed.apply(to: &book)
        #expect(book.bids.map(\.price.description) == ["301.26", "301.2"])
        #expect(book.bids.map(\.lots.count) == [1_000_000_000, 5_000])
        #expect(book.asks.map(\.lots.count) == [30_000_000])
        let second = try #require(try feed.next())
        #expect(second.kind == .trade)
        #expect(second.slot.index == 1)
        #expect(second.aggressor == .sell)
        #expect(second.price == Price("170.5"))
        #expect(second.lots.count == 3 * LotScale.perLot)
        #expect(try feed.next() == nil)
        #expect(feed.instruments.map(\.text) == ["SBER", "GAZP"])
    }

    @Test("the seed's lines: ISO times with and without a zone, figi, a signal that may be null")
    func seed() throws {
        let text = """
            {"timestamp": "2026-11-20T10:00:00.5+03:00", "figi": "F", "bids": [[1, 1]], "asks": [[2, 1]], "signal": -1}
            {"timestamp": "2026-11-20T07:00:01", "figi": "F", "bids": [[1, 0]], "asks": [], "signal": null}
            """
        var feed = feed(text)
        let first = try #require(try feed.next())
        let second = try #require(try feed.next())
        #expect(first.signal == -1)
        #expect(second.signal == nil)
        #expect(second.time - first.time == .milliseconds(500))
        var book = OrderBook(levelCount: 50)
        feed.apply(to: &book)
        #expect(book.shape == .empty, "a level of size zero is none")
    }

    @Test(
        "a broken line is told with its number and what is wrong",
        arguments: [
            ("{\"ts\":1", "',' or '}' is missing"),
            ("[]", "is no JSON object"),
            (#"{"secid":"A","bids":[],"asks":[]}"#, "ts (nanoseconds) or timestamp is missing"),
            (#"{"ts":1,"secid":"A","bids":[]}"#, "asks is missing"),
            (#"{"ts":1,"secid":"A","price":1}"#, "is neither a book (bids, asks) nor a trade (price, qty, side)"),
            (#"{"ts":1,"secid":"A","bids":[[1,1],[2,1]],"asks":[]}"#, "bids: 2 comes after 1"),
            (#"{"ts":1,"secid":"A","bids":[[1,-1]],"asks":[]}"#, "bids: a size is below zero"),
            (#"{"ts":1,"secid":"A","bids":[[1]],"asks":[]}"#, "bids: a level is [price, size]"),
            (#"{"ts":"x","secid":"A","bids":[],"asks":[]}"#, "ts: is no number of nanoseconds"),
            (#"{"ts":1,"secid":"A","price":1,"qty":1,"side":"up"}"#, #"side: is neither "buy" nor "sell""#),
            (
                #"{"ts":1,"secid":"A","price":99999999999,"qty":1,"side":"buy"}"#,
                "price: a price is no number, or too large"
            ),
            (#"{"ts":1,"secid":"A","bids":[],"asks":[]} x"#, "something follows the object"),
        ]
    )
    func failures(line: String, detail: String) throws {
        var strict = feed("\(Self.book)\n\(line)\n")
        _ = try strict.next()
        let error = #expect(throws: FeedError.self) { try strict.next() }
        #expect(error?.line == 2)
        #expect(error?.detail.hasPrefix(detail) == true, "\(error?.detail ?? "")")

        var lenient = feed("\(line)\n\(Self.book)\n", policy: .skip)
        #expect(try lenient.next()?.kind == .book)
        #expect(lenient.skipped.count == 1)
        #expect(lenient.skipped.first.first?.line == 1)
    }

    @Test(
        "numbers are scaled and rounded exactly",
        arguments: [
            ("1.5", 1_500_000_000), ("0.0000000015", 2), ("12e-3", 12_000_000), ("-3", -3_000_000_000),
            ("100000000000000000000e-20", 1_000_000_000),
        ]
    )
    func numbers(text: String, nanos: Int64) throws {
        var feed = feed(#"{"ts":1,"secid":"A","price":\#(text),"qty":1,"side":"buy"}"#)
        #expect(try feed.next()?.price.nanos == nanos)
    }

    @Test("any cut of a line is an error and never a crash")
    func cuts() {
        for length in 1..<Self.book.utf8.count {
            var feed = feed(String(Self.book.prefix(length)))
            #expect(throws: FeedError.self) { try feed.next() }
        }
    }
}
