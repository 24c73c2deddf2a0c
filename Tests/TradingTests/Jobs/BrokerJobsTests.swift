import Analytics
import Exchange
import Execution
import Market
import Platform
import Sandbox
import Store
import TestKit
import Testing
import Trading

/// The jobs with orders for the sandbox's broker, over loopback.
@Suite("The jobs that decide, at a broker", .timeLimit(.minutes(2)))
struct BrokerJobsTests {
    /// A broker who sells one share at its price of noon, and the jobs of somebody who wants it on day 71.
    private struct World {
        let sandbox: SandboxServer
        let http: HTTPClient
        /// The account beside the jobs, as its owner sees it.
        let venue: TInvestVenue
        let instrument: InstrumentID
        let rig: PortfolioRig

        /// - Parameters:
        ///   - lotSize: as the exchange lists it; the broker's is 10.
        ///   - fall: the price of day 72, as a part of the quiet one.
        init(lotSize: Int = 10, fall: Double = 0.94) async throws {
            // 2024-07-15 12:00 Moscow.
            let clock = ReplayClock(start: Timestamp(seconds: 1_721_034_000))
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
            let client = try TInvestClient(options: broker, http: http, clock: clock, log: log)
            let directory = TInvestDirectory(client: client)
            venue = TInvestVenue(
                account: try await TInvestAccount.choose(client),
                client: client,
                directory: directory,
                clock: clock
            )
            instrument = try #require(InstrumentID(.moex, board: "TQBR", SecID("SBER")))
            let listed = try await directory.instrument(instrument)
            let prices = try await TInvestMarket(client: client).lastPrices([listed])
            let quiet = try #require(prices[listed.uid]?.price.double)
            func bar(_ day: Int, _ low: Double, _ high: Double, _ close: Double, volume: Double = 1_000) -> Bar {
                DailyBars.bar(day, quiet * close, quiet * high, quiet * low, quiet * close, volume: volume)
            }
            let bars =
                (0..<70).map { bar($0, 0.99, 1.01, 1) } + [
                    bar(70, 1, 1.03, 1.03, volume: 2_000), bar(71, 0.99, 1.01, 1),
                    bar(72, fall * 0.99, fall * 1.01, fall), bar(73, fall * 0.99, fall * 1.01, fall),
                ]
            rig = try PortfolioRig(
                ["SBER": bars, "B": (0..<74).map { DailyBars.bar($0, 50, 51, 49, 50, volume: 1_000) }],
                lotSize: lotSize,
                broker: BrokerDesk(client: client, clock: clock)
            )
            for day in 0...70 { _ = try await rig.evening(day) }
            #expect(try await rig.run(.signalGeneration, 71).contains("buy SBER; sell none"))
        }

        @discardableResult
        func look(_ day: Int, at hour: Double = 12, isCutOff: Bool = false) async throws -> String {
            try await rig.run(.positionMonitoring, day, at: hour, isCutOff: isCutOff)
        }

        func fills() async throws -> [PortfolioFill] { try await rig.store.portfolio.fills(of: rig.key) }

        func signal() async throws -> TradeSignal {
            let signals = try await rig.store.portfolio.signals(of: rig.key, on: DailyBars.day(71))
            return try #require(signals.first { $0.obstacle != .otherStrategy })
        }

        /// Lots that the account holds.
        func held() async throws -> Lots { try await venue.positions()[instrument]?.lots ?? .zero }

        func placings() -> Int { sandbox.recorded.count { $0.path.hasSuffix("/PostOrder") } }

        func plan(_ kind: Fault.Kind, _ method: String = "PostOrder", times: Int = 1) {
            var fault = Fault(kind, .brokerMethod(method))
            fault.times = times
            _ = sandbox.setFault(ScheduledFault(fault, from: Timestamp(seconds: 1_721_034_000)))
        }

        func stop() async {
            await rig.store.close()
            await http.shutdown()
            await sandbox.stop()
        }
    }

    @Test("a signal becomes an order, its fills the portfolio's, and a stop sells what the account holds")
    func days() async throws {
        let world = try await World()
        #expect(world.rig.key.owner == "default_user (live)")
        let bought = try await world.look(71)
        #expect(bought.hasPrefix("bought SBER ") && !bought.contains("NOT DONE"), "\(bought)")
        let lots = try await world.held()
        var fills = try await world.fills()
        #expect(lots > .zero && fills.lots == lots && fills.allSatisfy { $0.fee > .zero })
        #expect(try await world.signal().outcome == .filled)
        // Another look asks, and sends nothing.
        #expect(try await world.look(71, at: 13).hasPrefix("1 positions"))
        #expect(world.placings() == 1)
        _ = try await world.rig.evening(71)
        #expect(try await world.look(72).contains("(stop); 0 positions"))
        #expect(try await world.held() == .zero && world.placings() == 2)
        fills = try await world.fills()
        #expect(Set(fills.map(\.cause)) == [.signal, .stop])
        // What the account has paid and got, to the kopeck.
        let cash = fills.reduce(Money(units: 1_000_000)) { sum, fill in
            let value = Money(fill.price, fill.lots, lotValue: Price(lotOf: fill.lotSize))
            return (fill.side == .buy ? sum - value : sum + value) - fill.fee
        }
        #expect(try await world.rig.store.portfolio.equity(of: world.rig.key).last?.equity == cash)
        await world.stop()
    }

    @Test(
        "whatever is lost on the way, the order is at the broker once and in the portfolio as it was filled",
        arguments: [.hangAfter, .lostAnswer, .resetAfter, .hang, .partialCancel, .internalNumber] as [Fault.Kind]
    )
    func lost(_ kind: Fault.Kind) async throws {
        let world = try await World()
        world.plan(kind)
        let first = try await world.look(71)
        let isUnclear = ![.partialCancel, .internalNumber].contains(kind)
        #expect(first.contains("NOT DONE") == (kind != .internalNumber), "\(first)")
        #expect(try await world.fills().isEmpty == isUnclear)
        _ = try await world.look(71, at: 13)
        let held = try await world.held()
        #expect(try await world.fills().lots == held && held > .zero)
        #expect(try await world.signal().outcome == .filled)
        // The broker has never seen the first of two where it hung before it was taken.
        #expect(world.placings() == (kind == .hang ? 2 : 1))
        await world.stop()
    }

    @Test("a look that is cut off before it is stored is made good by the next one, purchase and sale")
    func cutOff() async throws {
        let world = try await World()
        try await world.look(71, isCutOff: true)
        let bought = try await world.held()
        #expect(bought > .zero && world.placings() == 1)
        #expect(try await world.fills().isEmpty)
        try await world.look(71, at: 13)
        #expect(try await world.fills().lots == bought && world.placings() == 1)
        try await world.look(72, isCutOff: true)
        #expect(try await world.held() == .zero && world.placings() == 2)
        #expect(try await world.look(72, at: 13).contains("(stop); 0 positions"))
        #expect(try await Set(world.fills().map(\.cause)) == [.signal, .stop])
        #expect(world.placings() == 2)
        await world.stop()
    }

    @Test(
        "a person's halt of the portfolio on paper holds for real money too",
        arguments: [Halt.Level.reduceOnly, .stopped]
    )
    func halted(_ level: Halt.Level) async throws {
        let world = try await World()
        try await world.look(71)
        let lots = try await world.held()
        let paper = PortfolioKey(owner: "default_user", market: .moex)
        let halt = Halt(.person, level, until: .person, who: "1001 Anna", why: "", since: world.rig.clock.now)
        _ = try await world.rig.store.portfolio.halt([paper], halt) { key, _, _ in
            AuditEntry(at: halt.since, actor: halt.who, action: .portfolioHalt, object: key.owner, result: .done)
        }
        try await world.look(72)
        // Exits go on, unless nothing at all may be sent.
        #expect(try await world.held() == (level == .stopped ? lots : .zero))
        #expect(world.placings() == (level == .stopped ? 1 : 2))
        await world.stop()
    }

    @Test("a purchase that yesterday's last look has lost is found the next day")
    func yesterday() async throws {
        let world = try await World(fall: 1)
        world.plan(.lostAnswer)
        #expect(try await world.look(71).contains("NOT DONE"))
        #expect(try await world.look(72).contains("1 positions"))
        let fills = try await world.fills()
        #expect(fills.lots == (try await world.held()))
        #expect(fills.allSatisfy { $0.date == DailyBars.day(71) } && world.placings() == 1)
        #expect(try await world.signal().outcome == .filled)
        await world.stop()
    }

    @Test("nothing beyond what the account holds is sold, and the chat hears of it once a day")
    func foreign() async throws {
        let world = try await World()
        _ = try await world.look(71)
        let lots = try await world.held()
        let own = OrderRequest(id: OrderID(high: 7, low: 7), slot: InstrumentSlot(0), .sell, lots, .market)
        _ = try await world.venue.place(own, world.instrument)
        for hour in [12.0, 13] {
            let said = try await world.look(72, at: hour)
            #expect(said.contains("NOT DONE: SBER: the account holds 0 lots"), "\(said)")
        }
        #expect(try await world.held() == .zero && world.placings() == 2)
        let told = try await world.rig.store.outbox.messages(.queued, limit: 20).map(\.draft.dedupeKey)
        #expect(told.count { $0.hasPrefix("portfolio:order:") } == 1, "\(told)")
        await world.stop()
    }

    @Test("lots that are not the broker's send nothing; an exchange that is silent fails the run")
    func refused() async throws {
        let world = try await World(lotSize: 1)
        let said = try await world.look(71)
        #expect(said.contains("the broker's lot is 10, that of the portfolio 1: nothing was sent"), "\(said)")
        #expect(world.placings() == 0)
        #expect(try await world.fills().isEmpty)
        world.plan(.serverError, "GetOrderState", times: 100)
        await #expect(throws: VenueError.self) { try await world.look(71, at: 13) }
        #expect(world.placings() == 0)
        await world.stop()
    }
}

extension [PortfolioFill] {
    fileprivate var lots: Lots { Lots(reduce(0) { $0 + $1.lots.count }) }
}
