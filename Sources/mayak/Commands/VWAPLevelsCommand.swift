import Exchange
import Market
import Operations
import Platform
import Trading

/// `mayak vwap`: the VWAP levels of a share's day, as their service answers.
enum VWAPLevelsCommand: Command {
    static let spec = CommandSpec(
        "vwap",
        summary: "Show the VWAP of a share's day with support and resistance",
        details: """
            VWAP = sum of value / sum of volume over the shortest candles there are, from the start of a session to the last trade of the
            day; support and resistance lie one volume-weighted standard deviation below and above. Below two candles there is no band.
            Without a key or a login (moex.*) the exchange shows what was a quarter of an hour ago.

            mayak vwap CHMK --date 2023-11-08 --data candles
            mayak vwap SBER --json

            Exit 65: the data cannot be read, there is no such share, or no candles of that session.
            """,
        positionals: [PositionalSpec("TICKER", "The share's code, such as SBER")],
        options: [
            .value("session", "NAME", "Where it begins: morning, main, evening or weekend; gaps.session otherwise")
        ]
            + ShareArguments.options
    )

    static func run(_ arguments: Arguments) async throws {
        let secid = SecID((arguments.positional(0) ?? "").uppercased())
        let session = try arguments.value("session", expecting: "morning, main, evening or weekend") {
            TradingSession.Name(rawValue: $0.lowercased())
        }
        let context = try await CommandCalendar(arguments)
        let date = try ShareArguments.date(arguments, today: context.today)
        let calendar = context.calendar(try await context.statements())
        var options = context.settings.gaps
        options.session = session ?? options.session
        let answer = try await ShareArguments.reading(arguments, context) { [options] history in
            try await ShareLevels(history, options: options, clock: context.clock) { calendar }.levels(secid, date)
        }
        print(arguments.flag("json") ? answer.json.text : text(answer, from: options.session))
    }

    private static func text(_ answer: LevelsAnswer, from session: TradingSession.Name) -> String {
        guard let levels = answer.levels else {
            let since = session == .main ? "" : " from the \(session.rawValue) session on"
            return "\(answer.secid) \(answer.date): no trades\(since)"
        }
        func price(_ value: Double) -> String { GroupedNumber.text(value, decimals: 2) }
        var words = ["\(answer.secid) VWAP=\(price(levels.vwap))"]
        if let support = levels.support, let resistance = levels.resistance {
            words += ["S=\(price(support))", "R=\(price(resistance))"]
        } else {
            words.append("no band: one candle has no spread")
        }
        let span = "\(MoscowTime.text(levels.from)) to \(MoscowTime.text(levels.till))"
        return words.joined(separator: "  ") + "\n\(span), \(GroupedNumber.text(levels.volume, decimals: 0)) pieces"
    }
}
