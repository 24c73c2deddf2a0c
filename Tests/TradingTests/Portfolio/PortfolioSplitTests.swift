import Analytics
import Market
import Store
import Testing
import Trading

@Suite("A portfolio over a split")
struct PortfolioSplitTests {
    private let a = SecID("A")

    private func split(_ day: Int, _ before: Double, _ after: Double) throws -> ShareSplit {
        try #require(ShareSplit(secid: a, date: DailyBars.day(day), before: before, after: after))
    }

    /// So many lots of a size, bought at 100 on day 1, worth 120 now.
    private func held(_ lots: Lots, of size: Int) throws -> Portfolio {
        var portfolio = Portfolio(capital: Money(units: 1_000_000))
        portfolio.book(
            PortfolioFill(
                number: 1,
                date: DailyBars.day(1),
                secid: a,
                strategy: .breakout,
                cause: .signal,
                side: .buy,
                lots: lots,
                lotSize: size,
                price: try #require(Price("100")),
                fee: Money(units: 5)
            )
        )
        var holding = Holding.example(
            "A",
            lots: lots,
            entry: "100",
            stop: "95",
            take: "150",
            openedOn: DailyBars.day(1)
        )
        holding.lotSize = size
        holding.mark = try #require(Price("120"))
        portfolio.hold(holding)
        return portfolio
    }

    @Test("new shares take the place of the old ones at the same worth, with stop and take, without a fee, once")
    func split() throws {
        var portfolio = try held(30, of: 10)
        let equity = portfolio.equity
        let isExchanged1 = portfolio.exchange(try split(5, 1, 100), on: DailyBars.day(5))
        #expect(isExchanged1)
        let holding = try #require(portfolio.holdings[a])
        #expect(holding.lots == 3_000 && holding.lotSize == 10 && holding.openedOn == DailyBars.day(1))
        #expect(holding.entry.description == "1" && holding.mark.description == "1.2")
        #expect(holding.stop.description == "0.95" && holding.take.description == "1.5")
        #expect(holding.stopDistance.description == "0.04" && holding.best.description == "1")
        #expect(portfolio.equity == equity && portfolio.fills.suffix(2).map(\.cause) == [.split, .split])
        #expect(portfolio.fills.suffix(2).map(\.fee) == [.zero, .zero])
        let isExchanged2 = portfolio.exchange(try split(5, 1, 100), on: DailyBars.day(6))
        #expect(!isExchanged2)
        // From its stored fills it is the same.
        let again = Portfolio(capital: portfolio.capital, fills: portfolio.fills, holdings: [holding])
        #expect(again.equity == equity && again.holdings == portfolio.holdings)
    }

    @Test("of a consolidation what is no whole new share is cash, and an uneven lot becomes single shares")
    func consolidation() throws {
        var portfolio = try held(3, of: 10_000)
        let equity = portfolio.equity
        let isExchanged3 = portfolio.exchange(try split(5, 7_000, 1), on: DailyBars.day(7))
        #expect(isExchanged3)
        let holding = try #require(portfolio.holdings[a])
        // Thirty thousand old shares are 4.28 new ones.
        #expect(holding.lots == 4 && holding.lotSize == 1 && holding.mark.description == "840000")
        #expect(portfolio.equity == equity && portfolio.fills.last?.date == DailyBars.day(7))
        portfolio = try held(3, of: 10)
        let isExchanged4 = portfolio.exchange(try split(5, 7_000, 1), on: DailyBars.day(5))
        #expect(isExchanged4)
        #expect(portfolio.holdings.isEmpty && portfolio.cash == portfolio.equity)
        #expect(portfolio.fills.count == 2 && portfolio.fills.last?.side == .sell)
    }

    @Test("what was bought in new shares, is of another day or of another share stays")
    func others() throws {
        var portfolio = try held(30, of: 10)
        let isExchanged5 = portfolio.exchange(try split(1, 1, 100), on: DailyBars.day(5))
        #expect(!isExchanged5, "bought on its day")
        let isExchanged6 = portfolio.exchange(try split(6, 1, 100), on: DailyBars.day(5))
        #expect(!isExchanged6, "still to come")
        let other = try #require(ShareSplit(secid: SecID("B"), date: DailyBars.day(5), before: 1, after: 2))
        let isExchanged7 = portfolio.exchange(other, on: DailyBars.day(5))
        #expect(!isExchanged7)
        #expect(portfolio.fills.count == 1)
    }
}
