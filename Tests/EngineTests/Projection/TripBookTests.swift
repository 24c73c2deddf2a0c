import Engine
import Market
import Store
import Testing

@Suite("Positions from opening to close")
struct TripBookTests {
    /// Counts parts of a lot as a run does: ten pieces in a lot.
    private struct Rig {
        let table: InstrumentTable
        var book: TripBook
        var position = Position()
        var number: UInt64 = 0
        var now = Timestamp(seconds: 1_721_034_000)

        init() throws {
            let id = try #require(InstrumentID(.moex, board: "TQBR", SecID("SBER")))
            let step = try #require(PriceStep(try Price(text: "0.01")))
            let facts = try #require(
                InstrumentFacts(id, priceStep: step, lotValue: try Price(nanos: 10_000_000_000 / LotScale.perLot))
            )
            table = InstrumentTable([facts])
            book = TripBook(table)
        }

        mutating func fill(_ side: Side, _ lots: Int64, _ price: String, fee: Double = 1) throws {
            number += 1
            now = now + .seconds(1)
            let fill = Fill(
                order: OrderID(high: 1, low: number),
                slot: InstrumentSlot(0),
                side: side,
                price: try Price(text: price),
                lots: LotScale.lots(lots),
                fee: Money(units: fee),
                liquidity: .taker,
                time: now,
                number: number
            )
            position.apply(fill, lotValue: table[InstrumentSlot(0)].lotValue)
            book.booked(fill, position, at: now)
        }

        func standing(mark: String? = nil) throws -> [EngineTrip] {
            let price = try mark.map { try Price(text: $0) }
            return book.standing([position], mark: { _ in price }, stop: { _ in nil })
        }
    }

    @Test("what it has brought counts fees and the mark, and is exact when it is closed")
    func gains() throws {
        var rig = try Rig()
        try rig.fill(.buy, 2, "100")
        try rig.fill(.buy, 2, "101")
        let open = try #require(try rig.standing(mark: "102").first)
        // 2 · 10 · 2 + 2 · 10 · 1, less two fees.
        #expect(open.gain == Money(units: 58) && open.lots == 4 && open.side == .buy)
        #expect(open.entry == (try Price(text: "100.5")) && open.closedAt == nil)
        try rig.fill(.sell, 1, "103")
        #expect(try rig.standing(mark: "103").map(\.lots) == [3])
        try rig.fill(.sell, 3, "99")
        #expect(try rig.standing().isEmpty)
        let closed = rig.book.takeClosed()
        // 25 of the first lot, −45 of the others, four fees.
        #expect(closed.map(\.gain) == [Money(units: -24)] && closed[0].mostLots == 4)
        #expect(closed[0].number == open.number && closed[0].closedAt == rig.now && closed[0].lots == 0)
        let none = rig.book.takeClosed()
        #expect(none.isEmpty)
    }

    @Test("a fill that turns a position round ends one and begins another, and its fee counts once")
    func turn() throws {
        var rig = try Rig()
        try rig.fill(.buy, 1, "100")
        try rig.fill(.sell, 3, "101")
        let closed = rig.book.takeClosed()
        let short = try #require(try rig.standing(mark: "101").first)
        #expect(closed.map(\.gain) == [Money(units: 8)])
        #expect(short.side == .sell && short.lots == 2 && short.gain == .zero && short.number > closed[0].number)
        try rig.fill(.buy, 2, "100")
        let second = rig.book.takeClosed()
        #expect(second.map(\.gain) == [Money(units: 19)])
        // Nothing of what the account has brought is lost or counted twice.
        #expect(Money(units: 8) + Money(units: 19) == rig.position.realised - rig.position.fees)
    }

    @Test("two that open in one millisecond have two numbers")
    func numbers() throws {
        var rig = try Rig()
        var seen: Set<Int64> = []
        for _ in 0..<5 {
            rig.now = Timestamp(seconds: 1_721_034_000)
            try rig.fill(.buy, 1, "100")
            rig.now = Timestamp(seconds: 1_721_034_000)
            try rig.fill(.sell, 1, "100")
            for trip in rig.book.takeClosed() { seen.insert(trip.number) }
        }
        #expect(seen.count == 5)
    }

    @Test("over a restart it goes on under its number; what is gone was closed, what nobody knew begins")
    func restart() throws {
        var rig = try Rig()
        try rig.fill(.buy, 1, "100")
        try rig.fill(.sell, 1, "101")
        try rig.fill(.buy, 2, "100")
        var kept = try #require(try rig.standing(mark: "100").first)
        kept.isTold = true
        let gains = ContiguousArray([Money(units: -1)])
        let again = TripBook(rig.table, kept: [kept], [rig.position], gains: gains, at: rig.now)
        let price = try Price(text: "101")
        let trip = try #require(again.standing([rig.position], mark: { _ in price }, stop: { _ in nil }).first)
        #expect(trip.number == kept.number && trip.gain == Money(units: 19) && trip.isTold)
        #expect(trip.openedAt == kept.openedAt && again.slot(of: kept.number) == InstrumentSlot(0))

        let unknown = TripBook(rig.table, kept: [], [rig.position], gains: gains, at: rig.now)
        let adopted = try #require(unknown.standing([rig.position], mark: { _ in price }, stop: { _ in nil }).first)
        #expect(adopted.gain == Money(units: 19) && adopted.openedAt == rig.now)

        try rig.fill(.sell, 2, "99")
        var gone = TripBook(rig.table, kept: [kept], [rig.position], gains: [.zero], at: rig.now)
        let left = gone.takeClosed()
        #expect(left.map(\.gain) == [Money(units: -22)] && gone.slot(of: kept.number) == nil)
    }
}
