import Exchange
import Market
import Platform
import Sandbox
import TestKit
import Testing

/// The client's streams against the sandbox's, over real sockets, on a clock that runs sixty times as fast.
@Suite("Broker's streams", .timeLimit(.minutes(1)))
struct TInvestStreamTests {
    struct Rig {
        let clock: ScaledClock
        let sandbox: SandboxServer
        let http = HTTPClient()
        let client: TInvestClient
        let options: TInvestOptions
        let sber: TInvestInstrument

        init(token: String = "t.sandbox") async throws {
            clock = ScaledClock(start: start + .hours(2), speed: 60)
            var sandboxOptions = SandboxOptions()
            sandboxOptions.market.shareCount = 60
            sandboxOptions.market.futuresCount = 40
            let calendar = TradingCalendar(profiles: .exchange, statements: [])
            sandbox = try SandboxServer(options: sandboxOptions, calendar: calendar, clock: clock, log: .silent)
            var options = TInvestOptions()
            options.token = Secret(token)
            options.baseURL = "http://127.0.0.1:\(try sandbox.start())"
            self.options = options
            client = try TInvestClient(options: options, http: http, clock: clock, log: .silent)
            sber = try await TInvestDirectory(client: client).instrument(try #require(TInvestFixture.sber))
        }

        /// The stream's events, and the task that keeps it open.
        func follow(_ topic: TInvestStream.Topic, channels: BrokerChannels? = nil) throws -> (
            AsyncStream<TInvestStream.Event>, Task<any Error, Never>
        ) {
            let (events, continuation) = AsyncStream<TInvestStream.Event>.makeStream()
            // Two seconds of the machine's time, which may be busy.
            var limits = TInvestStream.Options()
            limits.answerTimeout = .seconds(120)
            limits.silence = .seconds(120)
            let stream = try TInvestStream(
                topic,
                options: options,
                limits: limits,
                channels: channels,
                clock: clock,
                log: .silent
            ) {
                continuation.yield($0)
            }
            let running = Task { () -> any Error in
                do {
                    try await stream.run()
                    return CancellationError()
                } catch {
                    return error
                }
            }
            return (events, running)
        }

        func plan(_ kind: Fault.Kind, times: Int? = 1) -> Int {
            var fault = Fault(kind, .broker)
            fault.times = times
            return sandbox.setFault(ScheduledFault(fault, from: clock.now))
        }

        func stop() async {
            await http.shutdown()
            await sandbox.stop()
        }
    }

    private func subscriptions(_ rig: Rig) -> TInvestStream.Topic {
        var subscriptions = TInvestSubscriptions()
        subscriptions.books[rig.sber.uid] = 20
        subscriptions.trades = [rig.sber.uid]
        subscriptions.statuses = [rig.sber.uid]
        return .marketData(subscriptions)
    }

    @Test("books, trades and a status come, and the book is the one that is told when asked")
    func market() async throws {
        let rig = try await Rig()
        let (events, running) = try rig.follow(subscriptions(rig))
        var (books, trades, statuses, openings) = (0, 0, 0, 0)
        for await event in events {
            switch event {
            case .opened: openings += 1
            case .message(.book(let uid, let book)):
                #expect(uid == rig.sber.uid && book.book.shape == .open && book.book.bids.count == 20)
                #expect(book.time != nil && book.limits != nil)
                books += 1
            case .message(.trade(let uid, _, let price, let lots, _)):
                #expect(uid == rig.sber.uid && price > .zero && lots > .zero)
                trades += 1
            case .message(.status(_, let isOpen)):
                #expect(isOpen)
                statuses += 1
            case .message(.subscribed(let taken, let refused)): #expect(taken == [rig.sber.uid] && refused.isEmpty)
            case .message(.unknown), .broken, .moved: Issue.record("\(event)")
            case .message: break
            }
            if books > 5, trades > 0, statuses > 0 { break }
        }
        #expect(openings == 1)
        running.cancel()
        #expect(await running.value is CancellationError)
        await rig.stop()
    }

    @Test("a main way that is dead is left for the reserve at once, and tried again after so many messages")
    func channels() async throws {
        let rig = try await Rig()
        var options = ChannelFailover.Options(
            // An address that this machine does not have.
            main: ChannelFailover.Channel(name: "fiber", interface: "host!192.0.2.1"),
            reserve: ChannelFailover.Channel(name: "lte", interface: "host!127.0.0.1")
        )
        options.recoveryMessages = 5
        let channels = BrokerChannels(options, connection: rig.options.connection)
        let (events, running) = try rig.follow(subscriptions(rig), channels: channels)
        var told: [String] = []
        var messages = 0
        for await event in events {
            switch event {
            case .opened: told.append("opened")
            case .broken: told.append("broken")
            case .moved(let change): told.append("\(change.channel.name)")
            case .message: messages += 1
            }
            if told.count == 9 { break }
        }
        // Ten on the second visit, since the main way had not come back.
        #expect(told == ["broken", "lte", "opened", "fiber", "broken", "broken", "lte", "opened", "fiber"])
        #expect(messages == 15)
        let client = try TInvestClient(
            options: rig.options,
            http: rig.http,
            channels: channels,
            clock: rig.clock,
            log: .silent
        )
        await #expect(throws: TInvestError.self) { try await client.call(.tariff) }
        running.cancel()
        _ = await running.value
        await channels.shutdown()
        await rig.stop()
    }

    @Test("the first word of an order has another number than the last; trades come in lots")
    func orders() async throws {
        let rig = try await Rig()
        let (events, running) = try rig.follow(.orders(account: TInvestFixture.account))
        var words: [TInvestOrderEvent] = []
        let request = OrderRequest(id: OrderID(high: 1, low: 2), slot: InstrumentSlot(0), .buy, 3, .market)
        for await event in events {
            if case .opened = event {
                _ = try await TInvestOrders(account: TInvestFixture.account, client: rig.client).place(
                    request,
                    rig.sber
                )
            }
            if case .message(.order(let order)) = event { words.append(order) }
            if words.last?.isOver == true { break }
        }
        let last = try #require(words.last)
        #expect(words.allSatisfy { $0.key == request.id.description } && words.first?.number != last.number)
        #expect(last.status == .filled && last.executed == 3 && last.left == 0)
        #expect(last.stages.reduce(0) { $0 + $1.lots.count } == 3)
        running.cancel()
        await rig.stop()
    }

    @Test("positions are told when they change")
    func positions() async throws {
        let rig = try await Rig()
        let (events, running) = try rig.follow(.positions(account: TInvestFixture.account))
        let request = OrderRequest(id: OrderID(high: 1, low: 3), slot: InstrumentSlot(0), .buy, 1, .market)
        var told = 0
        for await event in events {
            if case .message(.positions(let account)) = event {
                #expect(account == TInvestFixture.account)
                told += 1
                if told > 1 { break }
                // The first are those at the opening.
                _ = try await TInvestOrders(account: TInvestFixture.account, client: rig.client).place(
                    request,
                    rig.sber
                )
            }
        }
        running.cancel()
        await rig.stop()
    }

    @Test(
        "a stream that breaks, falls silent or is closed is opened and subscribed again",
        arguments: [
            .streamDrop, .streamSilent, .streamLimit,
        ] as [Fault.Kind]
    )
    func reopening(kind: Fault.Kind) async throws {
        let rig = try await Rig()
        let (events, running) = try rig.follow(subscriptions(rig))
        var (openings, breaks, fault) = (0, 0, 0)
        var booksBehind = 0
        for await event in events {
            switch event {
            case .opened:
                openings += 1
                // Silence lasts until the stream is given up.
                if openings == 1 { fault = rig.plan(kind, times: kind == .streamSilent ? nil : 1) }
            case .broken:
                breaks += 1
                _ = rig.sandbox.endFault(fault)
            case .message(.book): booksBehind += openings == 2 ? 1 : 0
            case .message, .moved: break
            }
            if booksBehind > 1 { break }
        }
        #expect(openings == 2 && breaks == 1)
        running.cancel()
        await rig.stop()
    }

    @Test("events that come twice or out of order are the same trades")
    func duplicates() async throws {
        let rig = try await Rig()
        _ = rig.plan(.duplicateEvents, times: nil)
        _ = rig.plan(.shuffledEvents, times: nil)
        let (events, running) = try rig.follow(.orders(account: TInvestFixture.account))
        let request = OrderRequest(id: OrderID(high: 1, low: 2), slot: InstrumentSlot(0), .buy, 3, .market)
        var trades: [String: Lots] = [:]
        var words = 0
        for await event in events {
            if case .opened = event {
                _ = try await TInvestOrders(account: TInvestFixture.account, client: rig.client).place(
                    request,
                    rig.sber
                )
            }
            guard case .message(.order(let order)) = event else { continue }
            words += 1
            for stage in order.stages { trades[stage.trade] = stage.lots }
            if words >= 4 { break }
        }
        #expect(trades.values.reduce(0) { $0 + $1.count } == 3)
        running.cancel()
        await rig.stop()
    }

    @Test("a wrong token ends it for good, with what to do")
    func token() async throws {
        let rig = try await Rig()
        var options = rig.options
        options.token = Secret("t.wrong")
        let stream = try TInvestStream(subscriptions(rig), options: options, clock: rig.clock, log: .silent) { _ in }
        let error = await #expect(throws: TInvestError.self) { try await stream.run() }
        #expect(error?.kind == .unauthorized && error?.detail.contains("TINVEST_TOKEN") == true)
        await rig.stop()
    }
}

@Suite("Broker's stream messages")
struct TInvestStreamMessageTests {
    @Test("three hundred subscriptions are asked for in chunks, the ping first, the same every time")
    func chunks() {
        var subscriptions = TInvestSubscriptions()
        for number in 0..<180 { subscriptions.books["uid-\(number)"] = number % 2 == 0 ? 10 : 20 }
        subscriptions.trades = Set((0..<120).map { "uid-\($0)" })
        let requests = subscriptions.requests()
        #expect(subscriptions.count == 300 && requests.count == 1 + 2 + 2)
        #expect(requests[0]["pingSettings"] != nil && requests == subscriptions.requests())
        let instruments = requests.dropFirst().flatMap { $0.members?[0].value["instruments"]?.array ?? [] }
        #expect(instruments.count == 300)
    }

    @Test("waits double up to half a minute, are two minutes behind a limit, and begin anew after a word")
    func backoff() {
        var backoff = StreamBackoff()
        let waits = (0..<7).map { _ in backoff.failed(isLimit: false) }
        #expect(waits == [1, 2, 4, 8, 16, 30, 30].map { .seconds($0) })
        #expect(backoff.failed(isLimit: true) == .seconds(120))
        backoff.succeeded()
        #expect(backoff.failed(isLimit: false) == .seconds(1))
    }

    @Test("nonsense is an error, what is new is unknown, an error of the broker keeps its figures")
    func nonsense() throws {
        for text in ["", "[", "{\"orderbook\":5}", "{\"trade\":{}}", "{\"orderState\":{}}"] {
            #expect(throws: TInvestError.self, "\(text)") { try TInvestStreamMessage(text) }
        }
        guard case .unknown = try TInvestStreamMessage("{\"openInterest\":{}}") else {
            Issue.record("not unknown")
            return
        }
        let error = #expect(throws: TInvestError.self) {
            try TInvestStreamMessage(#"{"code":8,"message":"limit","description":"80001"}"#)
        }
        #expect(error?.code == 80_001 && error?.action == .reopenStream)
    }

    @Test("ten thousand broken frames give messages or errors")
    func fuzz() {
        let good = [
            #"{"orderbook":{"depth":2,"bids":[{"price":{"units":"301","nano":250000000},"quantity":"40"}],"asks":[],"time":"2026-11-20T09:00:00Z","instrumentUid":"u"}}"#,
            #"{"orderState":{"orderId":"1","orderRequestId":"k","executionReportStatus":"EXECUTION_REPORT_STATUS_FILL","lotsLeft":"0","trades":[{"price":{"units":"1"},"quantity":"10","tradeId":"t"}]}}"#,
            #"{"subscribeOrderBookResponse":{"orderBookSubscriptions":[{"subscriptionStatus":"SUBSCRIPTION_STATUS_SUCCESS"}]}}"#,
        ].map { Array($0.utf8) }
        var state: UInt64 = 42
        func next(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        var (read, refused) = (0, 0)
        for _ in 0..<10_000 {
            var bytes = good[next(good.count)]
            for _ in 0..<next(4) { bytes[next(bytes.count)] = UInt8(32 + next(95)) }
            do throws(TInvestError) {
                _ = try TInvestStreamMessage(String(decoding: bytes, as: UTF8.self))
                read += 1
            } catch {
                refused += 1
            }
        }
        #expect(read > 1_000 && refused > 1_000)
    }
}
