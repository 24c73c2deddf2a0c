import Market
import TestKit
import Testing

@Suite("Order book")
struct OrderBookTests {
    private static func levels(_ pairs: [(String, Int64)]) throws -> [BookLevel] {
        try pairs.map { BookLevel(try Price(text: $0.0), Lots($0.1)) }
    }

    private static func book(bids: [(String, Int64)], asks: [(String, Int64)], levels: Int = 10) throws -> OrderBook {
        var book = OrderBook(levelCount: levels)
        try book.replace(bids: try Self.levels(bids), asks: try Self.levels(asks))
        return book
    }

    @Test(
        "best prices, spread and shape",
        arguments: [
            ([], [], .empty, nil, nil), ([("10", 1)], [], .oneSided, nil, nil), ([], [("10", 1)], .oneSided, nil, nil),
            ([("301.25", 40), ("301.24", 1)], [("301.27", 12)], .open, "301.26", "0.02"),
            ([("301.26", 1)], [("301.27", 1)], .open, "301.265", "0.01"),
            ([("10", 1)], [("10", 1)], .locked, "10", "0"), ([("11", 1)], [("10", 1)], .crossed, "10.5", "-1"),
            ([("-37.63", 1)], [("-37.6", 1)], .open, "-37.615", "0.03"),
        ] as [([(String, Int64)], [(String, Int64)], OrderBook.Shape, String?, String?)]
    )
    func shape(
        _ bids: [(String, Int64)],
        _ asks: [(String, Int64)],
        _ shape: OrderBook.Shape,
        _ mid: String?,
        _ spread: String?
    ) throws {
        let book = try Self.book(bids: bids, asks: asks)
        #expect(book.shape == shape)
        #expect(book.mid?.description == mid)
        #expect(try book.spread()?.description == spread)
    }

    @Test("changes say what they did, and where")
    func changes() throws {
        var book = try Self.book(bids: [("10", 1), ("9", 1)], asks: [("11", 1), ("12", 1)], levels: 3)
        func set(_ side: BookSide, _ price: String, _ lots: Lots) throws -> OrderBook.Change {
            try book.set(side, try Price(text: price), to: lots)
        }
        #expect(try set(.bid, "10.5", 4) == .added(0))
        #expect(try set(.bid, "10.5", 4) == .none, "the same again")
        #expect(try set(.bid, "9", 2) == .changed(2))
        #expect(try set(.bid, "8", 2) == .none, "beyond the levels kept")
        #expect(try set(.bid, "9.5", 3) == .added(2))
        #expect(book.bids.map(\.price.description) == ["10.5", "10", "9.5"], "9 fell off")
        #expect(try set(.bid, "10.5", 0) == .removed(0))
        #expect(try set(.bid, "7.77", 0) == .none, "nothing was there")
        #expect(try set(.ask, "10.75", 1) == .added(0))
        #expect(try set(.ask, "11.5", 1) == .added(2))
        #expect(book.asks.map(\.price.description) == ["10.75", "11", "11.5"])
        let before = book
        #expect(throws: OrderBookError.self) { try set(.ask, "11", -1) }
        #expect(book == before)
        book.clear()
        #expect(book.shape == .empty)
    }

    @Test(
        "a snapshot that cannot be is refused whole",
        arguments: [
            ([("10", 1), ("10", 1)], [], .unsorted), ([("9", 1), ("10", 1)], [], .unsorted),
            ([], [("12", 1), ("11", 1)], .unsorted), ([("10", 0)], [], .notPositive), ([], [("11", -1)], .notPositive),
        ] as [([(String, Int64)], [(String, Int64)], OrderBookError.Kind)]
    )
    func refused(_ bids: [(String, Int64)], _ asks: [(String, Int64)], _ kind: OrderBookError.Kind) throws {
        var book = try Self.book(bids: [("1", 1)], asks: [("2", 1)])
        let before = book
        let error = #expect(throws: OrderBookError.self) {
            try book.replace(bids: try Self.levels(bids), asks: try Self.levels(asks))
        }
        #expect(error?.kind == kind)
        #expect(book == before)
    }

    @Test("changes in any order lead to the book that a sorted table has", arguments: 1...20 as ClosedRange<UInt64>)
    func property(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var book = OrderBook(levelCount: 1_000)
        var table: [BookSide: [Price: Lots]] = [.bid: [:], .ask: [:]]
        for _ in 0..<2_000 {
            let side = BookSide.allCases.randomElement(using: &random) ?? .bid
            let price = try Price(nanos: Int64.random(in: -50...50, using: &random) * 10_000_000)
            let lots = Lots(Int64.random(in: 0...3, using: &random))
            _ = try book.set(side, price, to: lots)
            table[side]?[price] = lots == .zero ? nil : lots
        }
        for side in BookSide.allCases {
            let sorted = (table[side] ?? [:]).map { BookLevel($0.key, $0.value) }
                .sorted { side == .bid ? $0.price > $1.price : $0.price < $1.price }
            #expect(Array(book[side]) == sorted)
        }
    }

    @Test("a copy, a side and a part of a side stay as they were while the book changes in a loop over its own levels")
    func valueSemantics() throws {
        func fresh() throws -> OrderBook {
            try Self.book(bids: [("10", 1), ("9", 2), ("8", 3)], asks: [("11", 1), ("12", 2), ("13", 3)])
        }
        let whole = try fresh()
        let end = try Price(text: "12")
        for side in BookSide.allCases {
            var book = try fresh()
            let (copy, levels, part) = (book, book[side], book[side].prefix(2))
            var seen: [Price] = []
            for level in book[side].prefix(while: { _ in true }) {
                seen.append(level.price)
                _ = try book.set(side, level.price, to: .zero)
            }
            #expect(seen == whole[side].map(\.price) && book[side].isEmpty)
            #expect(copy == whole && levels == whole[side] && Array(part) == Array(whole[side].prefix(2)))
        }
        var book = try fresh()
        let kept = book
        var seen: [Price] = []
        for level in book.asks.prefix(while: { $0.price <= end }) {
            seen.append(level.price)
            _ = try book.set(.ask, level.price, to: .zero)
            _ = try book.set(.ask, try Price(text: "11.5"), to: 7)
            _ = try book.set(.ask, level.price, to: 9)
        }
        #expect(seen == kept.asks.prefix(2).map(\.price) && kept == whole && book.asks.count == 4)
    }

    @Test("a book keeps no more than its levels, whatever comes", arguments: 1...5 as ClosedRange<UInt64>)
    func bound(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var book = OrderBook(levelCount: 7)
        for _ in 0..<2_000 {
            let side = BookSide.allCases.randomElement(using: &random) ?? .bid
            let price = try Price(nanos: Int64.random(in: 1...100, using: &random))
            _ = try book.set(side, price, to: Lots(Int64.random(in: 0...2, using: &random)))
            #expect(book.bids.count <= 7 && book.asks.count <= 7)
            #expect(zip(book.bids, book.bids.dropFirst()).allSatisfy { $0.price > $1.price })
            #expect(zip(book.asks, book.asks.dropFirst()).allSatisfy { $0.price < $1.price })
        }
    }
}
