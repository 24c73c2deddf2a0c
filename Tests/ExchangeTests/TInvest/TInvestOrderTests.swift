import Exchange
import Market
import Platform
import Sandbox
import TestKit
import Testing

@Suite("Broker's orders by the client", .timeLimit(.minutes(1)))
struct TInvestOrderTests {
    struct Rig {
        let fixture: TInvestFixture
        let orders: TInvestOrders
        let sber: TInvestInstrument
        var ids = OrderIDSequence(seed: 5)

        init() async throws {
            fixture = try TInvestFixture()
            orders = TInvestOrders(account: TInvestFixture.account, client: fixture.client)
            sber = try await TInvestDirectory(client: fixture.client).instrument(try #require(TInvestFixture.sber))
        }

        mutating func request(_ side: Side, _ lots: Lots, _ type: OrderType) -> OrderRequest {
            OrderRequest(id: ids.next(), slot: InstrumentSlot(0), side, lots, type)
        }

        func best() async throws -> (bid: Price, ask: Price) {
            let book = try await TInvestMarket(client: fixture.client).book(sber).book
            return (try #require(book.bestBid).price, try #require(book.bestAsk).price)
        }
    }

    @Test("a bounded order fills at once; its trades, fee and key come back")
    func immediate() async throws {
        var rig = try await Rig()
        let best = try await rig.best()
        let request = rig.request(.buy, 2, .immediateOrCancel(best.ask))
        let placed = try await rig.orders.place(request, rig.sber)
        #expect(placed.status == .filled && placed.executed == 2 && placed.key == request.id.description)
        let state = try #require(try await rig.orders.state(key: request.id.description))
        #expect(state.stages.count == 1 && state.stages[0].price == best.ask && state.stages[0].lots == 2)
        // Two lots of ten at 0.05 %.
        #expect(state.commission == Money(attos: Int128(best.ask.nanos) * 20 / 2_000 * 1_000_000_000))
        let held = try await TInvestAccount(id: TInvestFixture.account, client: rig.fixture.client).holdings()
        #expect(held.map(\.uid) == [rig.sber.uid] && held.map(\.pieces) == [20])
        await rig.fixture.stop()
    }

    @Test("a resting order is listed, cancelled by its key, and a second cancellation says to ask")
    func resting() async throws {
        var rig = try await Rig()
        let low = try rig.sber.facts.priceStep.moved(try await rig.best().bid, by: -200)
        let request = rig.request(.buy, 1, .limit(low))
        #expect(try await rig.orders.place(request, rig.sber).isOpen)
        #expect(try await rig.orders.active().map(\.key) == [request.id.description])
        try await rig.orders.cancel(key: request.id.description)
        #expect(try await rig.orders.active().isEmpty)
        let late = await #expect(throws: TInvestError.self) { try await rig.orders.cancel(key: request.id.description) }
        #expect(late?.action == .askState && late?.mayHaveBeenDone == false)
        #expect(try await rig.orders.state(key: request.id.description)?.status == .cancelled)
        await rig.fixture.stop()
    }

    @Test(
        "an order is sent once, whatever goes wrong, and a question tells what became of it",
        arguments: [
            (.hangAfter, true), (.lostAnswer, true), (.resetAfter, true), (.hang, false), (.resetBefore, false),
            (.serverError, false), (.html502, false),
        ] as [(Fault.Kind, Bool)]
    )
    func lost(kind: Fault.Kind, hasArrived: Bool) async throws {
        var rig = try await Rig()
        rig.fixture.plan(kind, "PostOrder")
        let request = rig.request(.buy, 1, .market)
        let error = await #expect(throws: TInvestError.self) { try await rig.orders.place(request, rig.sber) }
        #expect(error?.mayHaveBeenDone == true && error?.action == .retryOrAsk)
        #expect(rig.fixture.calls("PostOrder") == 1)
        let state = try await rig.orders.state(key: request.id.description)
        #expect((state != nil) == hasArrived)
        // Sent again under its key it is found, or done now: never twice.
        let again = try await rig.orders.place(request, rig.sber)
        #expect(again.status == .filled && again.executed == 1)
        let held = try await TInvestAccount(id: TInvestFixture.account, client: rig.fixture.client).holdings()
        #expect(held.map(\.pieces) == [10])
        await rig.fixture.stop()
    }

    @Test(
        "refusals that did nothing say so",
        arguments: [
            (.rateLimited, .slowDown), (.forbidden, .stopTrading), (.unauthorized, .stopTrading),
        ] as [(Fault.Kind, BrokerAction)]
    )
    func refused(kind: Fault.Kind, action: BrokerAction) async throws {
        var rig = try await Rig()
        rig.fixture.plan(kind, "PostOrder")
        let request = rig.request(.buy, 1, .market)
        let error = await #expect(throws: TInvestError.self) { try await rig.orders.place(request, rig.sber) }
        #expect(error?.mayHaveBeenDone == false && error?.action == action)
        #expect(try await rig.orders.state(key: request.id.description) == nil)
        await rig.fixture.stop()
    }

    @Test("half an order, and a number that the exchange does not have")
    func halves() async throws {
        var rig = try await Rig()
        rig.fixture.plan(.partialCancel, "PostOrder")
        let half = try await rig.orders.place(rig.request(.buy, 4, .market), rig.sber)
        #expect(half.status == .cancelled && half.executed == 2)
        rig.fixture.plan(.internalNumber, "PostOrder")
        let request = rig.request(.buy, 1, .market)
        let placed = try await rig.orders.place(request, rig.sber)
        let state = try #require(try await rig.orders.state(key: request.id.description))
        #expect(placed.number != state.number && placed.key == state.key)
        await rig.fixture.stop()
    }
}
