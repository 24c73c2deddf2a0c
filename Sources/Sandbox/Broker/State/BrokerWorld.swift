import Market
import Platform

/// The broker's books: accounts, orders and what happened, as they stand at the last moment that was looked at.
struct BrokerWorld: Sendable {
    /// What a stream of orders or positions tells, in the order it happened.
    struct Event: Sendable {
        let number: Int
        let account: String
        let time: Timestamp
        let order: BrokerOrder?
        /// The first word of an order goes out under the broker's own number.
        var isInternal = false
    }

    let market: BrokerMarket
    var accounts: [BrokerAccount]
    var orders: [String: BrokerOrder] = [:]
    /// Those that may still trade, oldest first.
    var active: [String] = []
    var rates = RateWindows()
    /// The newest, for streams.
    private(set) var events: [Event] = []
    private(set) var lastEvent = 0
    /// What our own orders took out of the minute's book.
    var taken = TakenLots()
    private var serial: UInt64 = 0
    private let seed: UInt64

    private static let mostEvents = 20_000

    /// - Parameter money: roubles of the one account that is there from the start.
    init(market: BrokerMarket, seed: UInt64, money: Int64, opened: Timestamp) {
        self.market = market
        self.seed = seed
        accounts = []
        _ = openAccount(name: "Брокерский счёт", id: "2000000001", at: opened)
        payIn(Money(attos: Int128(money) * 1_000_000_000_000_000_000), account: 0, at: opened)
    }

    /// A number that no other thing here has; the same in every run.
    mutating func nextNumber() -> UInt64 {
        serial += 1
        return serial
    }

    mutating func nextUUID(_ topic: String) -> String {
        let hash = StableHash(seed).with(topic).with(nextNumber())
        return OrderID(high: hash.value & 0xFFFF_FFFF_FFFF_0FFF | 0x4000, low: hash.with(1).value >> 2 | 1 << 63)
            .description
    }

    mutating func openAccount(name: String, id: String? = nil, at now: Timestamp) -> String {
        let id = id ?? nextUUID("account")
        accounts.append(BrokerAccount(id: id, name: name, opened: now))
        return id
    }

    mutating func payIn(_ amount: Money, account index: Int, at now: Timestamp) {
        accounts[index].money += amount
        accounts[index].operations.append(
            .init(
                id: "\(nextNumber())",
                kind: .input,
                instrument: nil,
                price: .zero,
                lots: 0,
                payment: amount,
                time: now
            )
        )
        note(account: accounts[index].id, order: nil, at: now)
    }

    func account(_ id: String) throws(BrokerFailure) -> Int {
        guard let index = accounts.firstIndex(where: { $0.id == id && $0.closed == nil }) else {
            throw .accountNotFound
        }
        return index
    }

    mutating func note(account: String, order: BrokerOrder?, isInternal: Bool = false, at now: Timestamp) {
        lastEvent += 1
        events.append(Event(number: lastEvent, account: account, time: now, order: order, isInternal: isInternal))
        if events.count > Self.mostEvents + 1_000 { events.removeFirst(1_000) }
    }

    /// What happened behind an event, oldest first.
    func events(after number: Int) -> [Event] {
        guard let first = events.first else { return [] }
        return Array(events.dropFirst(max(0, number + 1 - first.number)))
    }
}

/// Lots that our own orders took from levels of a minute's book: they do not trade twice.
struct TakenLots: Sendable {
    struct Level: Hashable, Sendable {
        let uid: String
        let side: BookSide
        let price: Price
    }

    private var minute = 0
    private var lots: [Level: Int64] = [:]

    func left(of level: BookLevel, _ place: Level, minute: Int) -> Int64 {
        max(0, level.lots.count - (minute == self.minute ? lots[place] ?? 0 : 0))
    }

    mutating func take(_ count: Int64, _ place: Level, minute: Int) {
        if minute != self.minute {
            lots = [:]
            self.minute = minute
        }
        lots[place, default: 0] += count
    }
}
