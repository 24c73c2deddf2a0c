import Engine
import Execution
import Market
import Platform
import Testing

@Suite("Limits in a backtest")
struct RiskBacktestTests {
    private static let second = 1_000_000_000
    private static let day = 86_400 * second

    /// Books of one level a side, the ask one above the bid.
    private func play(
        _ books: [(time: Int, bid: Int, bids: Int, asks: Int)],
        risk: String,
        lots: Int = 1,
        days: TradingDayClock? = nil
    ) throws -> BacktestResult {
        let configuration = """
            strategy: {name: imbalance_threshold, depth: 1, enter: 0.6, exit: 0.1, lots: \(lots)}
            instruments: {SBER: {lot: 10, price_step: 0.01}}
            \(risk)
            """
        var plan = try BacktestPlan(configuration: configuration, named: "c.yaml")
        plan.latency = .none
        plan.fees = .none
        plan.fillsAtTouch = true
        plan.tradingDays = days
        let lines = books.map { book in
            #"{"ts":\#(book.time),"secid":"SBER","bids":[[\#(book.bid),\#(book.bids)]],"#
                + #""asks":[[\#(book.bid + 1),\#(book.asks)]]}"#
        }
        let feed = JSONLinesFeed(Array(lines.joined(separator: "\n").utf8), instruments: plan.instruments.map(\.code))
        var backtest = Backtest(plan, feed)
        _ = try backtest.play()
        return backtest.result()
    }

    @Test("a wish is cut to the largest position, either way; without the section nothing is")
    func position() throws {
        let books = [(1, 100, 9, 1), (2, 100, 9, 1), (3, 100, 1, 9)].map {
            (time: $0.0 * Self.second, bid: $0.1, bids: $0.2, asks: $0.3)
        }
        let limited = try play(books, risk: "risk: {max_position: 2}", lots: 5)
        // Bought 2 of 5, and at the second book nothing more; then 2 sold and 2 more.
        #expect(limited.instruments[0].position.lots == LotScale.lots(-2))
        #expect(limited.turnover.units == Double(2 * 101 * 10 + 4 * 100 * 10))
        #expect(limited.refusals == [.position: 3])
        let free = try play(books, risk: "", lots: 5)
        #expect(free.instruments[0].position.lots == LotScale.lots(-5))
        #expect(free.refusals.isEmpty && free.halts.isEmpty)
    }

    @Test("a day that has lost what it may only closes; the next date in Moscow trades again")
    func dailyLoss() throws {
        // 1970-01-02 in Moscow begins at 21:00 UTC of the first.
        let evening = 20 * 3_600 * Self.second
        let result = try play(
            [
                (evening, 100, 9, 1),  // long at 101
                (evening + Self.second, 90, 9, 1),  // 110 lost of 100
                (evening + 2 * Self.second, 90, 1, 9),  // short is wished, flat is reached
                (evening + 3 * Self.second, 90, 1, 9),  // and stays
                (evening + 2 * 3_600 * Self.second, 90, 1, 9),  // the next day: short
            ],
            risk: "risk: {max_daily_loss: 100, daily_loss_limit_pct: 1, max_consecutive_losses: 1000}"
        )
        #expect(result.halts.map(\.cause) == [.dailyLoss])
        #expect(result.halts.first?.since == Timestamp(nanoseconds: Int64(evening + Self.second)))
        #expect(result.refusals == [.reduceOnly: 2])
        #expect(result.trades == 3)
        #expect(result.instruments[0].position.lots == LotScale.lots(-1))
    }

    @Test("by the exchange's calendar a weekend session is Monday, and its loss closes until Tuesday")
    func weekendSession() throws {
        // Noon in Moscow; 2026-11-28 is a Saturday.
        let saturday = try #require(MoscowTime.instant("2026-11-28 12:00:00"))
        let start = Int(saturday.nanoseconds)
        let books = [
            (start, 100, 9, 1), (start + Self.second, 90, 9, 1),  // long at 101, and 110 lost of 100
            (start + Self.day, 90, 1, 9),  // Sunday: short is wished, flat is reached
            (start + 2 * Self.day, 90, 1, 9),  // Monday
        ]
        let tuesday = (start + 3 * Self.day, 90, 1, 9)
        let risk = "risk: {max_daily_loss: 100, daily_loss_limit_pct: 1, max_consecutive_losses: 1000}"
        let days = TradingDayClock(TradingCalendar(profiles: .exchange, statements: []), .equities)
        let halted = try play(books, risk: risk, days: days)
        #expect(halted.halts.map(\.cause) == [.dailyLoss])
        #expect(halted.instruments[0].position.lots == .zero)
        #expect(halted.refusals == [.reduceOnly: 2])
        #expect(try play(books + [tuesday], risk: risk, days: days).instruments[0].position.lots == LotScale.lots(-1))
        #expect(try play(books, risk: risk).instruments[0].position.lots == LotScale.lots(-1))
    }

    @Test("a halt that a person must end outlives the trading day, by calendar as by date")
    func criticalHalt() throws {
        let friday = try #require(MoscowTime.instant("2026-11-27 12:00:00"))
        let start = Int(friday.nanoseconds)
        var plan = try BacktestRig.plan(
            """
            strategy: {name: imbalance_threshold, depth: 1, enter: 0.6, exit: 0.1}
            instruments: {SBER: {lot: 10, price_step: 0.01}}
            risk: {vix_threshold: 0.4}
            datafeed: {volatility_index: RVI}
            """
        )
        plan.tradingDays = TradingDayClock(TradingCalendar(profiles: .exchange, statements: []), .equities)
        let result = try BacktestRig.play(
            plan,
            [
                BacktestRig.book(start, 50, 1, 1, of: "RVI"),
                BacktestRig.book(start + Self.second, 100, 9, 1),
                BacktestRig.book(start + 3 * Self.day, 100, 9, 1),
                BacktestRig.book(start + 4 * Self.day, 100, 9, 1),
            ]
        )
        #expect(result.halts.map(\.cause) == [.volatility])
        #expect(result.refusals == [.reduceOnly: 3])
        #expect(result.trades == 0)
    }

    @Test("once only closing is allowed, what rests and would open is taken away, and what would close stays")
    func restingOrders() throws {
        let plan = try BacktestRig.plan(
            """
            strategy: {name: two_sided_quotes, lots: 1, max_position: 5}
            instruments: {SBER: {lot: 1, price_step: 1}}
            latency: {feed_ms: 0, entry_ms: 0, response_ms: 0}
            backtest: {cost_bps: 0}
            risk: {vix_threshold: 0.4}
            datafeed: {volatility_index: RVI}
            """,
            isIdeal: false
        )
        func trade(_ seconds: Int, _ price: Int, _ side: String) -> String {
            #"{"ts":\#(seconds * Self.second),"secid":"SBER","price":\#(price),"qty":50,"side":"\#(side)"}"#
        }
        let begin = [
            BacktestRig.book(1 * Self.second, 100, 5, 5), trade(2, 100, "sell"),  // one lot is bought at 100
            BacktestRig.book(3 * Self.second, 100, 6, 6),  // both sides are quoted again
        ]
        let halt = [BacktestRig.book(4 * Self.second, 50, 1, 1, of: "RVI")]
        let sold = [trade(5, 100, "sell")]
        let free = try BacktestRig.play(plan, begin + sold)
        #expect(LotScale.units(free.instruments[0].position.lots) == 2)
        let halted = try BacktestRig.play(plan, begin + halt + sold)
        #expect(halted.halts.map(\.cause) == [.volatility])
        #expect(LotScale.units(halted.instruments[0].position.lots) == 1, "the bid was taken away at the halt")
        let closed = try BacktestRig.play(plan, begin + halt + [trade(5, 101, "buy"), trade(6, 101, "buy")])
        #expect(closed.instruments[0].position.isFlat, "the ask stayed, and no second one came")
    }

    @Test("more orders than a minute may have are not sent, and are once there is room")
    func orderRate() throws {
        let flips = (0..<6).map {
            (time: $0 * Self.second, bid: 100, bids: $0 % 2 == 0 ? 9 : 1, asks: $0 % 2 == 0 ? 1 : 9)
        }
        let limited = try play(
            flips + [(62 * Self.second, 100, 9, 1)],
            risk: "risk: {max_orders_per_minute: 2, max_consecutive_losses: 1000}"
        )
        #expect(limited.orders == 3 && limited.refusals[.orderRate] == 2)
        #expect(limited.instruments[0].position.lots == LotScale.lots(1))
    }

    @Test("the report tells what limits did; a wrong key of the section is told with its line")
    func report() throws {
        let json = try play([(0, 100, 9, 1)], risk: "risk: {max_position: 1}", lots: 2).json()
        #expect(json["risk"]?["refused"]?["position"]?.int == 1)
        #expect(json["risk"]?["halts"]?.array?.isEmpty == true)
        let error = #expect(throws: ConfigurationError.self) {
            try BacktestPlan(
                configuration: "strategy: {name: ensemble}\nrisk:\n  max_position: 0\n  max_positions: 1\n",
                named: "c.yaml"
            )
        }
        let told = error?.problems.map(\.description) ?? []
        #expect(told.contains { $0.hasPrefix("c.yaml:3: risk.max_position: cannot be '0'") }, "\(told)")
        #expect(told.contains { $0.contains("c.yaml:4") && $0.contains("max_position") }, "\(told)")
    }
}
