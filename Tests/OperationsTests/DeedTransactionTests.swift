import Market
import Operations
import Platform
import Store
import TestKit
import Testing

/// What people do and its line in the audit trail are one transaction: neither stays where the other was lost.
@Suite("A deed and its line")
struct DeedTransactionTests {
    /// Something that a person does.
    struct Deed: Sendable, CustomTestStringConvertible {
        var testDescription: String
        /// What it changes.
        var table: String
        var change = "UPDATE"
        /// The end of its line.
        var result: String
        var act: @Sendable (StateStore, ManualClock) async throws -> Void
    }

    private static let signer = PeopleEditing.Signer(actor: "1 Анна", author: "Анна (1)", id: 1)

    private static func editing(_ store: StateStore, _ clock: ManualClock) -> PeopleEditing {
        PeopleEditing(store: OperationsStore(store), signer: signer, appointed: [], at: clock.now)
    }

    private static func granting(_ store: StateStore, _ clock: ManualClock) -> AccessGranting {
        AccessGranting(store: OperationsStore(store), at: clock.now)
    }

    private static func line(_ clock: ManualClock) -> AuditEntry {
        AuditEntry(at: clock.now, actor: "3 Carol", stored: "test", object: "test")
    }

    static let deeds = [
        Deed(testDescription: "a role", table: "people", result: "done") { store, clock in
            _ = try await editing(store, clock).setRole(.trader, of: 2, name: nil)
        },
        Deed(testDescription: "a removal", table: "people", change: "DELETE", result: "was viewer") { store, clock in
            _ = try await editing(store, clock).remove(2, name: nil)
        },
        Deed(testDescription: "an invitation", table: "invitations", change: "INSERT", result: "invitation 3") {
            _ = try await editing($0, $1).invite(.viewer, digest: "new", until: $1.now + .hours(1))
        },
        Deed(testDescription: "a withdrawal", table: "invitations", result: "done") {
            _ = try await editing($0, $1).withdraw(invitation: 1)
        },
        Deed(testDescription: "a code used", table: "invitations", result: "done") { store, clock in
            let line = line(clock)
            let newcomer = Person(id: 9, name: "Павел", role: .viewer)
            _ = try await store.people.redeem(digest: "open", by: newcomer) { outcome in
                if case .joined = outcome { line.ended(.done) } else { line }
            }
        },
        Deed(testDescription: "an approval", table: "approvals", change: "INSERT", result: "given, complete") {
            store,
            clock in
            let line = line(clock)
            _ = try await store.people.approve("asked", by: Approval(person: 3, name: "Carol", at: clock.now)) {
                if case .complete = $0 { line.ended(.given(missing: 0)) } else { line }
            }
        },
        Deed(testDescription: "a refusal of what others ask", table: "confirmations", result: "declined") {
            _ = try await $0.people.dropConfirmation("asked", at: $1.now, audit: line($1).ended(.declined))
        },
        Deed(testDescription: "a key", table: "access_keys", change: "INSERT", result: "key 2") { store, clock in
            _ = try await granting(store, clock).make(
                .token,
                for: 2,
                role: nil,
                label: "",
                lasting: .hours(1),
                by: "cli root",
                appointed: []
            )
        },
        Deed(testDescription: "a key taken back", table: "access_keys", result: "done: of 2") {
            _ = try await granting($0, $1).revoke(1, by: "cli root")
        },
        Deed(testDescription: "a sign-in", table: "access_keys", change: "INSERT", result: "done") {
            let link = try #require(AccessToken(linkText))
            _ = try await granting($0, $1).signIn(link)
        },
        Deed(testDescription: "a command for the scheduler", table: "commands", change: "INSERT", result: "open") {
            let draft = CommandDraft(.job(.run(id: "EQ1")), author: "Анна (1)", channel: .web, person: 1)
            _ = try await $0.commands.post(draft, audit: line($1))
        },
    ]

    private static let linkText = "mayak_" + String(repeating: "a", count: 48)

    private let folder: TemporaryFolder
    private let clock = ManualClock()
    private let store: StateStore

    init() async throws {
        folder = try TemporaryFolder()
        let log = Log(component: "store", threshold: .critical, clock: clock)
        store = try StateStore(path: folder.path + "/mayak.db", clock: clock, log: log)
        let people = [
            Person(id: 1, name: "Анна", role: .admin), Person(id: 2, name: "Борис", role: .viewer),
            Person(id: 3, name: "Carol", role: .operator),
        ]
        for person in people { try await store.people.setRole(person) }
        let end = clock.now + .hours(1)
        for digest in ["open", "other"] {
            _ = try await store.people.invite(.viewer, digest: digest, author: "cli root", expiresAt: end)
        }
        var asked = Confirmation(
            nonce: "asked",
            person: 1,
            chat: -1,
            action: "x",
            role: .operator,
            createdAt: clock.now,
            expiresAt: end
        )
        asked.approvers = 1
        var batch = StoreBatch()
        batch.people.confirmations = [asked]
        try await store.commit(batch)
        let link = try #require(AccessToken(Self.linkText))
        _ = try await store.access.add(
            AccessKeyDraft(.link, digest: link.digest(), person: 2, role: .viewer, author: "cli root", expiresAt: end)
        )
    }

    private func refuse(_ change: String, of table: String) throws {
        let database = try Connection(path: folder.path + "/mayak.db")
        defer { database.close() }
        try database.execute(
            "CREATE TRIGGER refuse BEFORE \(change) ON \(table) BEGIN SELECT RAISE(ABORT, 'refused'); END"
        )
    }

    /// All rows of a table, as text.
    private func rows(_ table: String) throws -> [String] {
        let database = try Connection(path: folder.path + "/mayak.db")
        defer { database.close() }
        let columns = try database.query("SELECT name FROM pragma_table_info(?)", [table]) { try $0["name"] as String }
        let list = columns.map { "quote(\"\($0)\")" }.joined(separator: " || '|' || ")
        return try database.query("SELECT \(list) AS line FROM \(table) ORDER BY line") { try $0["line"] as String }
    }

    @Test("are one commit", arguments: deeds)
    func one(_ deed: Deed) async throws {
        let (before, rowsBefore) = (await store.counts.commits, try rows(deed.table))
        try await deed.act(store, clock)
        #expect(await store.counts.commits - before == 1)
        #expect(try rows(deed.table) != rowsBefore)
        #expect(try await store.audit.latest(limit: 5).map { $0.result?.text ?? "open" } == [deed.result])
    }

    @Test("nothing is done whose line the audit trail does not take", arguments: deeds)
    func withoutLine(_ deed: Deed) async throws {
        let before = try rows(deed.table)
        try refuse("INSERT", of: "audit")
        await #expect(throws: DatabaseError.self) { try await deed.act(store, clock) }
        #expect(try rows(deed.table) == before)
    }

    @Test("no line stays behind of what was not done", arguments: deeds)
    func withoutEffect(_ deed: Deed) async throws {
        try refuse(deed.change, of: deed.table)
        await #expect(throws: DatabaseError.self) { try await deed.act(store, clock) }
        #expect(try await store.audit.latest(limit: 5).isEmpty)
    }

    @Test("what the store refuses leaves one line that says so")
    func refusal() async throws {
        let error = await #expect(throws: StoreError.self) {
            try await Self.editing(store, clock).remove(1, name: nil)
        }
        #expect(error?.kind == .lastAdmin)
        #expect(try await store.people.person(1)?.role == .admin)
        #expect(try await store.audit.latest(limit: 5).map(\.result) == [.refused(.store(.lastAdmin))])
    }
}
