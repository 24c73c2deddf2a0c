import Market
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
        options: [CalendarDesk.authorOption] + CalendarDesk.options
    )

    static func run(_ arguments: Arguments) async throws {
        let number = try arguments.positional(0, expecting: "the number of an edit") { Int64($0) }
        let desk = try await CalendarDesk(arguments)
        guard let store = try await desk.existingStore() else {
            throw CommandFailure(
                .data,
                "mayak calendar undo: nothing to undo: \(desk.settings.general.storePath) does not exist"
            )
        }
        let author = CalendarDesk.author(arguments)
        let numbers: [Int64] = if let number { [number] } else { try await newestAction(store) }
        guard !numbers.isEmpty else { throw CommandFailure(.data, "mayak calendar undo: there is no edit to undo") }
        var change = CalendarChange(desk: desk, store: store)
        try await change.begin()
        do {
            change.edits = try await store.undoEdits(numbers, author: author)
        } catch let error as StoreError where error.kind == .notFound || error.kind == .conflict {
            throw CommandFailure(.data, "mayak calendar undo: \(error.detail)")
        }
        try await change.report(action: "calendar.undo", author: author)
        await store.close()
    }

    /// The edits that share author and instant with the newest one still standing, newest first.
    private static func newestAction(_ store: StateStore) async throws -> [Int64] {
        let standing = try await store.calendarHistory(limit: 10_000).filter { $0.undoes == nil && $0.undoneBy == nil }
        guard let newest = standing.first else { return [] }
        return standing.filter { $0.at == newest.at && $0.author == newest.author }.map(\.id)
    }
}
