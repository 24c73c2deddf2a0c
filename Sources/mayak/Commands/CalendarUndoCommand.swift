import Market
import Operations
import Platform
import Store

/// `mayak calendar undo`: takes edits back.
enum CalendarUndoCommand: Command {
    static let spec = CommandSpec(
        "calendar undo",
        summary: "Take an edit of the calendar back",
        details: """
            Without EDIT the newest action is taken back whole: the days that one 'set' or 'import' changed together.
            'mayak calendar history' lists the edits. Exit 65: there is nothing to undo, or the day was edited since.
            """,
        positionals: [PositionalSpec("EDIT", "The number of an edit", required: false)],
        options: [CommandCalendar.authorOption] + CommandCalendar.options
    )

    static func run(_ arguments: Arguments) async throws {
        let number = try arguments.positional(0, expecting: "the number of an edit") { Int64($0) }
        let source = try await CommandCalendar(arguments)
        guard let store = try await source.existingStore() else {
            throw CommandFailure(
                .data,
                "mayak calendar undo: nothing to undo: \(source.settings.general.storePath) does not exist"
            )
        }
        let author = CommandCalendar.author(arguments)
        let undone: [CalendarEdit]
        if let number {
            guard let edit = try await store.calendar.edit(number) else {
                throw CommandFailure(.data, "mayak calendar undo: calendar edit \(number) does not exist")
            }
            undone = [edit]
        } else {
            undone = try await newestAction(store.calendar)
        }
        guard !undone.isEmpty else { throw CommandFailure(.data, "mayak calendar undo: there is no edit to undo") }
        let snapshot = try await source.snapshot(store.calendar)
        do {
            let action = source.action(.calendarUndo, by: author)
            let edits = try await CalendarEditing(store: OperationsStore(store)).undo(undone, in: snapshot, action)
            let changes = snapshot.changes(undone.map(\.reversed))
            try await CalendarOutcome(
                calendar: store.calendar,
                processes: store.processes,
                edits: edits,
                changes: changes
            ).show()
        } catch let error as StoreError where error.kind == .notFound || error.kind == .conflict {
            throw CommandFailure(.data, "mayak calendar undo: \(error.detail)")
        }
        await store.close()
    }

    /// The edits that share author and instant with the newest one still standing, newest first.
    private static func newestAction(_ store: CalendarStore) async throws -> [CalendarEdit] {
        let standing = try await store.history(limit: 10_000).filter { $0.undoes == nil && $0.undoneBy == nil }
        guard let newest = standing.first else { return [] }
        return standing.filter { $0.at == newest.at && $0.author == newest.author }
    }
}
