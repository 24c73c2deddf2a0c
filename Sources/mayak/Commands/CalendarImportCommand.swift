import Market
import Operations
import Platform
import Store

/// `mayak calendar import`: makes the calendar say what a file says.
enum CalendarImportCommand: Command {
    static let spec = CommandSpec(
        "calendar import",
        summary: "Make the calendar say what a file says",
        details: """
            FILE has the form of trading_calendar.json, as 'mayak calendar export' writes it. Days on which the calendar already
            agrees stay as they are; the others become edits of yours, so that nothing weaker overrides them and 'undo' takes all
            of them back. A file {"2024-07-15": true, …} says of all markets which of its days trade, and nothing of the others.
            Session profiles are not imported: they come from the configured calendar.file.
            Exit 65: the file cannot be read; the message names the place.
            """,
        positionals: [PositionalSpec("FILE", "The calendar to import")],
        options: [.flag("dry-run", "Only print what would change"), CommandCalendar.authorOption]
            + CommandCalendar.options
    )

    static func run(_ arguments: Arguments) async throws {
        let given = try given(arguments.positional(0) ?? "")
        let source = try await CommandCalendar(arguments)
        let author = CommandCalendar.author(arguments)
        let present = source.calendar(try await source.statements())
        let edits = given(present, author, source.clock.now)
        if arguments.flag("dry-run") {
            for edit in edits {
                print("\(edit.market) \(edit.date): \(present.day(edit.date, edit.market).kind) → \(edit.kind)")
            }
            print("\(edits.count) days would change.")
            return
        }
        guard !edits.isEmpty else {
            print("Nothing to import: the calendar already says the same.")
            return
        }
        let store = try await source.store()
        let changes = try await source.snapshot(store.calendar).changes(edits.map { .say($0) })
        let action = source.action(.calendarImport, by: author)
        let made = try await CalendarEditing(store: OperationsStore(store)).apply(changes, action)
        try await CalendarOutcome(calendar: store.calendar, processes: store.processes, edits: made, changes: changes)
            .show()
        await store.close()
    }

    /// What a file of either form wants changed of a calendar.
    private static func given(_ path: String) throws -> (TradingCalendar, String, Timestamp) -> [CalendarStatement] {
        do throws(CalendarFileError) {
            let bytes = try CalendarFile.bytes(path)
            if let flags = try DayFlags(bytes, named: path) { return { flags.edits(for: $0, author: $1, at: $2) } }
            let file = try CalendarFile(bytes, named: path)
            return { file.edits(for: $0, author: $1, at: $2) }
        } catch {
            throw CommandFailure(.data, error.detail)
        }
    }
}
