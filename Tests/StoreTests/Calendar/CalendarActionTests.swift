import Market
import Store
import TestKit
import Testing

@Suite("Several days edited at once")
struct CalendarActionTests {
    let files: TemporaryStore
    let store: StateStore

    init() throws {
        files = try TemporaryStore()
        store = try files.open()
    }

    private func closed(_ days: Int) -> DayEdit {
        var statement = Samples.edit(.closed)
        statement.date = statement.date.adding(days: days)
        return .say(statement)
    }

    @Test("become one action with numbers in a row, and are taken back together")
    func action() async throws {
        let edits = try await store.calendar.editDays([closed(0), closed(1), closed(2)], author: "Анна")
        #expect(edits.map(\.id) == [1, 2, 3])
        #expect(try await store.calendar.action(first: 1, count: 3) == edits)
        let undone = try await store.calendar.undoEdits([1, 2, 3], author: "Пётр")
        #expect(undone.map(\.undoes) == [1, 2, 3] && undone.allSatisfy { $0.after == nil })
        #expect(try await store.calendar.statements().isEmpty)
    }

    @Test(
        "numbers that are no whole action are none",
        arguments: [(1, 4), (2, 3), (9, 1), (0, 1), (1, 0), (Int64.max, 5)]
    )
    func foreign(_ first: Int64, _ count: Int) async throws {
        _ = try await store.calendar.editDays([closed(0), closed(1), closed(2)], author: "Анна")
        files.clock.advance(by: .seconds(1))
        _ = try await store.calendar.editDays([.clear(.futures, Samples.date)], author: "Анна")
        #expect(try await store.calendar.action(first: first, count: count).isEmpty)
    }

    @Test("a calendar that has changed since is left alone")
    func conflict() async throws {
        _ = try await store.calendar.editDays([closed(0)], author: "Анна", seen: 0)
        await #expect(throws: StoreError.self) {
            try await store.calendar.editDays([closed(1), closed(2)], author: "Анна", seen: 0)
        }
        #expect(try await store.calendar.history().count == 1)
        #expect(try await store.calendar.editDays([closed(1)], author: "Анна", seen: 1).count == 1)
    }

    @Test("one day that was edited since keeps all of them")
    func undoConflict() async throws {
        let edits = try await store.calendar.editDays([closed(0), closed(1)], author: "Анна")
        _ = try await store.calendar.editDay(Samples.edit(.normal))
        await #expect(throws: StoreError.self) { try await store.calendar.undoEdits(edits.map(\.id), author: "Анна") }
        #expect(try await store.calendar.statements().count == 2)
        #expect(try await store.calendar.history().allSatisfy { $0.undoneBy == nil })
    }

    @Test("an edit that is not there is not taken away")
    func clear() async throws {
        #expect(try await store.calendar.editDays([.clear(.futures, Samples.date)], author: "Анна").isEmpty)
        #expect(try await store.calendar.revision() == 0)
    }
}
