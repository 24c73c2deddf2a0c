import Market
import Platform
import Store

/// `mayak calendar export`: the effective calendar as a file.
enum CalendarExportCommand: Command {
    static let spec = CommandSpec(
        "calendar export",
        summary: "Write the effective calendar in the form of trading_calendar.json",
        details:
            "Each day keeps who decided it in its source. Whole years are written, those that any layer speaks of.",
        positionals: [PositionalSpec("FILE", "Where to write; standard output where it is not given", required: false)],
        options: CommandCalendar.options
    )

    static func run(_ arguments: Arguments) async throws {
        let source = try await CommandCalendar(arguments)
        let statements = try await source.statements()
        let years = statements.map(\.date.year)
        guard let first = years.min(), let last = years.max() else {
            throw CommandFailure(.data, "mayak calendar export: the calendar names no day")
        }
        let file = CalendarFile(effective: source.calendar(statements), years: first...last, revised: source.today)
        let text = try file.text()
        guard let path = arguments.positional(0) else {
            print(text, terminator: "")
            return
        }
        try FileBytes.replace(path, Array(text.utf8), keepsPermissions: true)
        print("\(file.days.count) days written to \(path)")
    }
}
