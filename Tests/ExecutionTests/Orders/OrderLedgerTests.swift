import Execution
import Market
import TestKit
import Testing

@Suite("Order ledger")
struct OrderLedgerTests {
    private static let slot = PaperRig.slot
    private static let now = Timestamp(seconds: 1_000)
    private static let id = OrderID(high: 1, low: 1)

    private static func ledger(_ lots: Int64 = 5, _ side: Side = .buy) throws -> OrderLedger {
        var ledger = OrderLedger(try PaperRig().instruments)
        let request = OrderRequest(id: id, slot: slot, side, Lots(lots), .market)
        let isNew1 = ledger.note(request, at: now)
        #expect(isNew1)
        return ledger
    }

    private static func report(_ event: ExecutionReport.Event) -> ExecutionReport {
        ExecutionReport(order: id, slot: slot, event, exchangeTime: now, receivedTime: now)
    }

    private static func fill(_ lots: Int64, number: UInt64) throws -> ExecutionReport.Event {
        .filled(
            Fill(
                order: id,
                slot: slot,
                side: .buy,
                price: try Price(text: "100"),
                lots: Lots(lots),
                fee: Money(units: 1),
                liquidity: .taker,
                time: now,
                number: number
            )
        )
    }

    @Test("takes a name once")
    func once() throws {
        var ledger = try Self.ledger()
        let isNew2 = ledger.note(OrderRequest(id: Self.id, slot: Self.slot, .sell, 1, .market), at: Self.now)
        #expect(!isNew2)
        _ = ledger.apply(Self.report(.cancelled))
        let isNew3 = ledger.note(OrderRequest(id: Self.id, slot: Self.slot, .sell, 1, .market), at: Self.now)
        #expect(!isNew3)
    }

    @Test("books a fill that is reported twice once, and one that comes after the end as well")
    func fills() throws {
        var ledger = try Self.ledger()
        #expect(ledger.openLots(Self.slot, .buy) == 5)
        _ = ledger.apply(Self.report(try Self.fill(2, number: 7)))
        #expect(ledger.apply(Self.report(try Self.fill(2, number: 7))) == .none)
        #expect(ledger[Self.slot].lots == 2 && ledger.openLots(Self.slot, .buy) == 3)
        #expect(ledger.apply(Self.report(.cancelled)) == .ended(.cancelled))
        #expect(ledger.openLots(Self.slot, .buy) == .zero && ledger.openCount == 0)
        _ = ledger.apply(Self.report(try Self.fill(1, number: 8)))
        #expect(ledger[Self.slot].lots == 3 && ledger.order(Self.id)?.filled == 3)
        #expect(ledger[Self.slot].fees == Money(units: 2))
    }

    @Test("a refusal because of a repeated name ends nothing: the first may be alive")
    func duplicate() throws {
        var ledger = try Self.ledger()
        #expect(ledger.apply(Self.report(.rejected(.duplicate))) == .becameUnknown)
        #expect(ledger.isUncertain(Self.slot) && ledger.openLots(Self.slot, .buy) == 5)
        #expect(ledger.apply(Self.report(.state(.working, filled: .zero))) == .accepted)
        #expect(!ledger.isUncertain(Self.slot))
    }

    @Test("an order without an answer stays open and its lots count, until the venue has spoken")
    func unknown() throws {
        var ledger = try Self.ledger()
        _ = ledger.apply(Self.report(.noAnswer))
        #expect(ledger.order(Self.id)?.status == .unknown && ledger.openLots(Self.slot, .buy) == 5)
        #expect(ledger.apply(Self.report(.state(.filled, filled: 5))) == .none, "its fills are not here yet")
        #expect(ledger.isUncertain(Self.slot))
        _ = ledger.apply(Self.report(try Self.fill(5, number: 1)))
        #expect(!ledger.isUncertain(Self.slot) && ledger.order(Self.id)?.status == .filled)
    }

    @Test("an order that the venue never had, and then reports, is open again")
    func slowRequest() throws {
        var ledger = try Self.ledger()
        #expect(ledger.apply(Self.report(.state(.neverArrived, filled: .zero))) == .ended(.neverArrived))
        #expect(ledger.openLots(Self.slot, .buy) == .zero)
        #expect(ledger.apply(Self.report(.accepted)) == .accepted)
        #expect(ledger.openLots(Self.slot, .buy) == 5 && ledger.order(Self.id)?.status == .working)
        #expect(ledger.apply(Self.report(.state(.neverArrived, filled: .zero))) == .ended(.neverArrived))
        _ = ledger.apply(Self.report(try Self.fill(2, number: 1)))
        #expect(ledger[Self.slot].lots == 2 && ledger.openLots(Self.slot, .buy) == 3)
    }

    @Test("says so when the venue speaks of an order that nobody placed, and books its fills")
    func stranger() throws {
        var ledger = OrderLedger(try PaperRig().instruments)
        #expect(ledger.apply(Self.report(.accepted)) == .stranger)
        #expect(ledger.apply(Self.report(try Self.fill(2, number: 1))) == .stranger)
        #expect(ledger[Self.slot].lots == 2)
    }

    @Test("remembers so many ended orders and no more")
    func bounded() throws {
        var ledger = OrderLedger(try PaperRig().instruments, mostRemembered: 10)
        var ids = OrderIDSequence(seed: 3)
        for _ in 0..<1_000 {
            let id = ids.next()
            _ = ledger.note(OrderRequest(id: id, slot: Self.slot, .buy, 1, .market), at: Self.now)
            _ = ledger.apply(
                ExecutionReport(
                    order: id,
                    slot: Self.slot,
                    .cancelled,
                    exchangeTime: Self.now,
                    receivedTime: Self.now
                )
            )
        }
        #expect(ledger.openCount == 0 && ledger.recentOrders.count == 10)
    }
}
