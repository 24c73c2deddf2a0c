import Engine
import Market
import Platform
import Testing

@Suite("hftbacktest's arrays")
struct NumpyFeedTests {
    /// Bits of `ev`: what, on which side, for whom it holds (hftbacktest's `types.py`).
    private enum Event {
        static let depth: UInt64 = 1
        static let trade: UInt64 = 2
        static let clear: UInt64 = 3
        static let snapshot: UInt64 = 4
        static let buy: UInt64 = 1 << 29
        static let sell: UInt64 = 1 << 28
        static let local: UInt64 = 1 << 30
        static let exchange: UInt64 = 1 << 31
    }

    private struct Row {
        let event: UInt64
        let time: Int64
        let price: Double
        let size: Double

        init(_ event: UInt64, _ time: Int64, _ price: Double, _ size: Double = 0) {
            self.event = event
            self.time = time
            self.price = price
            self.size = size
        }
    }

    /// `data.npy` as numpy writes it.
    private static func array(_ rows: [Row]) -> [UInt8] {
        let names = ["ev", "exch_ts", "local_ts", "px", "qty", "order_id", "ival", "fval"]
        let columns = names.map {
            "('\($0)', '<\(["px", "qty", "fval"].contains($0) ? "f8" : $0 == "ev" ? "u8" : "i8")')"
        }
        let header =
            "{'descr': [\(columns.joined(separator: ", "))], 'fortran_order': False, 'shape': (\(rows.count),), }\n"
        var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0]
        bytes += [UInt8(header.utf8.count & 0xFF), UInt8(header.utf8.count >> 8)] + Array(header.utf8)
        for row in rows {
            let words = [
                row.event, UInt64(bitPattern: row.time - 1), UInt64(bitPattern: row.time), row.price.bitPattern,
                row.size.bitPattern, 0, 0, 0,
            ]
            for word in words { bytes += (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
        }
        return bytes
    }

    /// The book after each event of a book, as `bids | asks`.
    private static func books(_ rows: [Row]) throws -> [String] {
        var feed = try NumpyFeed(array(rows), code: SecID("BTC"))
        var book = OrderBook(levelCount: OrderBook.engineLevels)
        var texts: [String] = []
        while let event = try feed.next() {
            guard case .book = event.kind else { continue }
            feed.apply(to: &book)
            let sides = [book.bids, book.asks].map { $0.map(\.price.description).joined(separator: " ") }
            texts.append(sides.joined(separator: " | "))
        }
        return texts
    }

    /// Two bids below two asks, 12 to 19, each level 5 lots.
    private static let begin =
        [17.0, 18, 19].map { Row(Event.depth | Event.sell | Event.local, 1, $0, 5) }
        + [14.0, 13, 12].map { Row(Event.depth | Event.buy | Event.local, 1, $0, 5) }

    @Test(
        "a clear takes a side's levels from the best one up to its price, that one too; without a price or a side all",
        arguments: [
            (Event.sell, 18, "14 13 12 | 19"), (Event.sell, 17.5, "14 13 12 | 18 19"),
            (Event.sell, 16, "14 13 12 | 17 18 19"),
            (Event.sell, 100, "14 13 12 | "), (Event.sell, .nan, "14 13 12 | "), (Event.buy, 13, "12 | 17 18 19"),
            (Event.buy, 12.5, "12 | 17 18 19"), (Event.buy, 15, "14 13 12 | 17 18 19"), (Event.buy, 1, " | 17 18 19"),
            (Event.buy, .infinity, " | 17 18 19"), (0, 17, " | "), (0, .nan, " | "),
        ] as [(UInt64, Double, String)]
    )
    func clears(_ side: UInt64, _ price: Double, _ expected: String) throws {
        let books = try Self.books(Self.begin + [Row(Event.clear | side | Event.local, 2, price)])
        #expect(books == ["14 13 12 | 17 18 19", expected])
    }

    @Test("clears and levels of one time are one book, in their order; rows for the exchange alone do not count")
    func order() throws {
        let rows =
            Self.begin + [
                Row(Event.clear | Event.sell | Event.local, 2, 18),
                Row(Event.snapshot | Event.sell | Event.local, 2, 17.5, 1),
                Row(Event.clear | Event.buy | Event.exchange, 2, 1),
                Row(Event.trade | Event.buy | Event.local, 2, 17.5, 1),
                Row(Event.depth | Event.sell | Event.local, 3, 17.5, 0),
            ]
        #expect(try Self.books(rows) == ["14 13 12 | 17 18 19", "14 13 12 | 17.5 19", "14 13 12 | 19"])
    }

    @Test("what is no array of events, or is cut, says so", arguments: [0, 5, 11, 40, 299])
    func refused(length: Int) throws {
        let whole = Self.array(Self.begin)
        #expect(throws: FeedError.self) { try NumpyFeed(Array(whole.prefix(length)), code: SecID("BTC")) }
        #expect(throws: FeedError.self) { try NumpyFeed(Array(whole.dropLast()), code: SecID("BTC")) }
    }
}
