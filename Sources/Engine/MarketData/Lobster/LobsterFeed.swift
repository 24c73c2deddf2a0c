package import Market

/// A pair of LOBSTER's CSV files: messages, and the book after each of them.
///
/// The book is the published one, line by line: a file cut at N levels can bring in levels that no message showed. Sizes are shares and
/// stand for lots; prices are dollars, times of New York. An execution of a visible order gives a trade and a book, one of a hidden order
/// a trade, any other message a book. Cross trades are trades without an aggressor in the file; they and halts change nothing here and
/// are given as the book they leave.
package struct LobsterFeed: MarketFeed {
    package let instruments: ContiguousArray<SecID>
    package private(set) var skipped = SkippedLines()
    private let policy: ErrorPolicy
    private let slot: InstrumentSlot
    private let midnight: Timestamp
    private var messages: LineScanner
    private var levels: LineScanner
    private var line = 0
    private var event = MarketEvent()
    private var bids: ContiguousArray<BookLevel> = []
    private var asks: ContiguousArray<BookLevel> = []
    /// The book of a message whose trade has been given.
    private var hasBookLeft = false

    /// - Parameters:
    ///   - code: of the instrument; the file's name has it.
    ///   - date: of the trading day; the file's name has it too.
    ///   - known: instruments to have the first slots.
    package init(
        messages: [UInt8],
        book: [UInt8],
        code: SecID,
        date: CivilDate,
        instruments known: [SecID] = [],
        policy: ErrorPolicy = .fail
    ) {
        var names = ContiguousArray(known)
        let index = names.firstIndex(of: code) ?? names.count
        if index == names.count { names.append(code) }
        instruments = names
        slot = InstrumentSlot(index)
        midnight = Self.newYork.resolve(LocalDateTime(date, .midnight)).earliest
        self.messages = LineScanner(LineText(messages))
        levels = LineScanner(LineText(book))
        self.policy = policy
    }

    package var progress: Double { messages.progress }

    package mutating func next() throws(FeedError) -> MarketEvent? {
        if hasBookLeft {
            hasBookLeft = false
            event.kind = .book
            return event
        }
        while try messages.nextLine() {
            let hasBook = try levels.nextLine()
            line += 1
            do throws(FeedError) {
                guard hasBook else {
                    throw FeedError(.cut, line: line, "the order-book file ends before the message file")
                }
                try readMessage()
                return event
            } catch {
                guard policy == .skip else { throw error }
                skipped.add(error)
            }
        }
        return nil
    }

    package mutating func apply(to book: inout OrderBook) {
        do throws(OrderBookError) {
            try book.replace(bids: bids, asks: asks)
        } catch {
            preconditionFailure("levels were checked when they were read: \(error)")
        }
    }

    private static let newYork = TimeZoneRules(
        name: "America/New_York",
        initial: .init(seconds: -5 * 3_600, abbreviation: "EST"),
        rule: PosixZoneRule("EST5EDT,M3.2.0,M11.1.0")
    )

    private mutating func readMessage() throws(FeedError) {
        guard let seconds = messages.number(decimals: 9), let kind = field(), field() != nil, let size = field(),
            let price = field(), let direction = field(), messages.peek() == 0
        else { throw malformed("message: six numbers are expected: time,type,order id,size,price,direction") }
        guard (1...7).contains(kind) else { throw malformed("message: type \(kind) is none of 1 to 7") }
        event.slot = slot
        event.time = midnight + .nanoseconds(seconds)
        try readBook()
        guard kind == 4 || kind == 5 else {
            event.kind = .book
            return
        }
        guard direction == 1 || direction == -1, size > 0, size <= LotScale.most / LotScale.perLot, price > 0,
            let traded = Self.price(price)
        else { throw malformed("message: an execution needs a size, a price and a direction of 1 or -1") }
        // The direction is that of the order that waited.
        event.aggressor = direction == 1 ? .sell : .buy
        event.price = traded
        event.lots = LotScale.lots(size)
        event.kind = .trade
        hasBookLeft = kind == 4
    }

    private mutating func readBook() throws(FeedError) {
        bids.removeAll(keepingCapacity: true)
        asks.removeAll(keepingCapacity: true)
        repeat {
            try readLevel(.ask)
            guard levels.take(UInt8(ascii: ",")) else { throw malformed("order book: a level has four numbers") }
            try readLevel(.bid)
        } while levels.take(UInt8(ascii: ","))
        guard levels.peek() == 0 else { throw malformed("order book: only numbers and commas are expected") }
    }

    private mutating func readLevel(_ side: BookSide) throws(FeedError) {
        guard let price = levels.number(decimals: 0), levels.take(UInt8(ascii: ",")),
            let size = levels.number(decimals: 0)
        else { throw malformed("order book: a level is price,size") }
        // An empty level: ±9,999,999,999 with size 0.
        if size == 0 || price.magnitude == 9_999_999_999 { return }
        guard size > 0, size <= LotScale.most / LotScale.perLot, let price = Self.price(price) else {
            throw malformed("order book: a size or price that cannot be")
        }
        let level = BookLevel(price, LotScale.lots(size))
        let last = side == .bid ? bids.last : asks.last
        if let last, side == .bid ? price >= last.price : price <= last.price {
            throw FeedError(.impossible, line: line, "order book: \(side) \(price) comes after \(last.price)")
        }
        if side == .bid { bids.append(level) } else { asks.append(level) }
    }

    private mutating func field() -> Int64? {
        messages.take(UInt8(ascii: ",")) ? messages.number(decimals: 0) : nil
    }

    /// From ten-thousandths of a dollar.
    private static func price(_ number: Int64) -> Price? {
        let (nanos, isTooLarge) = number.multipliedReportingOverflow(by: 100_000)
        return isTooLarge ? nil : try? Price(nanos: nanos)  // A price beyond the largest is none.
    }

    private func malformed(_ detail: String) -> FeedError { FeedError(.malformed, line: line, detail) }
}
