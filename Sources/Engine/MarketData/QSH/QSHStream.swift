import Market

/// One stream of a QSH file with what its records leave out, because it is as before.
struct QSHStream {
    enum Kind: UInt8 {
        case quotes = 16
        case deals = 32
        case auxiliary = 96
        case orderLog = 112
    }

    private let kind: Kind
    private let slot: InstrumentSlot
    private let step: Int64
    /// Every level that is known: what lies beyond those of the engine comes back when better ones go.
    private var deep = OrderBook(levelCount: 65_536)
    /// Asks above zero, bids below.
    private var sizes: [Int64: Int64] = [:]
    private var trade: MarketEvent?
    private var isBookChanged = false

    private var price: Int64 = 0
    private var deal = Deal()
    private var log = Log()
    private var auxiliary: [Int64] = Array(repeating: 0, count: 5)

    private struct Deal {
        var type: UInt8 = 0
        var time: Int64 = 0
        var id: Int64 = 0
        var order: Int64 = 0
        var price: Int64 = 0
        var volume: Int64 = 0
        var interest: Int64 = 0
    }

    private struct Log {
        var time: Int64 = 0
        var lastAdded: Int64 = 0
        var order: Int64 = 0
        var price: Int64 = 0
        var amount: Int64 = 0
        var rest: Int64 = 0
        var deal: Int64 = 0
        var dealPrice: Int64 = 0
        var interest: Int64 = 0
        var firstOfDeal: Int64?
    }

    init(_ kind: Kind, slot: InstrumentSlot, step: PriceStep) {
        self.kind = kind
        self.slot = slot
        self.step = step.size.nanos
    }

    /// Reads a frame's record.
    mutating func read(_ reader: inout QSHReader) throws(FeedError) {
        switch kind {
        case .quotes: try readQuotes(&reader)
        case .deals: try readDeal(&reader)
        case .auxiliary: try readAuxiliary(&reader)
        case .orderLog: try readOrder(&reader)
        }
    }

    /// The next event that the records read so far have led to.
    mutating func takeEvent(at time: Timestamp) -> MarketEvent? {
        if var event = trade {
            trade = nil
            event.time = time
            return event
        }
        guard isBookChanged else { return nil }
        isBookChanged = false
        var event = MarketEvent()
        event.slot = slot
        event.time = time
        return event
    }

    func apply(to book: inout OrderBook) {
        // Levels of one book are in order already.
        try? book.replace(bids: deep.bids.prefix(book.levelCount), asks: deep.asks.prefix(book.levelCount))
    }

    // MARK: Records

    private mutating func readQuotes(_ reader: inout QSHReader) throws(FeedError) {
        let count = try reader.signed()
        guard count >= 0 else { throw FeedError(.malformed, "\(count) quotes, at byte \(reader.offset)") }
        for _ in 0..<count {
            price = try reader.relative(price)
            try set(price, to: try reader.signed(), reader.offset)
        }
        isBookChanged = true
    }

    private mutating func readDeal(_ reader: inout QSHReader) throws(FeedError) {
        let mask = try reader.byte()
        deal.type = mask & 3
        if mask & 4 != 0 { deal.time = try reader.growing(deal.time) }
        if mask & 8 != 0 { deal.id = try reader.growing(deal.id) }
        if mask & 16 != 0 { deal.order = try reader.relative(deal.order) }
        if mask & 32 != 0 { deal.price = try reader.relative(deal.price) }
        if mask & 64 != 0 { deal.volume = try reader.signed() }
        if mask & 128 != 0 { deal.interest = try reader.relative(deal.interest) }
        guard deal.type == 1 || deal.type == 2 else { return }
        trade = try event(deal.price, deal.volume, deal.type == 1 ? .buy : .sell, reader.offset)
    }

    private mutating func readAuxiliary(_ reader: inout QSHReader) throws(FeedError) {
        let mask = try reader.byte()
        if mask & 1 != 0 { auxiliary[0] = try reader.growing(auxiliary[0]) }
        for (bit, place) in [(2, 1), (4, 2), (8, 3), (16, 4)] where mask & UInt8(bit) != 0 {
            auxiliary[place] = try reader.relative(auxiliary[place])
        }
        if mask & 32 != 0 {
            _ = try reader.signed()
            _ = try reader.signed()
            _ = try reader.fixed(8)
        }
        if mask & 64 != 0 { _ = try reader.fixed(8) }
        if mask & 128 != 0 { _ = try reader.text() }
    }

    private struct Actions: OptionSet {
        let rawValue: UInt16
        static let replace = Actions(rawValue: 1)
        static let flowStart = Actions(rawValue: 2)
        static let add = Actions(rawValue: 4)
        static let fill = Actions(rawValue: 8)
        static let buy = Actions(rawValue: 16)
        static let sell = Actions(rawValue: 32)
        static let nonSystem = Actions(rawValue: 512)
        static let end = Actions(rawValue: 1_024)
    }

    private mutating func readOrder(_ reader: inout QSHReader) throws(FeedError) {
        let mask = try reader.byte()
        let actions = Actions(rawValue: UInt16(try reader.fixed(2)))
        if mask & 1 != 0 { log.time = try reader.growing(log.time) }
        if mask & 2 != 0 {
            if actions.contains(.add) {
                log.lastAdded = try reader.growing(log.lastAdded)
                log.order = log.lastAdded
            } else {
                log.order = try reader.relative(log.lastAdded)
            }
        } else if actions.contains(.add) {
            log.order = log.lastAdded
        }
        if mask & 4 != 0 { log.price = try reader.relative(log.price) }
        if mask & 8 != 0 { log.amount = try reader.signed() }
        if actions.contains(.fill) {
            if mask & 16 != 0 { log.rest = try reader.signed() }
            if mask & 32 != 0 { log.deal = try reader.growing(log.deal) }
            if mask & 64 != 0 { log.dealPrice = try reader.relative(log.dealPrice) }
            if mask & 128 != 0 { log.interest = try reader.relative(log.interest) }
        }
        if actions.contains(.flowStart) { clear() }
        try change(actions, reader.offset)
        if actions.contains(.end) { isBookChanged = true }
    }

    private mutating func clear() {
        deep.clear()
        sizes.removeAll(keepingCapacity: true)
    }

    private mutating func change(_ actions: Actions, _ offset: Int) throws(FeedError) {
        let isBuy = actions.contains(.buy)
        guard actions.isDisjoint(with: [.nonSystem, .replace]), isBuy != actions.contains(.sell) else { return }
        // Asks count above zero: an added sale or a purchase that goes adds.
        let sign: Int64 = actions.contains(.add) != isBuy ? 1 : -1
        let (size, isTooLarge) = sizes[log.price, default: 0].addingReportingOverflow(sign * log.amount)
        guard !isTooLarge else { throw FeedError(.impossible, "a size that is too large, at byte \(offset)") }
        try set(log.price, to: size, offset)
        guard actions.contains(.fill) else { return }
        if log.firstOfDeal == log.deal {
            log.firstOfDeal = nil
            trade = try event(log.dealPrice, log.amount, isBuy ? .buy : .sell, offset)
        } else {
            log.firstOfDeal = log.deal
        }
    }

    private mutating func set(_ price: Int64, to size: Int64, _ offset: Int) throws(FeedError) {
        guard size.magnitude <= UInt64(LotScale.most / LotScale.perLot) else {
            throw FeedError(.impossible, "a size of \(size), at byte \(offset)")
        }
        sizes[price] = size == 0 ? nil : size
        let level = try scaled(price, offset)
        // Neither is below zero.
        _ = try? deep.set(.ask, level, to: LotScale.lots(max(size, 0)))
        _ = try? deep.set(.bid, level, to: LotScale.lots(max(-size, 0)))
    }

    private func event(_ price: Int64, _ lots: Int64, _ side: Side, _ offset: Int) throws(FeedError) -> MarketEvent {
        guard lots > 0, lots <= LotScale.most / LotScale.perLot else {
            throw FeedError(.impossible, "a deal of \(lots), at byte \(offset)")
        }
        var event = MarketEvent()
        event.kind = .trade
        event.slot = slot
        event.price = try scaled(price, offset)
        event.lots = LotScale.lots(lots)
        event.aggressor = side
        return event
    }

    private func scaled(_ price: Int64, _ offset: Int) throws(FeedError) -> Price {
        let (nanos, isTooLarge) = price.multipliedReportingOverflow(by: step)
        // Beyond the largest price as well; the error names it.
        guard !isTooLarge, let price = try? Price(nanos: nanos) else {
            throw FeedError(.impossible, "a price of \(price) steps, at byte \(offset)")
        }
        return price
    }
}
