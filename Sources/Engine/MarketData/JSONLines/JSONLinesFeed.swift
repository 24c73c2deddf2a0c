package import Market
package import Platform

/// Books and trades as JSON, one to a line: `{ts, secid, bids, asks}` and `{ts, secid, price, qty, side}`, or the seed's
/// `{timestamp, figi, bids, asks, signal}`.
///
/// Members may stand in any order; unknown ones are stepped over. Sizes are in lots, levels of size zero are none, prices have up to nine
/// and sizes up to eight decimals (further ones are rounded). `ts` is in nanoseconds since 1970; `timestamp` is ISO 8601 with a zone, or
/// UTC without one.
package struct JSONLinesFeed: MarketFeed {
    package private(set) var instruments: ContiguousArray<SecID>
    package private(set) var skipped = SkippedLines()
    private let policy: ErrorPolicy
    private var codes: ContiguousArray<[UInt8]>
    private var scanner: LineScanner
    private var plain = PlainBookLine()
    private var line = 0
    private var event = MarketEvent()
    private var bids: ContiguousArray<BookLevel> = []
    private var asks: ContiguousArray<BookLevel> = []

    /// - Parameter instruments: those to have the first slots.
    package init(_ bytes: [UInt8], instruments: [SecID] = [], policy: ErrorPolicy = .fail) {
        self.init(LineText(bytes), instruments, policy)
    }

    /// Reads the file piece by piece.
    package init(_ file: FileReader, instruments: [SecID] = [], policy: ErrorPolicy = .fail) {
        self.init(LineText(file), instruments, policy)
    }

    private init(_ text: LineText, _ instruments: [SecID], _ policy: ErrorPolicy) {
        self.instruments = ContiguousArray(instruments)
        self.policy = policy
        codes = ContiguousArray(instruments.map { Array($0.text.utf8) })
        scanner = LineScanner(text)
        for code in codes { plain.learn(code) }
        bids.reserveCapacity(OrderBook.engineLevels + 1)
        asks.reserveCapacity(OrderBook.engineLevels + 1)
    }

    package var progress: Double { scanner.progress }

    package mutating func next() throws(FeedError) -> MarketEvent? {
        if scanner.nextPlainBook(&plain) {
            line += 1
            plain.write(bids: &bids, asks: &asks)
            event.kind = .book
            event.slot = InstrumentSlot(plain.slot)
            event.time = Timestamp(nanoseconds: plain.time)
            event.signal = nil
            return event
        }
        while try scanner.nextLine() {
            line += 1
            if scanner.peek() == 0 { continue }
            do throws(FeedError) {
                try readLine()
                return event
            } catch {
                guard policy == .skip else { throw error }
                skipped.add(error)
            }
        }
        return nil
    }

    package mutating func apply(to book: inout OrderBook) {
        guard event.kind == .book else { return }
        // Levels were checked when they were read.
        book.exchange(sortedBids: &bids, sortedAsks: &asks)
    }

    // MARK: A line

    /// Which members a line had.
    private struct Seen: OptionSet {
        let rawValue: UInt8
        static let time = Seen(rawValue: 1)
        static let code = Seen(rawValue: 2)
        static let bids = Seen(rawValue: 4)
        static let asks = Seen(rawValue: 8)
        static let price = Seen(rawValue: 16)
        static let size = Seen(rawValue: 32)
        static let side = Seen(rawValue: 64)
        static let book: Seen = [.time, .code, .bids, .asks]
        static let trade: Seen = [.time, .code, .price, .size, .side]
    }

    private mutating func readLine() throws(FeedError) {
        event.signal = nil
        var seen: Seen = []
        guard scanner.take(UInt8(ascii: "{")) else { throw malformed("is no JSON object") }
        if !scanner.take(UInt8(ascii: "}")) {
            repeat {
                guard let name = scanner.text(), scanner.take(UInt8(ascii: ":")) else {
                    throw malformed("a key in double quotes and ':' are expected at column \(column)")
                }
                try member(name, &seen)
            } while scanner.take(UInt8(ascii: ","))
            guard scanner.take(UInt8(ascii: "}")) else { throw malformed("',' or '}' is missing at column \(column)") }
        }
        guard scanner.peek() == 0 else { throw malformed("something follows the object at column \(column)") }
        if seen.isSuperset(of: .book) {
            event.kind = .book
        } else if seen.isSuperset(of: .trade) {
            event.kind = .trade
        } else {
            throw malformed(Self.missing(seen))
        }
    }

    private mutating func member(_ name: Range<Int>, _ seen: inout Seen) throws(FeedError) {
        switch name.count {
        case 2 where spells("ts", name):
            guard let time = scanner.number(decimals: 0) else { throw malformed("ts: is no number of nanoseconds") }
            event.time = Timestamp(nanoseconds: time)
            seen.insert(.time)
        case 3 where spells("qty", name):
            event.lots = try size("qty")
            guard event.lots > .zero else { throw FeedError(.impossible, line: line, "qty: a trade of nothing") }
            seen.insert(.size)
        case 4 where spells("bids", name):
            try levels(of: .bid)
            seen.insert(.bids)
        case 4 where spells("asks", name):
            try levels(of: .ask)
            seen.insert(.asks)
        case 4 where spells("side", name):
            event.aggressor = try side()
            seen.insert(.side)
        case 4 where spells("figi", name): try code("figi", &seen)
        case 5 where spells("secid", name): try code("secid", &seen)
        case 5 where spells("price", name):
            event.price = try price("price")
            seen.insert(.price)
        case 6 where spells("signal", name): event.signal = try signal()
        case 9 where spells("timestamp", name):
            guard let text = scanner.text(),
                let time = Timestamp(iso: String(decoding: scanner.bytes[text], as: UTF8.self))
            else { throw malformed("timestamp: is no time such as 2026-11-20T10:00:00.5+03:00") }
            event.time = time
            seen.insert(.time)
        default: guard scanner.skip() else { throw malformed("a value is missing at column \(column)") }
        }
    }

    private mutating func code(_ key: String, _ seen: inout Seen) throws(FeedError) {
        guard let text = scanner.text(), !text.isEmpty else { throw malformed("\(key): is no text") }
        event.slot = slot(of: text)
        seen.insert(.code)
    }

    private mutating func slot(of text: Range<Int>) -> InstrumentSlot {
        for index in codes.indices where scanner.matches(codes[index], text) { return InstrumentSlot(index) }
        codes.append(Array(scanner.bytes[text]))
        plain.learn(codes[codes.count - 1])
        instruments.append(SecID(String(decoding: scanner.bytes[text], as: UTF8.self)))
        return InstrumentSlot(codes.count - 1)
    }

    private mutating func side() throws(FeedError) -> Side {
        let text = scanner.text()
        if let text, spells("buy", text) { return .buy }
        if let text, spells("sell", text) { return .sell }
        throw malformed("side: is neither \"buy\" nor \"sell\"")
    }

    private mutating func signal() throws(FeedError) -> Int8? {
        if scanner.peek() == UInt8(ascii: "n") {
            _ = scanner.skip()
            return nil
        }
        guard let number = scanner.number(decimals: 3), [-1_000, 0, 1_000].contains(number) else {
            throw malformed("signal: is none of -1, 0, 1 and null")
        }
        return Int8(number / 1_000)
    }

    private mutating func levels(of side: BookSide) throws(FeedError) {
        _ = scanner.peek()
        let slot = event.slot.index
        let isPlain =
            side == .bid
            ? scanner.plainLevels(side, of: slot, &plain, into: &bids)
            : scanner.plainLevels(side, of: slot, &plain, into: &asks)
        if isPlain { return }
        let key = side == .bid ? "bids" : "asks"
        if side == .bid { bids.removeAll(keepingCapacity: true) } else { asks.removeAll(keepingCapacity: true) }
        guard scanner.take(UInt8(ascii: "[")) else { throw malformed("\(key): is no array") }
        if scanner.take(UInt8(ascii: "]")) { return }
        repeat {
            guard scanner.take(UInt8(ascii: "[")) else { throw malformed("\(key): a level is [price, size]") }
            let price = try price(key)
            guard scanner.take(UInt8(ascii: ",")) else { throw malformed("\(key): a level is [price, size]") }
            let level = BookLevel(price, try size(key))
            guard scanner.take(UInt8(ascii: "]")) else { throw malformed("\(key): a level is [price, size]") }
            if level.lots == .zero { continue }
            try add(level, side, key)
        } while scanner.take(UInt8(ascii: ","))
        guard scanner.take(UInt8(ascii: "]")) else { throw malformed("\(key): ',' or ']' is missing") }
    }

    private mutating func add(_ level: BookLevel, _ side: BookSide, _ key: String) throws(FeedError) {
        if let last = side == .bid ? bids.last : asks.last,
            side == .bid ? level.price >= last.price : level.price <= last.price
        {
            throw FeedError(
                .impossible,
                line: line,
                "\(key): \(level.price) comes after \(last.price); the best level is first, each price once"
            )
        }
        if side == .bid { bids.append(level) } else { asks.append(level) }
    }

    private mutating func price(_ key: String) throws(FeedError) -> Price {
        guard let nanos = scanner.number(decimals: 9) else {
            throw malformed("\(key): a price is no number, or too large")
        }
        do throws(NumberError) {
            return try Price(nanos: nanos)
        } catch {
            throw malformed("\(key): \(error)")
        }
    }

    private mutating func size(_ key: String) throws(FeedError) -> Lots {
        guard let count = scanner.number(decimals: LotScale.decimals), count <= LotScale.most else {
            throw malformed("\(key): a size is no number, or above a thousand million lots")
        }
        guard count >= 0 else { throw FeedError(.impossible, line: line, "\(key): a size is below zero") }
        return Lots(count)
    }

    private func spells(_ word: StaticString, _ range: Range<Int>) -> Bool { scanner.spells(word, range) }

    private var column: Int { scanner.offset - scanner.start + 1 }

    private func malformed(_ detail: String) -> FeedError { FeedError(.malformed, line: line, detail) }

    private static func missing(_ seen: Seen) -> String {
        if !seen.contains(.time) { return "ts (nanoseconds) or timestamp is missing" }
        if !seen.contains(.code) { return "secid or figi is missing" }
        if seen.contains(.bids) || seen.contains(.asks) {
            return seen.contains(.bids) ? "asks is missing" : "bids is missing"
        }
        return "is neither a book (bids, asks) nor a trade (price, qty, side)"
    }
}

extension OrderBook {
    /// The most levels that the engine keeps on a side: the deepest that a broker's stream or a LOBSTER file has.
    package static let engineLevels = 50
}
