import Exchange
import Market
import Operations
import Platform
import Trading

/// `mayak gaps`: the gap scan of a day, as its service answers.
enum GapScanCommand: Command {
    static let spec = CommandSpec(
        "gaps",
        summary: "Show which shares opened far above their last close",
        details: """
            gap = open / close - 1, against the main-session close of the trading day before by the calendar; the largest first.
            docs/trading.md says which prices these are. A day without trades has no gaps.
            Without a key or a login (moex.*) the exchange shows what was a quarter of an hour ago.

            mayak gaps --date 2023-11-07 --min-gap 0.03 --data candles
            mayak gaps --min-gap 0.02 --json

            Exit 65: the data cannot be read; the message names file, line and column.
            """,
        options: [
            .value(
                "min-gap",
                "FRACTION",
                "The least gap that counts; gaps.minimum_gap (MIN_GAP) where it is not given"
            ),
            .value("open", "RULE", "\(OpenRule.allowed); gaps.open where it is not given"),
        ] + ShareArguments.options
    )

    static func run(_ arguments: Arguments) async throws {
        let minimum = try arguments.number("min-gap", in: -1...10)
        let rule = try arguments.value("open", expecting: OpenRule.allowed) { OpenRule($0) }
        let context = try await CommandCalendar(arguments)
        let date = try ShareArguments.date(arguments, today: context.today)
        let calendar = context.calendar(try await context.statements())
        var options = context.settings.gaps
        options.open = rule ?? options.open
        let answer = try await ShareArguments.reading(arguments, context) { [options] history in
            let levels = ShareLevels(history, options: options, clock: context.clock) { calendar }
            return try await levels.gaps(date, minimum: minimum)
        }
        print(arguments.flag("json") ? answer.json.text : text(answer, calendar.day(date, .equities)))
    }

    private static func text(_ answer: GapAnswer, _ day: TradingDay) -> String {
        guard let previous = answer.previousDate else {
            return "\(answer.date): no trades" + (day.kind == .closed ? ", the market is closed" : "")
        }
        guard !answer.results.isEmpty else { return "\(answer.date): no such gap against the close of \(previous)" }
        let rows = answer.results.map { result in
            let secid = result.secid.text.padding(to: 8)
            let gap = GroupedNumber.text(result.gap * 100, decimals: 2) + "%"
            let split = result.split.map { ", split \($0)" } ?? ""
            let dividend = result.dividend.map { ", ex-dividend \(GroupedNumber.text($0, decimals: 2)) a share" } ?? ""
            return "\(secid) \(gap.padding(to: 10)) \(result.previousClose) → \(result.open)\(split)\(dividend)"
        }
        return (["\(answer.date), against the close of \(previous):"] + rows + answer.notes).joined(separator: "\n")
    }
}

extension String {
    fileprivate func padding(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
