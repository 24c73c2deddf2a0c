import Execution
import Market
import TestKit
import Testing

@Suite("Paper venue")
struct PaperVenueTests {
    private static func limit(_ price: String) throws -> OrderType { .limit(try Price(text: price)) }
    private static func ioc(_ price: String) throws -> OrderType { .immediateOrCancel(try Price(text: price)) }

    /// Every event in short.
    private static func words(_ reports: [ExecutionReport]) -> [String] {
        reports.map { report in
            switch report.event {
            case .accepted: "accepted"
            case .rejected(let reason): "rejected \(reason)"
            case .filled(let fill): "\(fill.liquidity) \(fill.lots)@\(fill.price)"
            case .cancelled: "cancelled"
            case .cancelRefused: "cancel refused"
            case .state(let status, let filled): "\(status) \(filled)"
            case .noAnswer: "no answer"
            }
        }
    }

    @Test("fills a market order level by level, and takes nothing that the book does not show")
    func marketOrder() throws {
        let rig = try PaperRig()
        try rig.snapshot(bids: [("99.99", 5)], asks: [("100.01", 3), ("100.02", 4), ("100.05", 2)])
        rig.submit(.buy, 8, .market)
        #expect(
            Self.words(rig.received()) == ["accepted", "taker 3@100.01", "taker 4@100.02", "taker 1@100.05"]
        )
        rig.submit(.buy, 5, .market)
        #expect(Self.words(rig.received()) == ["accepted", "taker 1@100.05", "cancelled"])
        try rig.set(.ask, "100.01", 2)
        rig.submit(.buy, 5, .market)
        #expect(rig.fills() == ["2@100.01"], "a level that shows another size is there anew, the others are not")
    }

    @Test("cancels what an immediate order does not get at its price")
    func immediate() throws {
        let rig = try PaperRig()
        try rig.snapshot(bids: [("99.99", 5)], asks: [("100.01", 3), ("100.02", 4)])
        rig.submit(.buy, 5, try Self.ioc("100.01"))
        #expect(Self.words(rig.received()) == ["accepted", "taker 3@100.01", "cancelled"])
    }

    @Test("lets those who came before trade first")
    func queue() throws {
        let rig = try PaperRig()
        try rig.snapshot(bids: [("99.99", 5)], asks: [("100.01", 3)])
        rig.submit(.buy, 4, try Self.limit("99.99"))
        try rig.trade("99.99", 5, .sell)
        #expect(rig.fills().isEmpty)
        try rig.trade("99.99", 3, .sell)
        #expect(rig.fills() == ["3@99.99"])
        try rig.trade("99.98", 9, .sell)
        #expect(rig.fills() == ["1@99.99"], "a trade below the price must have met the order first")
        #expect(rig.venue.restingCount == 0)
    }

    @Test("shares a trade's volume among the house's own orders once")
    func volume() throws {
        let rig = try PaperRig()
        try rig.snapshot(bids: [("99.99", 5)], asks: [("100.01", 3)])
        rig.submit(.buy, 4, try Self.limit("100"))
        rig.submit(.buy, 4, try Self.limit("99.99"))
        try rig.trade("99.99", 8, .sell)
        #expect(rig.fills() == ["4@100"], "of eight lots four met the better price and four of five others")
        try rig.trade("99.99", 2, .sell)
        #expect(rig.fills() == ["1@99.99"])
    }

    @Test(
        "does not count a trade again when its level shrinks",
        arguments: [QueueModel.conservative, .power(1), .logarithm]
    )
    func noDoubleCount(model: QueueModel) throws {
        var options = PaperOptions()
        options.queue = model
        let rig = try PaperRig(options)
        try rig.snapshot(bids: [("99.99", 10)], asks: [("100.01", 3)])
        rig.submit(.buy, 1, try Self.limit("99.99"))
        try rig.set(.bid, "99.99", 20)
        try rig.trade("99.99", 4, .sell)
        try rig.set(.bid, "99.99", 16)
        try rig.trade("99.99", 6, .sell)
        #expect(rig.fills().isEmpty, "ten stood before it, and exactly ten have traded")
        try rig.trade("99.99", 1, .sell)
        #expect(rig.fills() == ["1@99.99"])
    }

    @Test("keeps an order's place through snapshots, and when its level leaves the view")
    func snapshots() throws {
        let rig = try PaperRig(levels: 2)
        try rig.snapshot(bids: [("99.99", 5), ("99.98", 9)], asks: [("100.01", 3)])
        rig.submit(.buy, 2, try Self.limit("99.98"))
        for _ in 0..<3 { try rig.snapshot(bids: [("99.99", 5), ("99.98", 30)], asks: [("100.01", 3)]) }
        try rig.snapshot(bids: [("100", 5), ("99.99", 5)], asks: [("100.01", 3)])
        try rig.snapshot(bids: [("99.99", 5), ("99.98", 30)], asks: [("100.01", 3)])
        try rig.trade("99.98", 9, .sell)
        #expect(rig.fills().isEmpty)
        try rig.trade("99.98", 1, .sell)
        #expect(rig.fills() == ["1@99.98"])
    }

    @Test("an order beyond the book's view has all that appears there before it")
    func beyondView() throws {
        let rig = try PaperRig(levels: 1)
        try rig.snapshot(bids: [("99.99", 5)], asks: [("100.01", 3)])
        rig.submit(.buy, 2, try Self.limit("99.9"))
        try rig.trade("99.9", 50, .sell)
        #expect(rig.fills().isEmpty)
        try rig.snapshot(bids: [("99.9", 7)], asks: [("100.01", 3)])
        try rig.trade("99.9", 8, .sell)
        #expect(rig.fills() == ["1@99.9"])
    }

    @Test("fills what the other side's levels have reached, at the waiting price and as far as they go")
    func crossing() throws {
        let rig = try PaperRig()
        try rig.snapshot(bids: [("99.99", 5)], asks: [("100.03", 3)])
        rig.submit(.buy, 4, try Self.limit("100"))
        try rig.set(.ask, "100", 3)
        #expect(rig.fills() == ["3@100"])
        try rig.snapshot(bids: [("99.99", 5)], asks: [("100", 3), ("100.03", 3)])
        #expect(rig.fills().isEmpty, "the same three lots are not there twice")
        try rig.snapshot(bids: [("99.97", 5)], asks: [("99.98", 3), ("100.03", 3)])
        #expect(rig.fills() == ["1@100"])
    }

    @Test("takes feed, entry and answer their time, an order meets the book of its arrival")
    func latency() throws {
        var options = PaperOptions()
        options.latency = .constant(feed: .milliseconds(1), entry: .milliseconds(30), response: .milliseconds(20))
        let rig = try PaperRig(options)
        try rig.snapshot(bids: [("99.99", 5)], asks: [("100.01", 3)])
        rig.submit(.buy, 3, .market)
        rig.tick(.milliseconds(29))
        try rig.books[PaperRig.slot].replace(
            bids: [BookLevel(try Price(text: "99.99"), 5)],
            asks: [BookLevel(try Price(text: "100.02"), 9)]
        )
        rig.venue.bookChanged(PaperRig.slot, at: rig.now)
        rig.tick(.milliseconds(1))
        #expect(rig.received().isEmpty, "it has arrived, and nobody knows yet")
        rig.tick(.milliseconds(19))
        #expect(rig.received().isEmpty)
        rig.tick(.milliseconds(1))
        #expect(rig.fills() == ["3@100.02"])
    }

    @Test("reads measured delays and interpolates between them")
    func recordedLatency() throws {
        let table = try LatencyTable(text: "sent_ns,acted_ns,answered_ns\n1000,1100,1150\n2000,2300,2550\n")
        let model = LatencyModel.recorded(feed: .zero, table)
        #expect(model.entry(at: Timestamp(nanoseconds: 0)) == .nanoseconds(100))
        #expect(model.entry(at: Timestamp(nanoseconds: 1500)) == .nanoseconds(200))
        #expect(model.response(at: Timestamp(nanoseconds: 1500)) == .nanoseconds(150))
        #expect(model.response(at: Timestamp(nanoseconds: 9000)) == .nanoseconds(250))
        for (text, line) in [
            ("", 1), ("1,2", 1), ("5,6,7\n5,6,7", 2), ("5,4,7", 1), ("sent_ns,acted_ns,answered_ns\n1,2,x", 2),
        ] {
            #expect(throws: LatencyTableError.self) { try LatencyTable(text: text) }
            do { _ = try LatencyTable(text: text) } catch { #expect(error.line == line) }
        }
    }

    @Test("takes no order and fills none in a break, none in an auction, and ends the day with nothing resting")
    func phases() throws {
        let start = Timestamp(seconds: 1_000_000_000)
        var options = PaperOptions()
        options.phases = PhaseSchedule(
            beginning: .open,
            [
                .init(start + .seconds(10), .pause), .init(start + .seconds(20), .auction),
                .init(start + .seconds(30), .open), .init(start + .seconds(40), .ended),
            ]
        )
        let rig = try PaperRig(options)
        try rig.snapshot(bids: [("99.99", 1)], asks: [("100.01", 3)])
        rig.submit(.buy, 9, try Self.limit("99.99"))
        rig.tick(.seconds(10))
        rig.submit(.buy, 1, .market)
        rig.submit(.buy, 1, try Self.limit("99.98"))
        try rig.trade("99.9", 5, .sell)
        #expect(Self.words(rig.received()) == ["accepted", "rejected closed", "rejected closed"])
        rig.tick(.seconds(10))
        rig.submit(.buy, 1, .market)
        rig.submit(.buy, 1, try Self.limit("99.98"))
        try rig.trade("99.9", 5, .sell)
        #expect(Self.words(rig.received()) == ["rejected closed", "accepted"])
        rig.tick(.seconds(10))
        try rig.trade("99.9", 5, .sell)
        #expect(Self.words(rig.received()) == ["maker 5@99.99"])
        rig.tick(.seconds(10))
        #expect(Self.words(rig.received()) == ["cancelled", "cancelled"])
    }

    @Test("refuses a price off the grid, a name that it had, and an empty book")
    func refusals() throws {
        let rig = try PaperRig()
        rig.tick()
        rig.submit(.buy, 1, .market)
        rig.submit(.buy, 1, try Self.limit("99.995"))
        #expect(Self.words(rig.received()) == ["rejected noLiquidity", "rejected offStep"])
        let request = OrderRequest(id: OrderID(high: 7, low: 7), slot: PaperRig.slot, .buy, 1, try Self.limit("99"))
        rig.venue.submit(request, at: rig.now)
        rig.venue.submit(request, at: rig.now)
        rig.venue.ask(about: request.id, of: PaperRig.slot, at: rig.now)
        rig.venue.cancel(request.id, of: PaperRig.slot, at: rig.now)
        rig.venue.cancel(request.id, of: PaperRig.slot, at: rig.now)
        rig.venue.submit(request, at: rig.now)
        rig.venue.ask(about: request.id, of: PaperRig.slot, at: rig.now)
        rig.venue.ask(about: OrderID(high: 8, low: 8), of: PaperRig.slot, at: rig.now)
        #expect(
            Self.words(rig.received()) == [
                "accepted", "rejected duplicate", "working 0", "cancelled", "cancel refused", "rejected duplicate",
                "cancelled 0", "neverArrived 0",
            ]
        )
    }

    @Test("charges by side and by who waited")
    func fees() throws {
        var options = PaperOptions()
        options.fees = FeeSchedule(maker: FeeRate(basisPoints: -0.5), taker: FeeRate(basisPoints: 2))
        options.fees.sellTaker = FeeRate(basisPoints: 3, perLot: Money(units: 0.01))
        let rig = try PaperRig(options, lotValue: "10")
        try rig.snapshot(bids: [("100", 5)], asks: [("101", 3)])
        rig.submit(.buy, 1, .market)
        rig.submit(.sell, 2, .market)
        rig.submit(.buy, 1, try Self.limit("100.5"))
        try rig.trade("100.5", 1, .sell)
        let fees = rig.received().compactMap { report -> String? in
            guard case .filled(let fill) = report.event else { return nil }
            return "\(fill.fee)"
        }
        #expect(fees == ["0.202", "0.62", "-0.05025"])
    }

    @Test("gives the same reports in every run")
    func deterministic() throws {
        func run() throws -> [ExecutionReport] {
            var options = PaperOptions()
            options.queue = .logarithm
            options.latency = .constant(feed: .zero, entry: .milliseconds(300), response: .milliseconds(200))
            let rig = try PaperRig(options)
            var random = SeededRandom(seed: 4)
            for _ in 0..<500 {
                let sizes = (0..<4).map { _ in Int64.random(in: 1...20, using: &random) }
                try rig.snapshot(
                    bids: [("99.99", sizes[0]), ("99.98", sizes[1])],
                    asks: [("100.01", sizes[2]), ("100.02", sizes[3])]
                )
                let side: Side = Bool.random(using: &random) ? .buy : .sell
                let types = [OrderType.market, try Self.limit("99.99"), try Self.limit("100.01"), try Self.ioc("100")]
                rig.submit(side, sizes[0], types[Int(sizes[1] % 4)])
                try rig.trade(side == .buy ? "100.01" : "99.99", sizes[2], side)
                _ = rig.received()
            }
            return rig.reports
        }
        let first = try run()
        #expect(first.count > 1_000)
        #expect(try run() == first)
    }

    @Test("takes the hours of a day from the exchange's calendar")
    func calendar() throws {
        let day = try #require(CivilDate("2026-11-26"))
        let saying = CalendarStatement(
            market: .equities,
            date: day,
            layer: .bundled,
            kind: .normal,
            author: "test",
            saidAt: Timestamp(seconds: 0)
        )
        let calendar = TradingCalendar(profiles: .exchange, statements: [saying])
        let auction = try #require(DayPart("18:40-18:50"))
        let hours = VenueHours(calendar, .equities, auctions: [auction])
        let changes = (0..<3).flatMap { hours.changes(of: day.adding(days: $0)) }
        let phases = PhaseSchedule(beginning: .ended, changes)
        func phase(_ text: String) throws -> TradingPhase { phases.phase(at: try #require(MoscowTime.instant(text))) }
        let windows = calendar.day(day, .equities).windows
        #expect(windows.count >= 2)
        #expect(try phase("2026-11-26 03:00:00") == .ended)
        #expect(try phase("2026-11-26 12:00:00") == .open)
        #expect(phases.phase(at: windows[0].close) == (windows[0].close == windows[1].open ? .open : .pause))
        #expect(try phase("2026-11-26 23:55:00") == .ended)
        #expect(try phase("2026-11-28 12:00:00") == .ended, "a Saturday of which nothing is known")
        #expect(try phase("2026-11-26 18:39:59") == .open && phase("2026-11-26 18:40:00") == .auction)
        #expect(try phase("2026-11-26 18:50:00") == .pause && phase("2026-11-26 19:05:00") == .open)
        #expect(try phase("2026-11-26 00:00:00") == .ended && phase("2026-11-26 23:50:00") == .ended)
        // No file says anything of that year: whoever has books of it knows that it was traded.
        let bare = VenueHours(TradingCalendar(profiles: .exchange, statements: []), .equities)
        #expect(bare.changes(of: day).map(\.phase) == [.open])
        for text in ["18:50-18:40", "18:40", "18:40-18:50-19:00", "18:40-25:00", "a-b", "18:40-18:40"] {
            #expect(DayPart(text) == nil, "\(text)")
        }
    }

    @Test("follows phases that come a day at a time, those that are over already too")
    func days() throws {
        var options = PaperOptions()
        options.phases = PhaseSchedule(beginning: .ended, [])
        let rig = try PaperRig(options)
        try rig.snapshot(bids: [("100", 9)], asks: [("100.02", 5)])
        let price = try Price(text: "99")
        func answer() -> [ExecutionReport.Event] {
            rig.submit(.buy, 1, .limit(price))
            return rig.received().map(\.event)
        }
        #expect(answer() == [.rejected(.closed)])
        let open = PhaseSchedule.Change(rig.now + .seconds(-5), .open)
        rig.venue.follow([open, .init(rig.now + .seconds(2), .pause), .init(rig.now + .seconds(3), .ended)])
        #expect(answer() == [.accepted])
        rig.tick(.seconds(2))
        #expect(answer() == [.rejected(.closed)] && rig.venue.restingCount == 1)
        rig.tick()
        #expect(rig.received().map(\.event) == [.cancelled])
        rig.venue.follow([.init(rig.now + .seconds(60), .open)])
        rig.tick(.seconds(60))
        #expect(answer() == [.accepted])
    }
}
