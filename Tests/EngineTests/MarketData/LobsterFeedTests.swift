import Engine
import Market
import Platform
import TestKit
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

    @Test(
        "after every message of a random day the book is the published one, as it is read and changed message by message",
        arguments: 1...5 as ClosedRange<UInt64>
    )
    func randomDay(seed: UInt64) throws {
        var day = RandomDay(seed: seed)
        for _ in 0..<1_000 { try day.step() }
        var feed = LobsterFeed(
            messages: Array(day.messages.joined(separator: "\n").utf8),
            book: Array(day.rows.joined(separator: "\n").utf8),
            code: SecID("AAPL"),
            date: try #require(CivilDate("2012-06-21"))
        )
        var book = OrderBook(levelCount: OrderBook.engineLevels)
        var read: [[BookLevel]] = []
        var trades = 0
        while let event = try feed.next() {
            guard case .book = event.kind else {
                trades += 1
                continue
            }
            feed.apply(to: &book)
            read.append(Array(book.bids) + Array(book.asks))
        }
        #expect(read == day.books && trades == day.trades && trades > 100)
    }

    private static let real = sharedData("books/lobster/AAPL_2012-06-21_34200000_57600000_message_10.csv")

    @Test(
        "of a real morning the book is the published one after every message, which says how it came from the one before",
        .enabled(if: real != nil, "shared/data is not here")
    )
    func realMorning() throws {
        let path = try #require(Self.real)
        func lines(_ path: String) throws -> [[Int64]] {
            try FileBytes.readText(path, limit: 1 << 24).split(separator: "\n").map { line in
                line.split(separator: ",").map { Int64($0.prefix { $0 != "." && $0 != "\r" }) ?? 0 }
            }
        }
        let messages = try lines(path)
        let rows = try lines(path.replacing("_message_", with: "_orderbook_"))
        try #require(messages.count == rows.count && rows.count > 900)
        var feed = try MarketFile.open(path)
        var book = OrderBook(levelCount: OrderBook.engineLevels)
        var before: (bids: [BookLevel], asks: [BookLevel])?
        for (message, row) in zip(messages, rows) {
            let published = (bids: try Self.levels(row, from: 2), asks: try Self.levels(row, from: 0))
            let kind = message[1]
            if kind == 4 || kind == 5 { #expect(try feed.next()?.kind == .trade) }
            if kind != 5 {
                #expect(try feed.next()?.kind == .book)
                feed.apply(to: &book)
            }
            #expect(Array(book.bids) == published.bids && Array(book.asks) == published.asks)
            if let before {
                var own = OrderBook(levelCount: 100)
                try own.replace(bids: before.bids, asks: before.asks)
                let side: BookSide = message[5] == 1 ? .bid : .ask
                let price = try Price(nanos: message[4] * 100_000)
                let there = own[side].first { $0.price == price }?.lots.count
                let change = LotScale.lots(kind == 1 ? message[3] : (2...4).contains(kind) ? -message[3] : 0).count
                // What changes beyond the levels that are shown is not seen.
                if there != nil || kind == 1 { _ = try own.set(side, price, to: Lots((there ?? 0) + change)) }
                // One that leaves lets another come into view.
                for (mine, theirs) in [(Array(own.bids), published.bids), (Array(own.asks), published.asks)] {
                    let known = min(mine.count, theirs.count)
                    #expect(known >= 9 && mine.prefix(known) == theirs.prefix(known))
                }
            }
            before = published
        }
        #expect(try feed.next() == nil)
    }

    /// Of a row of `ask price, ask size, bid price, bid size` for each level.
    private static func levels(_ row: [Int64], from start: Int) throws -> [BookLevel] {
        try stride(from: start, to: row.count - 1, by: 4).compactMap { place in
            row[place].magnitude == 9_999_999_999
                ? nil : BookLevel(try Price(nanos: row[place] * 100_000), LotScale.lots(row[place + 1]))
        }
    }

    /// Orders that come, shrink, go and trade, with LOBSTER's two files of them; the published book has five levels a side.
    private struct RandomDay {
        private struct Order {
            let id: Int
            let side: BookSide
            let cents: Int64
            var size: Int64
        }

        private(set) var messages: [String] = []
        private(set) var rows: [String] = []
        /// Of each message that gives one, bids first.
        private(set) var books: [[BookLevel]] = []
        private(set) var trades = 0
        private var random: SeededRandom
        private var orders: [Order] = []
        /// Changed level by level, by what each message says alone.
        private var own = OrderBook(levelCount: 1_000)

        init(seed: UInt64) {
            random = SeededRandom(seed: seed)
        }

        mutating func step() throws {
            let number = messages.count
            let kind = orders.count < 20 ? 1 : [1, 1, 2, 3, 4, 4, 5].randomElement(using: &random) ?? 1
            var order = Order(
                id: number,
                side: Bool.random(using: &random) ? .bid : .ask,
                cents: Int64.random(in: 1...15, using: &random),
                size: Int64.random(in: 1...300, using: &random)
            )
            var size = order.size
            if kind == 1 {
                order = Order(
                    id: number,
                    side: order.side,
                    cents: 50_000 + (order.side == .bid ? -order.cents : order.cents),
                    size: size
                )
                orders.append(order)
            } else {
                // Who trades stands at the best price; who goes may stand anywhere.
                let best = orders.indices.filter { orders[$0].side == order.side }
                    .min {
                        order.side == .bid ? orders[$0].cents > orders[$1].cents : orders[$0].cents < orders[$1].cents
                    }
                let place = kind >= 4 ? best : orders.indices.randomElement(using: &random)
                guard let place else { return }
                order = orders[place]
                size = kind == 3 ? order.size : Int64.random(in: 1...order.size, using: &random)
                if kind == 2, size == order.size { return }
                if kind != 5 { orders[place].size -= size }
                if orders[place].size == 0 { orders.remove(at: place) }
            }
            messages.append(
                "\(34_200 + number).5,\(kind),\(kind == 5 ? 0 : order.id),\(size),\(order.cents * 100),"
                    + (order.side == .bid ? "1" : "-1")
            )
            let price = try Price(nanos: order.cents * 10_000_000)
            let there = own[order.side].first { $0.price == price }?.lots.count ?? 0
            let change = kind == 1 ? size : kind == 5 ? 0 : -size
            _ = try own.set(order.side, price, to: Lots(there + LotScale.lots(change).count))
            let (bids, asks) = (try levels(.bid), try levels(.ask))
            rows.append((0..<5).map { "\(Self.text(asks, $0, 1)),\(Self.text(bids, $0, -1))" }.joined(separator: ","))
            #expect(own.bids.prefix(5).elementsEqual(bids) && own.asks.prefix(5).elementsEqual(asks))
            if kind >= 4 { trades += 1 }
            if kind != 5 { books.append(bids + asks) }
        }

        /// By counting all orders anew.
        private func levels(_ side: BookSide) throws -> [BookLevel] {
            var sizes: [Int64: Int64] = [:]
            for order in orders where order.side == side { sizes[order.cents, default: 0] += order.size }
            return try sizes.sorted { side == .bid ? $0.key > $1.key : $0.key < $1.key }.prefix(5)
                .map { BookLevel(try Price(nanos: $0.key * 10_000_000), LotScale.lots($0.value)) }
        }

        private static func text(_ levels: [BookLevel], _ place: Int, _ empty: Int64) -> String {
            guard place < levels.count else { return "\(empty * 9_999_999_999),0" }
            return "\(levels[place].price.nanos / 100_000),\(levels[place].lots.count / LotScale.perLot)"
        }
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
