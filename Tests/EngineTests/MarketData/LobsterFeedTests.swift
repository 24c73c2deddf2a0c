import Engine
import Market
import Platform
import Testing

@Suite("LOBSTER pairs")
struct LobsterFeedTests {
    private static let messages = """
        34200.5,1,7,18,5853300,1
        34201,4,7,5,5853300,1
        34202,5,0,9,5854000,-1

        """
    private static let book = """
        5859400,200,5853300,18,9999999999,0,-9999999999,0
        5859400,200,5853300,13,9999999999,0,-9999999999,0
        5859400,200,5853300,13,9999999999,0,-9999999999,0

        """

    private func feed(_ messages: String) throws -> LobsterFeed {
        LobsterFeed(
            messages: Array(messages.utf8),
            book: Array(Self.book.utf8),
            code: SecID("AAPL"),
            date: try #require(CivilDate("2012-06-21"))
        )
    }

    @Test("a visible execution is a trade and the book after it, a hidden one a trade, an empty level none")
    func events() throws {
        var feed = try feed(Self.messages)
        var writer = JSONLinesWriter()
        let text = String(decoding: try writer.write(&feed), as: UTF8.self)
        // 09:30:00.5 in New York in June is 13:30:00.5 UTC.
        #expect(
            text == """
                {"ts":1340285400500000000,"secid":"AAPL","bids":[[585.33,18]],"asks":[[585.94,200]]}
                {"ts":1340285401000000000,"secid":"AAPL","price":585.33,"qty":5,"side":"sell"}
                {"ts":1340285401000000000,"secid":"AAPL","bids":[[585.33,13]],"asks":[[585.94,200]]}
                {"ts":1340285402000000000,"secid":"AAPL","price":585.4,"qty":9,"side":"buy"}

                """
        )
    }

    @Test("a broken line is told with its number, and so is an order book that ends first")
    func failures() throws {
        for (text, line) in [("34200,1,7,18,5853300\n", 1), (Self.messages + "34203,1,7,18,5853300,1\n", 4)] {
            var feed = try feed(text)
            var writer = JSONLinesWriter()
            let error = #expect(throws: FeedError.self) { try writer.write(&feed) }
            #expect(error?.line == line)
        }
    }
}
