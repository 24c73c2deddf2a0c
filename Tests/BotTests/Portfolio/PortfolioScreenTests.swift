import Market
import Operations
import Platform
import Store
import TestKit
import Testing

@testable import Bot

/// What the chat says of a portfolio, from a real store.
@Suite("Screens of the portfolio")
struct PortfolioScreenTests {
    private static let key = PortfolioKey(owner: "desk", market: .moex)

    private func date(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

    private func holding(_ secid: String, entry: Double, mark: Double, lots: Int64) throws -> Holding {
        func price(_ value: Double) throws -> Price { try Price(nanos: Int64((value * 1e9).rounded())) }
        return Holding(
            secid: SecID(secid),
            strategy: .breakout,
            openedOn: try date("2026-11-18"),
            lots: Lots(lots),
            lotSize: 10,
            entry: try price(entry),
            stop: try price(entry * 0.98),
            stopDistance: try price(entry * 0.02),
            best: try price(mark),
            take: try price(entry * 1.06),
            mark: try price(mark)
        )
    }

    private func signal(_ secid: String, _ kind: TradeSignal.Kind, _ outcome: TradeSignal.Outcome) throws -> TradeSignal
    {
        TradeSignal(
            date: try date("2026-11-20"),
            secid: SecID(secid),
            strategy: kind == .entry ? .trendPullback : .bandReversion,
            kind: kind,
            outcome: outcome,
            reference: try Price(units: 300, nano: 0),
            range: 4,
            lots: kind == .entry ? Lots(1_234) : .zero,
            reason: "close 300 at its average"
        )
    }

    /// A portfolio of three valued days with two holdings, two signals and a risk check.
    private func portfolio(_ change: (inout PortfolioWrites.Change) throws -> Void = { _ in }) async throws
        -> PortfolioAnswer
    {
        let files = try TemporaryStore()
        let store = try files.open()
        var writes = PortfolioWrites.Change(Self.key)
        writes.beginning = (Money(units: 1_000_000), try date("2026-11-18"))
        writes.newSignals = [try signal("SBER", .entry, .pending), try signal("GAZP", .exit, .filled)]
        writes.holdings = [
            try holding("GAZP", entry: 120.5, mark: 118.09, lots: 100),
            try holding("VTBR", entry: 0.01734, mark: 0.018, lots: 5_000),
        ]
        for (day, invested) in [("2026-11-18", 0.0), ("2026-11-19", 121_000), ("2026-11-20", 118_990)] {
            var value = PortfolioWrites.Change(Self.key)
            value.equity = EquityPoint(
                date: try date(day),
                cash: Money(units: invested == 0 ? 1_000_000 : 880_000),
                invested: Money(units: invested)
            )
            var batch = StoreBatch()
            batch.portfolio.changes = [value]
            try await store.commit(batch)
        }
        writes.risk = RiskReading(
            date: try date("2026-11-20"),
            at: files.clock.now,
            equity: Money(units: 998_990),
            exposure: 0.1191,
            positions: 2,
            largest: "GAZP",
            largestShare: 0.1182,
            drawdown: 0.002,
            dayLoss: 0.002,
            totalLoss: 0.001,
            valueAtRisk: 0.0123,
            shortfall: nil,
            volatility: nil,
            isReduced: false,
            findings: ""
        )
        try change(&writes)
        var batch = StoreBatch()
        batch.portfolio.changes = [writes]
        try await store.commit(batch)
        let answer = try await PortfolioAnswer(Self.key, on: try date("2026-11-20"), from: store.portfolio)
        await store.close()
        return answer
    }

    private func fitsPhone(_ html: String) -> Bool {
        HTMLText.plain(html).split(separator: "\n").allSatisfy { $0.count <= TextTable.maximumWidth }
    }

    @Test("positions say what they brought, and where they are sold, with the exchange's own decimals")
    func positions() async throws {
        let html = PositionsScreen(
            portfolio: try await portfolio(),
            today: try date("2026-11-20"),
            wording: Wording(.russian)
        ).html
        #expect(
            html == """
                <b>Позиции: 2</b>
                🔻 <b>GAZP</b> -2,00\u{A0}% · 1000\u{A0}шт.
                120,5 → 118,09
                стоп 118,09 · цель 127,73
                🔺 <b>VTBR</b> +3,81\u{A0}% · 50\u{A0}000\u{A0}шт.
                0,01734 → 0,018
                стоп 0,0169932 · цель 0,0183804
                """
        )
        #expect(fitsPhone(html))
    }

    @Test("signals say what is wanted and what became of it")
    func signals() async throws {
        let portfolio = try await portfolio()
        let screen = SignalsScreen(
            signals: portfolio.signals,
            date: try date("2026-11-20"),
            wording: Wording(.russian)
        )
        #expect(
            screen.html == """
                <b>Сигналы на 20.11</b>
                ⏳ купить <b>SBER</b> · лотов 1234
                откат по тренду · ждёт открытия
                🟢 продать <b>GAZP</b>
                возврат в полосу · исполнен
                """
        )
        #expect(fitsPhone(screen.html))
        let late = portfolio.signals.map { signal in
            var late = signal
            late.isLate = true
            return late
        }
        let html = SignalsScreen(signals: late, date: try date("2026-11-20"), wording: Wording(.russian)).html
        #expect(html.contains("откат по тренду · ждёт сделки\n") && html.hasSuffix("возврат в полосу · исполнен"))
        let none = SignalsScreen(signals: [], date: try date("2026-11-20"), wording: Wording(.english))
        #expect(none.html == "<b>Signals of 20 Nov</b>\nNo signals")
    }

    @Test("limits of positions that keep everything from opening are said")
    func closed() async throws {
        let portfolio = try await portfolio { writes in
            writes.risk?.isReduced = true
            writes.risk?.isClosed = true
        }
        let screen = RiskScreen(portfolio: portfolio, today: try date("2026-11-20"), wording: Wording(.russian))
        #expect(screen.html.contains("\n🟠 Не покупаем: пределы позиций\n"), "\(screen.html)")
        #expect(fitsPhone(screen.html))
    }

    @Test("risk shows the figures of the last check, and a halt with its cause and the way out")
    func risk() async throws {
        let today = try date("2026-11-20")
        let calm = RiskScreen(portfolio: try await portfolio(), today: today, wording: Wording(.english))
        #expect(
            calm.html == """
                <b>Risk of the portfolio · 20 Nov</b>
                🟢 Trading without limits reached
                <pre>Figure                 Now
                Invested           11.91\u{A0}%
                Largest, GAZP      11.82\u{A0}%
                Loss of the day     0.20\u{A0}%
                Drawdown            0.20\u{A0}%
                Total loss          0.10\u{A0}%
                VaR of a day, 95%   1.23\u{A0}%
                Beyond it               --
                Volatility, a year      --</pre>
                """
        )
        let since = MoscowTime.instant(today, try #require(TimeOfDay(hour: 19, minute: 30)))
        let halted = try await portfolio {
            $0.halts = [Halt(.drawdown, .reduceOnly, until: .person, who: "risk_checks", why: "x", since: since)]
        }
        let html = RiskScreen(portfolio: halted, today: today, wording: Wording(.russian)).html
        #expect(html.contains("\n🔴 Торговля остановлена\nпросадка, с 19:30\u{A0}МСК\nСнять: /resume\n"))
        #expect(fitsPhone(html))
    }

    @Test("the day's report has the equity, what changed, and the curve as a picture")
    func day() async throws {
        let portfolio = try await portfolio()
        func screen(_ day: String) throws -> Outgoing {
            try PortfolioDayScreen(portfolio: portfolio, date: try date(day), replyTo: 7, wording: Wording(.russian))
                .outgoing()
        }
        guard case .pictures(let files, let caption, _, let replyTo, _) = try screen("2026-11-20") else {
            Issue.record("no picture")
            return
        }
        #expect(
            caption == """
                <b>Портфель за 20.11</b>
                998\u{A0}990\u{A0}₽, -0,10\u{A0}% с 18.11
                За день -0,20\u{A0}%, просадка 0,20\u{A0}%
                Деньги 880\u{A0}000\u{A0}₽
                Позиций 2: GAZP VTBR
                Ещё без сделки: SBER
                """
        )
        #expect(fitsPhone(caption) && replyTo == 7)
        // IHDR: width and height are big-endian words at 16 and 20.
        #expect(files.count == 1 && files[0].bytes[16..<24].elementsEqual([0, 0, 5, 0, 0, 0, 2, 128]))
        guard case .text = try screen("2026-11-18") else {
            Issue.record("one point is no curve")
            return
        }
        guard case .nothing = try screen("2026-11-17") else {
            Issue.record("nothing was valued then")
            return
        }
    }

    @Test("the day's report says what was bought, and of each sale why; a split is none")
    func trades() async throws {
        func fill(_ number: Int, _ secid: String, _ side: Side, _ cause: PortfolioFill.Cause, on day: String) throws
            -> PortfolioFill
        {
            PortfolioFill(
                number: number,
                date: try date(day),
                secid: SecID(secid),
                strategy: .breakout,
                cause: cause,
                side: side,
                lots: Lots(1),
                lotSize: 10,
                price: try Price(units: 100, nano: 0),
                fee: .zero
            )
        }
        let portfolio = try await portfolio { writes in
            writes.fills = try [
                fill(1, "AFLT", .sell, .stop, on: "2026-11-19"), fill(2, "CHMF", .sell, .signal, on: "2026-11-20"),
                fill(3, "FLOT", .buy, .signal, on: "2026-11-20"), fill(4, "GMKN", .sell, .split, on: "2026-11-20"),
                fill(5, "GMKN", .buy, .split, on: "2026-11-20"), fill(6, "MTLR", .sell, .stop, on: "2026-11-20"),
                fill(7, "LKOH", .sell, .trailingStop, on: "2026-11-20"),
                fill(8, "ROSN", .sell, .takeProfit, on: "2026-11-20"),
            ]
        }
        let screen = PortfolioDayScreen(
            portfolio: portfolio,
            date: try date("2026-11-20"),
            replyTo: nil,
            wording: Wording(.russian)
        )
        guard case .pictures(_, let caption, _, _, _) = try screen.outgoing() else {
            Issue.record("no picture")
            return
        }
        #expect(
            caption.hasSuffix(
                """
                Куплено: FLOT
                Продано: CHMF, по сигналу
                Продано: MTLR, по стопу
                Продано: LKOH, стоп шёл за ценой
                Продано ещё: ROSN
                Ещё без сделки: SBER
                """
            ),
            "\(caption)"
        )
        #expect(fitsPhone(caption))
    }

    @Test(
        "of each thing that kept a signal from being filled the day's report and the list say what, in one line of a phone",
        arguments: TradeSignal.Obstacle.allCases
    )
    func obstacles(_ obstacle: TradeSignal.Obstacle) async throws {
        let portfolio = try await portfolio { writes in
            var wish = try signal("MTLRP", .entry, .pending)
            wish.end(obstacle == .notTraded ? .expired : .refused, obstacle, "")
            writes.newSignals = [wish]
        }
        for language in [Language.russian, .english] {
            let wording = Wording(language)
            let day = try date("2026-11-20")
            guard
                case .pictures(_, let caption, _, _, _) = try PortfolioDayScreen(
                    portfolio: portfolio,
                    date: day,
                    replyTo: nil,
                    wording: wording
                ).outgoing()
            else {
                Issue.record("no picture")
                return
            }
            let why = wording.text(obstacle.phrase)
            let line = wording.html(PortfolioPhrase.notBought, ["code": "MTLRP", "why": why])
            // What another strategy buys is bought.
            #expect(caption.hasSuffix("\n" + line) == (obstacle != .otherStrategy), "\(caption)")
            let list = SignalsScreen(signals: portfolio.signals, date: day, wording: wording).html
            #expect(list.hasSuffix(" · " + why), "\(list)")
            #expect(fitsPhone(caption) && fitsPhone(list), "\(caption)\n\(list)")
        }
    }

    @Test("of more than three that were not bought the others have one line; an old row names no cause")
    func notBought() async throws {
        let portfolio = try await portfolio { writes in
            writes.newSignals = try ["A", "B", "C", "D", "E"].map { code in
                var wish = try signal(code, .entry, .refused)
                if code != "B" { wish.obstacle = .beyondStop }
                return wish
            }
        }
        let screen = PortfolioDayScreen(
            portfolio: portfolio,
            date: try date("2026-11-20"),
            replyTo: nil,
            wording: Wording(.russian)
        )
        guard case .pictures(_, let caption, _, _, _) = try screen.outgoing() else {
            Issue.record("no picture")
            return
        }
        #expect(
            caption.hasSuffix(
                """
                Не куплено: A, цена за стопом
                Не куплено: B, не исполнен
                Не куплено: C, цена за стопом
                Не куплено ещё: D E
                """
            ),
            "\(caption)"
        )
    }

    @Test("the watchlist has a row a share with its course")
    func watchlist() throws {
        let entry = WatchlistEntry(
            secid: SecID("SBER"),
            enteredOn: try date("2026-11-02"),
            entryClose: 300,
            reason: "rank 1",
            rank: 1,
            score: 87.25,
            close: 315
        )
        let screen = WatchlistScreen(
            entries: [entry],
            closes: [entry.secid: (0..<20).map { 300 + Double($0) }],
            wording: Wording(.russian)
        )
        #expect(
            screen.html == """
                <b>Список наблюдения</b>
                <pre>Акция Балл С входа 20 дней
                SBER  87,3   +5,0% ▁▂▃▄▄▅▆▇▇█</pre>
                """
        )
        #expect(fitsPhone(screen.html))
        #expect(
            WatchlistScreen(entries: [], closes: [:], wording: Wording(.english)).html == "⚪ The watchlist is empty"
        )
    }

    @Test(
        "a sparkline begins low, ends high, and stands in the middle where nothing moves",
        arguments: [([], ""), ([5], "▅"), ([1, 2], "▁█"), ([3, 3, 3], "▅▅▅"), ([2, 1, 3], "▅▁█")]
            as [([Double], String)]
    )
    func sparkline(values: [Double], text: String) {
        #expect(Sparkline.text(values) == text)
    }
}
