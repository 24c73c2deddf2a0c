import Exchange
import Execution
import Market
import Platform
import Sandbox
import TestKit
import Testing

/// The broker of the sandbox as the house's venue.
@Suite("Broker as a venue", .timeLimit(.minutes(1)))
struct TInvestVenueTests {
    struct Rig {
        let clock: ReplayClock
        let sandbox: SandboxServer
        let http: HTTPClient
        let client: TInvestClient
        let venue: TInvestVenue
        let instrument: InstrumentID
        let instruments: InstrumentTable
        let slot = InstrumentSlot(0)

        init() async throws {
            // 2024-07-15 12:00 Moscow.
            let start = Timestamp(seconds: 1_721_034_000)
            clock = ReplayClock(start: start)
            let log = Log(component: "test", threshold: .critical, clock: clock)
            var options = SandboxOptions()
            options.market.shareCount = 60
            options.market.futuresCount = 40
            let calendar = TradingCalendar(profiles: .exchange, statements: [])
            sandbox = try SandboxServer(options: options, calendar: calendar, clock: clock, log: log)
            var broker = TInvestOptions()
            broker.token = Secret("t.sandbox")
            broker.baseURL = "http://127.0.0.1:\(try sandbox.start())"
            http = HTTPClient(options: broker.connection)
            client = try TInvestClient(options: broker, http: http, clock: clock, log: log)
            let directory = TInvestDirectory(client: client)
            venue = TInvestVenue(
                account: try await TInvestAccount.choose(client),
                client: client,
                directory: directory,
                clock: clock
            )
            instrument = try #require(InstrumentID(.moex, board: "TQBR", SecID("SBER")))
            instruments = InstrumentTable([try await directory.instrument(instrument).facts])
        }

        func plan(_ kind: Fault.Kind, _ method: String, times: Int = 1) {
            var fault = Fault(kind, .brokerMethod(method))
            fault.times = times
            _ = sandbox.setFault(ScheduledFault(fault, from: clock.now))
        }

        func placings() -> Int { sandbox.recorded.count { $0.path.hasSuffix("/PostOrder") } }

        func stop() async {
            await http.shutdown()
            await sandbox.stop()
        }
    }

    private static func request(_ number: UInt64, _ side: Side, _ lots: Lots, _ type: OrderType = .market)
        -> OrderRequest
    {
        OrderRequest(id: OrderID(high: number, low: 1), slot: InstrumentSlot(0), side, lots, type)
    }

    @Test("places, cancels, asks, lists, and knows what is held, in lots")
    func calls() async throws {
        let rig = try await Rig()
        let bought = try await rig.venue.place(Self.request(1, .buy, 3), rig.instrument)
        #expect(bought.status == .filled && bought.instrument == rig.instrument && bought.side == .buy)
        #expect(bought.parts.reduce(0) { $0 + $1.lots.count } == 3 && bought.parts[0].fee > .zero)
        let resting = Self.request(2, .buy, 1, .limit(try #require(Price("\(bought.parts[0].price.units - 5)"))))
        #expect(try await rig.venue.place(resting, rig.instrument).status == .working)
        #expect(try await rig.venue.openOrders().map(\.id) == [resting.id])
        let held = try await rig.venue.positions()
        #expect(held[rig.instrument] == VenuePosition(lots: 3, average: bought.parts[0].price))
        try await rig.venue.cancel(resting.id)
        #expect(try await rig.venue.order(resting.id)?.status == .cancelled)
        #expect(try await rig.venue.order(OrderID(high: 9, low: 9)) == nil)
        await rig.stop()
    }

    @Test(
        "refusals in the house's words",
        arguments: [
            (Self.request(1, .buy, 100_000), .notEnoughFunds), (Self.request(1, .sell, 1), .notEnoughFunds),
            (Self.request(1, .buy, 1, .limit(Price.zero)), .other),
        ] as [(OrderRequest, ExecutionReport.Refusal)]
    )
    func refusals(request: OrderRequest, refusal: ExecutionReport.Refusal) async throws {
        let rig = try await Rig()
        let error = await #expect(throws: VenueError.self) { try await rig.venue.place(request, rig.instrument) }
        #expect(error?.kind == .refused(refusal))
        let unknown = try #require(InstrumentID(.moex, SecID("NOPE")))
        let nobody = await #expect(throws: VenueError.self) { try await rig.venue.place(request, unknown) }
        #expect(nobody?.kind == .refused(.unknownInstrument))
        await rig.stop()
    }

    @Test(
        "through the journal an order is at the broker once and in the books as it filled, whatever is lost",
        arguments: [.hangAfter, .lostAnswer, .resetAfter, .partialCancel, .internalNumber, .hang] as [Fault.Kind]
    )
    func journaled(kind: Fault.Kind) async throws {
        let rig = try await Rig()
        let folder = try TemporaryFolder(prefix: "venue", isInMemory: true)
        defer { folder.remove() }
        let journal = try Journal(folder: folder.path + "/journal")
        let execution = JournaledExecution(
            RestoredExecution(journal, rig.instruments, now: rig.clock.now),
            log: journal,
            venue: rig.venue,
            clock: rig.clock
        )
        rig.plan(kind, "PostOrder")
        let order = try #require(try await execution.place(Self.request(1, .buy, 4)))
        #expect(rig.placings() == 1)
        let filled: Lots = kind == .hang ? 0 : kind == .partialCancel ? 2 : 4
        #expect(order.filled == filled)
        #expect(order.status == (kind == .hang ? .neverArrived : kind == .partialCancel ? .cancelled : .filled))
        let held = try await rig.venue.positions()[rig.instrument]?.lots ?? .zero
        #expect(await execution.ledger[rig.slot].lots == held && held == filled)
        let reconciliation = try #require(try await execution.reconcile())
        #expect(reconciliation.isClean)
        await journal.close()
        await rig.stop()
    }

    @Test("the engine's gateway reports what the broker did, in order")
    func gateway() async throws {
        let rig = try await Rig()
        let gateway = VenueGateway(rig.instruments, rig.venue, clock: rig.clock)
        let running = Task { await gateway.run() }
        func next(_ count: Int) async -> [ExecutionReport.Event] {
            var events: [ExecutionReport.Event] = []
            while events.count < count {
                if let report = gateway.nextReport(until: rig.clock.now) {
                    events.append(report.event)
                } else {
                    await Task.yield()
                }
            }
            return events
        }
        gateway.submit(Self.request(1, .buy, 2), at: rig.clock.now)
        let bought = await next(2)
        guard case .filled(let fill) = bought[0] else { throw Unexpected() }
        #expect(fill.lots == 2 && bought[1] == .state(.filled, filled: 2))
        rig.plan(.lostAnswer, "PostOrder")
        let unclear = Self.request(2, .sell, 1)
        gateway.submit(unclear, at: rig.clock.now)
        #expect(await next(1) == [.noAnswer])
        gateway.ask(about: unclear.id, of: rig.slot, at: rig.clock.now)
        #expect(await next(2)[1] == .state(.filled, filled: 1))
        gateway.ask(about: OrderID(high: 9, low: 9), of: rig.slot, at: rig.clock.now)
        // Said once it may be that the broker's own parts have not heard of it yet.
        #expect(await next(1) == [.noAnswer])
        gateway.ask(about: OrderID(high: 9, low: 9), of: rig.slot, at: rig.clock.now)
        #expect(await next(1) == [.state(.neverArrived, filled: .zero)])
        gateway.cancel(unclear.id, of: rig.slot, at: rig.clock.now)
        // It has ended already, which the answer does not say: so it is asked for.
        let late = await next(3)
        #expect(late[0] == .cancelRefused && late[2] == .state(.filled, filled: 1))
        gateway.submit(Self.request(3, .buy, 100_000), at: rig.clock.now)
        #expect(await next(1) == [.rejected(.notEnoughFunds)])
        running.cancel()
        await running.value
        await rig.stop()
    }

    private struct Unexpected: Error {}
}
