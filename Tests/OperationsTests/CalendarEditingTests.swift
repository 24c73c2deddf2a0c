import Market
import Operations
import Platform
import Store
import TestKit
import Testing

@Suite("Calendar editing")
struct CalendarEditingTests {
    private let folder: TemporaryFolder
    private let clock = ManualClock()
    private let path: String
    private let store: StateStore
    private let editing: CalendarEditing

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/mayak.db"
        store = try StateStore(
            path: path,
            clock: clock,
            log: Log(component: "store", threshold: .critical, clock: clock)
        )
        editing = CalendarEditing(store: OperationsStore(store))
    }

    private static let date = CivilDate(year: 2024, month: 7, day: 16)

    private func changes(_ kind: DayKind = .closed, markets: [AlgoPackSegment] = [.futures]) async throws -> [DayChange]
    {
        let date = try #require(Self.date)
        return try await snapshot().changes(
            markets.map { market in
                .say(
                    CalendarStatement(
                        market: market,
                        date: date,
                        layer: .edit,
                        kind: kind,
                        author: "Анна",
                        saidAt: clock.now
                    )
                )
            }
        )
    }

    private func snapshot() async throws -> CalendarSnapshot {
        try await CalendarCache(store: store.calendar).snapshot()
    }

    private func action(_ name: AuditAction = .calendarSet, _ detail: CalendarEditing.Action.Detail = .days)
        -> CalendarEditing.Action
    {
        CalendarEditing.Action(name, author: "Анна", actor: "42 Анна", at: clock.now, detail)
    }

    /// From now on this table refuses new rows, as a disk that is full does.
    private func refuseRows(of table: String) throws {
        let database = try Connection(path: path)
        defer { database.close() }
        try database.execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON \(table) BEGIN SELECT RAISE(ABORT, 'refused'); END"
        )
    }

    private func audit() async throws -> [String] {
        try await store.audit.latest(limit: 10).reversed().map { entry in
            "\(entry.actor) \(entry.action) \(entry.object): \(entry.before) → \(entry.after): \(entry.result?.text ?? "open")"
        }
    }

    @Test("no day changes whose line the audit trail does not take")
    func withoutLine() async throws {
        let changes = try await changes()
        try refuseRows(of: "audit")
        await #expect(throws: DatabaseError.self) { try await editing.apply(changes, action()) }
        #expect(try await store.calendar.history().isEmpty)
        #expect(try await store.calendar.revision() == 0)
    }

    @Test("no line stays behind of a change that was not made")
    func withoutEffect() async throws {
        let changes = try await changes()
        try refuseRows(of: "calendar_edits")
        await #expect(throws: DatabaseError.self) { try await editing.apply(changes, action()) }
        #expect(try await audit().isEmpty)
    }

    @Test("nothing is taken back whose line the audit trail does not take")
    func undoWithoutLine() async throws {
        let edits = try await editing.apply(try await changes(), action())
        let snapshot = try await snapshot()
        try refuseRows(of: "audit")
        await #expect(throws: DatabaseError.self) {
            try await editing.undo(edits, in: snapshot, action(.calendarUndo))
        }
        #expect(try await store.calendar.history().map(\.id) == edits.map(\.id))
    }

    @Test("keeps a line for each day, or one for all")
    func lines() async throws {
        let changes = try await changes(markets: [.equities, .futures])
        let before = changes.map(\.before.auditLine)
        let edits = try await editing.apply(changes, action())
        _ = try await editing.undo(
            edits,
            in: try await snapshot(),
            action(.calendarUndo, .summary(object: "EQ,FO 2024-07-16", after: "taken back"))
        )
        #expect(
            try await audit() == [
                "42 Анна calendar.set EQ 2024-07-16: \(before[0]) → closed (edit by Анна): edit 1",
                "42 Анна calendar.set FO 2024-07-16: \(before[1]) → closed (edit by Анна): edit 2",
                "42 Анна calendar.undo EQ,FO 2024-07-16: closed → taken back: edits 3–4",
            ]
        )
    }

    @Test("a calendar that somebody else has changed is left alone, and a line says so")
    func conflict() async throws {
        _ = try await editing.apply(try await changes(), action())
        let changes = try await changes(.normal)
        let error = await #expect(throws: StoreError.self) { try await editing.apply(changes, action(), seen: 0) }
        #expect(error?.kind == .conflict)
        #expect(try await store.calendar.history().count == 1)
        #expect(try await audit().last?.hasSuffix(": refused: conflict") == true)
    }
}
