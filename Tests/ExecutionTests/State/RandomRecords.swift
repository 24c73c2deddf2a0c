import Execution
import Market
import TestKit
import Testing

/// Records as a wild day writes them: orders of every fate on two instruments, reports that come twice or late, halts, days.
struct RandomRecords {
    let instruments: InstrumentTable
    private var random: SeededRandom
    private var ids = OrderIDSequence(seed: 5)
    private var sent: [OrderRequest] = []
    private var fills: UInt64 = 0
    private var time = Timestamp(seconds: 1_700_000_000)
    private var day = CivilDate(dayNumber: 19_675)

    init(seed: UInt64) throws {
        random = SeededRandom(seed: seed)
        let step = try #require(PriceStep(try Price(text: "0.01")))
        instruments = InstrumentTable(
            try ["MOEX:SBER", "MOEX:GAZP"].map { name in
                let id = try #require(InstrumentID(name))
                return try #require(InstrumentFacts(id, priceStep: step, lotValue: try Price(text: "10")))
            }
        )
    }

    mutating func next() throws -> ExecutionRecord {
        time = time + .milliseconds(Int64.random(in: 1...20_000, using: &random))
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<30: return try intent()
        case 90..<92:
            return .halted(
                Halt(
                    Halt.Cause.allCases.randomElement(using: &random) ?? .person,
                    Bool.random(using: &random) ? .stopped : .reduceOnly,
                    until: Bool.random(using: &random) ? .person : .nextTradingDay,
                    who: "some \"one\"",
                    why: "Просадка\n",
                    since: time
                )
            )
        case 92..<94: return .resumed(Halt.Cause.allCases.randomElement(using: &random) ?? .person, who: "x", at: time)
        case 94:
            day = day.adding(days: 1)
            return .day(day, equity: Money(units: 100.25))
        case 96:
            let slot = InstrumentSlot(Int.random(in: 0...1, using: &random))
            return .gaveUp(instruments[slot].id, wish: 7, kept: Bool.random(using: &random) ? 0 : 3, at: time)
        case 97: return .wanted(instruments[InstrumentSlot(0)].id, lots: 5, at: time)
        case 95:
            let slot = InstrumentSlot(Int.random(in: 0...1, using: &random))
            return .adopted(instruments[slot].id, lots: 7, average: try Price(text: "99.5"), at: time)
        default: return try report()
        }
    }

    private mutating func intent() throws -> ExecutionRecord {
        let slot = InstrumentSlot(Int.random(in: 0...1, using: &random))
        let price = try Price(nanos: Int64.random(in: 9_000...11_000, using: &random) * 10_000_000)
        let type: OrderType = [.market, .limit(price), .immediateOrCancel(price)][Int.random(in: 0..<3, using: &random)]
        let side: Side = Bool.random(using: &random) ? .buy : .sell
        let lots = Lots(Int64.random(in: 1...9, using: &random))
        let request = OrderRequest(id: ids.next(), slot: slot, side, lots, type)
        sent.append(request)
        return .intent(request, instruments[slot].id, at: time)
    }

    private mutating func report() throws -> ExecutionRecord {
        guard let order = sent.suffix(40).randomElement(using: &random) else { return try intent() }
        let event: ExecutionReport.Event
        switch Int.random(in: 0..<10, using: &random) {
        case 0: event = .accepted
        case 1: event = .rejected(.notEnoughFunds)
        case 2: event = .cancelled
        case 3: event = .noAnswer
        case 4: event = .state(.neverArrived, filled: .zero)
        default:
            // Now and then a number that was there.
            if Int.random(in: 0..<5, using: &random) > 0 { fills += 1 }
            event = .filled(
                Fill(
                    order: order.id,
                    slot: order.slot,
                    side: order.side,
                    price: try Price(nanos: Int64.random(in: 9_000...11_000, using: &random) * 10_000_000),
                    lots: Lots(Int64.random(in: 1...3, using: &random)),
                    fee: Money(units: 0.05),
                    liquidity: .taker,
                    time: time,
                    number: fills
                )
            )
        }
        let report = ExecutionReport(order: order.id, slot: order.slot, event, exchangeTime: time, receivedTime: time)
        return .report(report, instruments[order.slot].id)
    }
}
