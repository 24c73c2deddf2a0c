import Market
import Store
import TestKit
import Testing

@Suite("Calendar in the store")
struct CalendarStoreTests {
    let files: TemporaryStore
    let store: StateStore

    init() throws {
        files = try TemporaryStore()
        store = try files.open()
    }

    private func bundled(_ day: Int, _ kind: DayKind, at: Timestamp = Samples.noon) -> CalendarStatement {
        CalendarStatement(
            market: .equities,
            date: Samples.date.adding(days: day),
            layer: .bundled,
            kind: kind,
            author: "trading_calendar.json",
            saidAt: at
        )
    }

    @Test("replacing a layer raises the revision only where a statement really changed")
    func replaceLayer() async throws {
        #expect(try await store.calendar.replaceLayer(.bundled, with: [bundled(0, .closed), bundled(1, .short)]) == 2)
        #expect(try await store.calendar.revision() == 1)
        let later = Samples.noon + .seconds(60)
        #expect(
            try await store.calendar.replaceLayer(.bundled, with: [bundled(1, .short, at: later), bundled(0, .closed)])
                == 0
        )
        #expect(try await store.calendar.revision() == 1)
        #expect(try await store.calendar.replaceLayer(.bundled, with: [bundled(0, .normal), bundled(2, .short)]) == 3)
        #expect(try await store.calendar.revision() == 2)
        #expect(try await store.calendar.statements() == [bundled(0, .normal), bundled(2, .short)])
        #expect(try await store.calendar.replaceLayer(.feed, with: []) == 0)
    }

    @Test("an edit, its history and the revision come together; another store sees them")
    func edit() async throws {
        let other = try files.open()
        let version = try await other.changes.version()
        let edit = try await store.calendar.editDay(Samples.edit(.closed))
        #expect(edit.before == nil && edit.after == Samples.edit(.closed) && edit.revision == 1)
        #expect(try await other.changes.version() != version)
        #expect(try await other.calendar.revision() == 1)
        #expect(try await other.calendar.statements() == [Samples.edit(.closed)])
        #expect(try await other.calendar.history(market: .futures, date: Samples.date, limit: 5) == [edit])
    }

    @Test("an undo restores the earlier edit, and the undo of the first one leaves none")
    func undo() async throws {
        let first = try await store.calendar.editDay(Samples.edit(.closed))
        let second = try await store.calendar.editDay(Samples.edit(.short, author: "Пётр"))
        #expect(second.before == first.after)
        let undo = try await store.undo(second.id)
        #expect(undo.undoes == second.id && undo.after == first.after && undo.author == "Анна")
        #expect(try await store.calendar.statements() == [Samples.edit(.closed)])
        let redo = try await store.undo(undo.id)
        #expect(redo.after == second.after)
        #expect(try await store.calendar.revision() == 4)

        let kinds = try await store.calendar.history(limit: 10).map(\.after?.kind)
        #expect(kinds == [.short, .closed, .short, .closed])
        #expect(try await store.calendar.edit(second.id)?.undoneBy == undo.id)
    }

    @Test("edits are undone one by one, the latest first")
    func undoDownwards() async throws {
        let first = try await store.calendar.editDay(Samples.edit(.closed))
        let second = try await store.calendar.editDay(Samples.edit(.short, author: "Пётр"))
        _ = try await store.undo(second.id)
        #expect(try await store.undo(first.id).after == nil)
        #expect(try await store.calendar.statements().isEmpty)
    }

    @Test("an undo of an edit without an earlier one leaves the day to the weaker layers")
    func undoFirst() async throws {
        let edit = try await store.calendar.editDay(Samples.edit(.closed))
        #expect(try await store.undo(edit.id).after == nil)
        #expect(try await store.calendar.statements().isEmpty)
    }

    @Test("an undo is refused when the edit is unknown, undone already, or not the day's latest")
    func refusals() async throws {
        let first = try await store.calendar.editDay(Samples.edit(.closed))
        let second = try await store.calendar.editDay(Samples.edit(.short, author: "Пётр"))
        for (id, kind) in [(99, StoreError.Kind.notFound), (first.id, .conflict)] {
            let error = await #expect(throws: StoreError.self) { try await store.undo(id) }
            #expect(error?.kind == kind)
        }
        _ = try await store.undo(second.id)
        let error = await #expect(throws: StoreError.self) {
            try await store.undo(second.id)
        }
        #expect(error?.kind == .conflict)
        #expect(try await store.calendar.revision() == 3)
    }

    @Test("clearing an edit is a step of the history; without an edit it is nothing")
    func clear() async throws {
        let clearing = [DayEdit.clear(.futures, Samples.date)]
        #expect(try await store.calendar.editDays(clearing, author: "Анна").isEmpty)
        _ = try await store.calendar.editDay(Samples.edit(.closed))
        let cleared = try #require(try await store.calendar.editDays(clearing, author: "Анна").first)
        #expect(cleared.before == Samples.edit(.closed) && cleared.after == nil && cleared.revision == 2)
    }

    @Test("an impact answers for every revision that it took in")
    func impact() async throws {
        let impact = CalendarImpact(
            revision: 3,
            jobsAdded: ["EQ1"],
            jobsRemoved: [],
            nextRuns: [.init(job: "EQ1", at: "2024-07-15 10:05:00")]
        )
        #expect(try await store.calendar.impact(revision: 2) == nil)
        try await store.calendar.saveImpact(impact)
        #expect(try await store.calendar.impact(revision: 2) == impact)
        #expect(try await store.calendar.impact(revision: 3) == impact)
        #expect(try await store.calendar.impact(revision: 4) == nil)
    }
}

extension StateStore {
    /// Takes one edit back, as Анна.
    fileprivate func undo(_ id: Int64) async throws -> CalendarEdit {
        try #require(try await calendar.undoEdits([id], author: "Анна").first)
    }
}
