import Engine
import Execution
import Market
import Platform
import Testing

@Suite("The venue's hours and fees in a backtest")
struct VenueHoursBacktestTests {
    /// Books of one level a side, alternately more bids and more asks, at instants of Moscow.
    private static func lines(_ times: [String]) throws -> [String] {
        try times.enumerated().map { index, text in
            let time = Int(try #require(MoscowTime.instant(text)).nanoseconds)
            return BacktestRig.book(time, 100, index % 2 == 0 ? 9 : 1, index % 2 == 0 ? 1 : 9)
        }
    }

    private static func hours(_ days: [(String, DayKind)], auctions: [String] = []) throws -> VenueHours {
        let statements = try days.map { text, kind in
            CalendarStatement(
                market: .equities,
                date: try #require(CivilDate(text)),
                layer: .bundled,
                kind: kind,
                author: "test",
                saidAt: Timestamp(seconds: 0)
            )
        }
        let calendar = TradingCalendar(profiles: .exchange, statements: statements)
        return VenueHours(calendar, .equities, auctions: try auctions.map { try #require(DayPart($0)) })
    }

    private static func plan(_ hours: VenueHours?) throws -> BacktestPlan {
        var plan = try BacktestRig.plan(
            """
            strategy: {name: imbalance_threshold, depth: 1, enter: 0.6, exit: 0.1}
            instruments: {SBER: {lot: 1, price_step: 0.01}}
            """
        )
        plan.venueHours = hours
        return plan
    }

    @Test(
        "orders before the day, in its break, in an auction, after it and on a holiday are refused, and are seen",
        arguments: [
            ("2026-11-26 05:00:00", false), ("2026-11-26 12:00:00", true), ("2026-11-26 18:41:00", false),
            ("2026-11-26 18:55:00", false), ("2026-11-26 20:00:00", true), ("2026-11-26 23:55:00", false),
            ("2026-11-27 12:00:00", false), ("2026-11-28 12:00:00", false), ("2027-11-26 12:00:00", true),
        ]
    )
    func phases(_ time: String, _ isOpen: Bool) throws {
        let days = try Self.hours([("2026-11-26", .normal), ("2026-11-27", .closed)], auctions: ["18:40-18:50"])
        let result = try BacktestRig.play(Self.plan(days), Self.lines([time]))
        #expect(result.trades == (isOpen ? 1 : 0) && result.rejections == (isOpen ? [:] : [.closed: 1]))
        #expect(result.json()["rejected"]?["closed"]?.int == (isOpen ? nil : 1))
        #expect(try BacktestRig.play(Self.plan(nil), Self.lines([time])).trades == 1)
    }

    @Test("an order that rests in the break is filled only after it, and none outlives the day")
    func resting() throws {
        var plan = try BacktestRig.plan(
            """
            strategy: {name: two_sided_quotes, max_position: 1}
            instruments: {SBER: {lot: 1, price_step: 1}}
            latency: {feed_ms: 0, entry_ms: 0, response_ms: 0}
            backtest: {cost_bps: 0}
            """,
            isIdeal: false
        )
        plan.venueHours = try Self.hours([("2026-11-26", .normal), ("2026-11-27", .normal)])
        func trade(_ text: String) throws -> String {
            let time = Int(try #require(MoscowTime.instant(text)).nanoseconds)
            return #"{"ts":\#(time),"secid":"SBER","price":99,"qty":50,"side":"sell"}"#
        }
        func lots(_ trades: String...) throws -> Double {
            let lines = try Self.lines(["2026-11-26 18:30:00"]) + trades.map { try trade($0) }
            return LotScale.units(try BacktestRig.play(plan, lines).instruments[0].position.lots)
        }
        #expect(try lots("2026-11-26 18:35:00") == 1)
        #expect(try lots("2026-11-26 18:50:00") == 0, "the break")
        #expect(try lots("2026-11-26 18:50:00", "2026-11-26 19:10:00") == 1)
        #expect(try lots("2026-11-27 12:00:00") == 0, "the day had ended")
    }

    @Test(
        "fees by side, by who waits, and per lot",
        arguments: [
            ("cost_bps: 10", 0.101, 0.1), ("cost_bps: 10, sell_cost_bps: 20", 0.101, 0.2),
            ("cost_bps: 0, per_lot: 1.5", 1.5, 1.5), ("cost_bps: 10, sell_cost_bps: -10, per_lot: 1", 1.101, 0.9),
            ("cost_bps: 0, maker_bps: 50, sell_maker_bps: 70", 0, 0),
        ]
    )
    func fees(_ section: String, _ bought: Double, _ sold: Double) throws {
        var plan = try BacktestRig.plan(
            """
            strategy: {name: imbalance_threshold, depth: 1, enter: 0.6, exit: 0.1}
            instruments: {SBER: {lot: 1, price_step: 0.01}}
            backtest: {\(section)}
            execution: {short: false}
            """,
            isIdeal: false
        )
        plan.latency = .none
        func fees(_ count: Int) throws -> Double {
            let lines = (1...count).map {
                BacktestRig.book($0 * BacktestRig.second, 100, $0 % 2 == 1 ? 9 : 1, $0 % 2 == 1 ? 1 : 9)
            }
            return try BacktestRig.play(plan, lines).fees.units
        }
        #expect(try abs(fees(1) - bought) < 1e-12 && abs(fees(2) - bought - sold) < 1e-12)
    }

    @Test("who waited pays the maker's rate of its side")
    func makers() throws {
        let plan = try BacktestPlan(
            configuration: """
                strategy: {name: imbalance_threshold}
                backtest: {cost_bps: 1, maker_bps: 2, sell_cost_bps: 3, sell_maker_bps: 4}
                """,
            named: "c.yaml"
        )
        #expect(
            [plan.fees.buyTaker, plan.fees.buyMaker, plan.fees.sellTaker, plan.fees.sellMaker]
                == [1, 2, 3, 4].map { FeeRate(basisPoints: $0) }
        )
        let sale = try BacktestPlan(
            configuration: "strategy: {name: ensemble}\nbacktest: {cost_bps: 1, sell_cost_bps: 3}",
            named: "c.yaml"
        )
        #expect(sale.fees.buyMaker == FeeRate(basisPoints: 1) && sale.fees.sellMaker == FeeRate(basisPoints: 3))
    }

    @Test("mistakes of these sections are told with their line")
    func mistakes() throws {
        let error = #expect(throws: ConfigurationError.self) {
            try BacktestPlan(
                configuration: """
                    strategy: {name: ensemble}
                    calendar: {auctions: ['18:50-18:40']}
                    latency: {file: delays.csv, entry_ms: 3}
                    backtest: {sell_cost_bps: much}
                    """,
                named: "c.yaml"
            )
        }
        let told = error?.problems.map(\.description) ?? []
        for start in [
            "c.yaml:2: calendar.auctions: must be", "c.yaml:3: latency.entry_ms: does not go",
            "c.yaml:4: backtest.sell",
        ] {
            #expect(told.contains { $0.hasPrefix(start) }, "\(start) in \(told)")
        }
    }
}
