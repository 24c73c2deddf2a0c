import Market
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
            of them back. Session profiles are not imported: they come from the configured calendar.file.
            Exit 65: the file cannot be read; the message names the place.
            """,
        positionals: [PositionalSpec("FILE", "The calendar to import")],
        options: [.flag("dry-run", "Only print what would change"), CalendarDesk.authorOption] + CalendarDesk.options
    )

    static func run(_ arguments: Arguments) async throws {
        let given: CalendarFile
        do throws(CalendarFileError) {
            given = try CalendarFile.load(arguments.positional(0) ?? "")
        } catch {
            throw CommandFailure(.data, error.detail)
        }
        let desk = try await CalendarDesk(arguments)
        let author = CalendarDesk.author(arguments)
        let present = desk.calendar(try await desk.statements())
        let edits = given.edits(for: present, author: author, at: desk.clock.now)
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
        let store = try await desk.store()
        var change = CalendarChange(desk: desk, store: store)
        try await change.begin()
        for edit in edits { change.edits.append(try await store.editDay(edit)) }
        try await change.report(action: "calendar.import", author: author)
        await store.close()
    }
}
