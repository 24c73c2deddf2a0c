import Market
import Platform
import Store

/// `mayak calendar history`: who said what about which day.
enum CalendarHistoryCommand: Command {
    static let spec = CommandSpec(
        "calendar history",
        summary: "List the edits of the calendar, newest first",
        positionals: [PositionalSpec("DATE", "Only edits of this date", required: false)],
        options: [
            .value("market", "M", "EQ, FX, FO or all", default: "all"),
            .value("limit", "N", "How many", default: "20"),
        ] + CommandCalendar.options
    )

    static func run(_ arguments: Arguments) async throws {
        let source = try await CommandCalendar(arguments)
        let date = try arguments.calendarDate(0, today: source.today)
        let markets = try arguments.markets() ?? AlgoPackSegment.allCases
        let limit = try arguments.integer("limit", in: 1...10_000) ?? 20
        guard let store = try await source.existingStore() else {
            print("No edits: \(source.settings.general.storePath) does not exist.")
            return
        }
        let one = markets.count == 1 ? markets.first : nil
        let edits = try await store.calendar.history(market: one, date: date, limit: limit)
        await store.close()
        if edits.isEmpty { print("No edits.") }
        for edit in edits { print(text(edit)) }
    }

    private static func text(_ edit: CalendarEdit) -> String {
        let state = edit.undoes.map { ", undoes \($0)" } ?? edit.undoneBy.map { ", undone by \($0)" } ?? ""
        let note = edit.after.map { $0.note.isEmpty ? "" : ": \($0.note)" } ?? ""
        let change = "\(words(edit.before)) → \(words(edit.after))"
        return
            "\(edit.id)  \(MoscowTime.text(edit.at)) МСК  \(edit.author)  \(edit.market) \(edit.date)  \(change)\(state)\(note)"
    }

    private static func words(_ statement: CalendarStatement?) -> String {
        guard let statement else { return "no edit" }
        let hours = (statement.sessions ?? []).map(\.span).joined(separator: ",")
        return "\(statement.kind)" + (hours.isEmpty ? "" : " \(hours)")
    }
}
