import Market
import Store
import Testing

@testable import Trading

@Suite("What the chat hears of a portfolio")
struct PortfolioNotesTests {
    private let date = DailyBars.day(1)
    private let notes = PortfolioNotes(
        key: PortfolioKey(owner: "u", market: .moex),
        now: Timestamp(seconds: 1_706_000_000)
    )

    private func fill(
        _ number: Int,
        _ code: String,
        _ cause: PortfolioFill.Cause,
        _ side: Side,
        _ price: String
    ) throws -> PortfolioFill {
        PortfolioFill(
            number: number,
            date: date,
            secid: SecID(code),
            strategy: .breakout,
            cause: cause,
            side: side,
            lots: 1,
            lotSize: 1,
            price: try #require(Price(price)),
            fee: .zero
        )
    }

    /// What is said of shares that were bought at 100 and end by causes.
    private func drafts(_ ends: [(String, PortfolioFill.Cause, String)]) throws -> [OutboxDraft] {
        var fills: [PortfolioFill] = []
        for (code, _, _) in ends { fills.append(try fill(fills.count + 1, code, .signal, .buy, "100")) }
        let bought = fills.count
        for (code, cause, price) in ends { fills.append(try fill(fills.count + 1, code, cause, .sell, price)) }
        let entry = try #require(Price("100"))
        return notes.exits(
            of: Portfolio(capital: Money(units: 1_000), fills: fills),
            since: bought,
            entries: Dictionary(uniqueKeysWithValues: ends.map { (SecID($0.0), entry) }),
            on: date
        )
    }

    private func exits(_ drafts: [OutboxDraft]) -> [String] {
        guard case .morning(let note)? = drafts.last?.content else { return [] }
        return (note.exits ?? []).map { "\($0.code) \($0.cause.rawValue)" }
    }

    @Test(
        "stops are heard, each by itself, and more than two at one look together; all is a line of the morning's note"
    )
    func stops() throws {
        let two = try drafts([("A", .stop, "95"), ("B", .trailingStop, "107.5"), ("C", .takeProfit, "110")])
        #expect(
            two.dropLast().map(\.content) == [
                .notice(.positionStopped(code: "A", price: 95, change: -0.05)),
                .notice(.positionStopped(code: "B", price: 107.5, change: 0.075)),
            ]
        )
        #expect(two.map(\.priority) == [.warning, .warning, .report])
        #expect(exits(two) == ["A stop", "B trailing_stop", "C take_profit"])
        let many = try drafts(["A", "B", "C", "D"].map { ($0, .stop, "90") })
        #expect(many.dropLast().map(\.content) == [.notice(.positionsStopped(codes: "A B C +1", count: 4))])
        #expect(exits(many).count == 4)
    }

    @Test(
        "what the morning has told of, and an exchange of shares, is no news; a target and a liquidation make no sound"
    )
    func quiet() throws {
        #expect(try drafts([("A", .signal, "101"), ("B", .split, "100")]).isEmpty)
        let silent = try drafts([("A", .takeProfit, "110"), ("B", .liquidation, "80")])
        #expect(silent.count == 1 && exits(silent) == ["A take_profit", "B liquidation"])
    }

    @Test(
        "the hours of another exchange are the day's",
        arguments: [("2026-11-20", "09:00", "15:30", false), ("2025-11-13", "10:00", "16:30", true)]
    )
    func hours(_ day: String, _ open: String, _ close: String, _ isUnusual: Bool) throws {
        let calendar = TradingCalendar(profiles: .exchange, statements: [])
        let hours = MorningNote.Hours(of: .krx, on: try #require(CivilDate(day)), calendar)
        #expect(hours.open.shortDescription == open && hours.close.shortDescription == close)
        #expect(hours.isUnusual == isUnusual)
    }
}
