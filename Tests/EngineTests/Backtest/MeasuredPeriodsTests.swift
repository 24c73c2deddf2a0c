import Analytics
import Engine
import Execution
import Market
import Platform
import Testing

@Suite("Measures of a backtest")
struct MeasuredPeriodsTests {
    /// Books of one instrument, whose bid and ask are the price and one more.
    private func result(_ books: [(second: Double, price: Int, bids: Int, asks: Int)], capital: String? = nil) throws
        -> BacktestResult
    {
        let text =
            "strategy: {name: imbalance_threshold, depth: 1, enter: 0.6, exit: 0.1}\n"
            + "instruments: {SBER: {lot: 1, price_step: 0.01}}\n"
            + (capital.map { "backtest: {capital: \($0)}\n" } ?? "")
        var plan = try BacktestPlan(configuration: text, named: "c.yaml")
        plan.latency = .none
        plan.fees = .none
        plan.fillsAtTouch = true
        let lines = books.map { book in
            #"{"ts":\#(Int(book.second * 1e9)),"secid":"SBER","bids":[[\#(book.price),\#(book.bids)]],"#
                + #""asks":[[\#(book.price + 1),\#(book.asks)]]}"#
        }
        let feed = JSONLinesFeed(Array(lines.joined(separator: "\n").utf8), instruments: plan.instruments.map(\.code))
        var backtest = Backtest(plan, feed)
        _ = try backtest.play()
        return backtest.result()
    }

    /// Bought at 101, marked at 100.5, 110.5, 105.5 and 120.5.
    private static let books: [(second: Double, price: Int, bids: Int, asks: Int)] = [
        (1, 100, 9, 1), (59.9, 110, 9, 1), (60, 105, 9, 1), (7_200.5, 120, 9, 1),
    ]

    @Test("a period has the equity after its last book; one without a book is none")
    func periods() throws {
        let (curve, names) = MeasuredPeriods().curve(of: try result(Self.books, capital: "1000"))
        #expect(curve.capital == 1_000)
        #expect(curve.equity == [1_009.5, 1_004.5, 1_019.5])
        #expect(names == ["1970-01-01T00:00:00.000Z", "1970-01-01T00:01:00.000Z", "1970-01-01T02:00:00.000Z"])
        var hours = MeasuredPeriods()
        hours.length = .hours(1)
        #expect(hours.curve(of: try result(Self.books, capital: "1000")).curve.equity == [1_004.5, 1_019.5])
    }

    @Test("without a capital the profit is reckoned on the seed's; cash still begins at zero")
    func capital() throws {
        let result = try result(Self.books)
        #expect(result.cash.units == -101)
        #expect(MeasuredPeriods().curve(of: result).curve.equity == [100_009.5, 100_004.5, 100_019.5])
    }

    @Test("a file without a book has measures that are not defined, and no crash")
    func nothing() throws {
        let result = try result([])
        let measures = MeasuredPeriods().measures(of: result)
        #expect(measures.sharpe == nil && measures.totalReturn == nil)
        #expect(result.json()["measures"]?["n"]?.int == 0)
    }

    @Test(
        "a sweep names a key and its values",
        arguments: [
            ("enter=0.5,0.6", "strategy.enter", ["0.5", "0.6"]), ("queue.power = 1, 2", "queue.power", ["1", "2"]),
        ]
    )
    func sweep(text: String, key: String, values: [String]) throws {
        let sweep = try #require(BacktestSweep(text))
        #expect(sweep.key == key && sweep.values == values)
    }

    @Test("what names none is refused", arguments: ["enter", "=1", "enter=", "enter=1,,2", "enter=1,1"])
    func noSweep(text: String) {
        #expect(BacktestSweep(text) == nil)
    }

    @Test("the best run has the highest Sharpe ratio, and many trials deflate it")
    func best() throws {
        let periods = MeasuredPeriods()
        func run(_ value: String, _ prices: [Int]) throws -> BacktestSweep.Run {
            let books = prices.enumerated().map {
                (second: Double($0.offset) * 60, price: $0.element, bids: 9, asks: 1)
            }
            let result = try result(books)
            return BacktestSweep.Run(value: value, result: result, measures: periods.measures(of: result))
        }
        let runs = [
            try run("a", [100, 101, 99, 103, 104, 102]), try run("b", [100, 103, 104, 108, 109, 113]),
            try run("c", [100, 99, 97, 98, 95, 92]),
        ]
        #expect(BacktestSweep.best(runs)?.value == "b")
        let report = try #require(BacktestSweep("enter=a,b,c")).report(runs, over: periods)
        #expect(report["winner"] == .string("b"))
        let alone = try #require(periods.measures(of: runs[1].result).deflatedSharpe)
        guard case .double(let deflated)? = report["deflated_sharpe"] else {
            Issue.record("no deflated Sharpe ratio: \(report["deflated_sharpe"] ?? .null)")
            return
        }
        #expect(deflated < alone && deflated > 0)
    }
}
