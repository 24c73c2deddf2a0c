import Foundation
import Market
import Platform
import TestKit
import Testing

@testable import Store

@Suite("Store file")
struct StoreFileTests {
    @Test("refuses a file of a newer Mayak, and leaves it as it is")
    func newer() async throws {
        let files = try TemporaryStore()
        try await closed(files.open())
        try change(files.path, "PRAGMA user_version = 99")
        let bytes = try Data(contentsOf: URL(fileURLWithPath: files.path))
        let error = #expect(throws: StoreError.self) { try files.open() }
        #expect(error?.kind == .newerSchema && error?.detail.contains("version 99") == true)
        #expect(try Data(contentsOf: URL(fileURLWithPath: files.path)) == bytes)
        #expect(try StoreFile(path: files.path).check().problems.count == 1)
    }

    @Test("refuses another program's database, and leaves it as it is")
    func foreign() throws {
        let files = try TemporaryStore()
        let other = try Connection(path: files.path)
        try other.transaction { try other.script("CREATE TABLE t (x)") }
        other.close()
        let bytes = try Data(contentsOf: URL(fileURLWithPath: files.path))
        #expect(throws: StoreError.self) { try files.open() }
        #expect(throws: StoreError.self) { try StoreFile(path: files.path).check() }
        #expect(try Data(contentsOf: URL(fileURLWithPath: files.path)) == bytes)
    }

    @Test("migrates an existing file after a backup, a new one without; a failing step changes nothing")
    func migration() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        try await store.settings.set("x", "1")
        await store.close()
        #expect(try FileManager.default.contentsOfDirectory(atPath: files.folder).allSatisfy { !$0.hasSuffix(".bak") })

        let database = try Connection(path: files.path)
        var migration = Migration(database: database, now: Samples.noon, log: quietLog(files.clock))
        migration.steps.append(Schema.Step(name: "added", sql: "CREATE TABLE added (x INTEGER) STRICT; SELECT broken"))
        #expect(throws: DatabaseError.self) { try migration.run() }
        #expect(try database.pragma("user_version") == Schema.version)
        #expect(try database.query("SELECT name FROM sqlite_schema WHERE name = 'added'") { _ in 1 }.isEmpty)

        migration.steps[Schema.version] = Schema.Step(
            name: "added",
            sql: "CREATE TABLE added (x INTEGER) STRICT; DELETE FROM settings"
        )
        try migration.run()
        #expect(try database.pragma("user_version") == Schema.version + 1)
        let names = try database.query("SELECT name FROM migrations") { row in try row["name"] as String }
        #expect(Set(names) == Set(migration.steps.map(\.name)))
        try migration.run()  // The second time there is nothing to do.
        let backup = try StoreFile(path: files.path + ".before-v\(Schema.version + 1).bak").check()
        #expect(backup.schemaVersion == Schema.version && backup.problems.isEmpty)
        #expect(backup.tables.contains(StoreReport.Table(name: "settings", rows: 1)))
    }

    @Test("stores that find no file at the same moment make one")
    func twoCreators() async throws {
        for _ in 0..<15 {
            let files = try TemporaryStore()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for name in ["a", "b", "c"] {
                    group.addTask { try await files.open().settings.set(name, name) }
                }
                try await group.waitForAll()
            }
            #expect(try await files.open().settings.all(prefix: "").count == 3)
        }
    }

    @Test("a backup of an open store has what is still in its WAL, a plain copy of the file has not")
    func backup() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        try await store.settings.set("x", "1")
        let (copy, plain) = (files.folder + "/copy.db", files.folder + "/plain.db")
        try StoreFile(path: files.path).backup(to: copy)
        try FileManager.default.copyItem(atPath: files.path, toPath: plain)
        #expect(try StoreFile(path: copy).check().tables.contains(StoreReport.Table(name: "settings", rows: 1)))
        #expect(throws: (any Error).self) { try StoreFile(path: plain).check() }
        await store.close()
    }

    @Test("restoring gives the same rows and keeps the replaced file")
    func restore() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        var batch = StoreBatch()
        batch.alerts.records = [Samples.alert(id: 1)]
        batch.outbox.drafts = [Samples.draft("1"), Samples.draft("2")]
        batch.calendar.edits = [Samples.edit(.closed)]
        batch.audit.entries = [AuditEntry(at: Samples.noon, actor: "42", action: .jobRun, object: "EQ1")]
        try await store.commit(batch)
        let file = StoreFile(path: files.path)
        let copy = files.folder + "/copy.db"
        try file.backup(to: copy)
        let dump = try rows(files.path)
        try await store.settings.set("later", "1")
        await store.close()

        let kept = try #require(try file.restore(from: copy, at: Samples.noon).first)
        #expect(kept.hasSuffix(".replaced-20240715T090000.000Z"))
        #expect(try rows(files.path) == dump)
        #expect(try rows(kept) != dump)
        let again = try files.open()
        #expect(try await again.alerts.alert(1) == Samples.alert(id: 1))
        #expect(try await again.settings.value("later") == nil)
    }

    @Test("on a machine without the store's folder it is made; a backup that is none makes nothing")
    func restoreElsewhere() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        try await store.settings.set("x", "1")
        let copy = files.folder + "/copy.db"
        try StoreFile(path: files.path).backup(to: copy)
        let bare = StoreFile(path: files.folder + "/new/runtime/mayak.db")
        #expect(throws: (any Error).self) { try bare.restore(from: files.folder + "/absent.db", at: Samples.noon) }
        #expect(!FileManager.default.fileExists(atPath: files.folder + "/new"))
        #expect(try bare.restore(from: copy, at: Samples.noon).isEmpty)
        #expect(try rows(bare.path) == rows(copy))
        await store.close()
    }

    @Test("a store whose process was killed is kept with its WAL when it is replaced")
    func restoreOverCrash() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        let copy = files.folder + "/copy.db"
        try StoreFile(path: files.path).backup(to: copy)
        try await store.settings.set("x", "1")
        // What a kill leaves behind: the file and its WAL.
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(atPath: files.path + suffix, toPath: files.folder + "/crashed.db" + suffix)
        }
        let crashed = StoreFile(path: files.folder + "/crashed.db")
        let kept = try #require(try crashed.restore(from: copy, at: Samples.noon).first)
        #expect(try rows(crashed.path).contains { $0.hasPrefix("settings") } == false)
        #expect(try rows(kept).contains { $0.hasPrefix("settings") })
    }

    @Test("a damaged, newer or foreign backup replaces nothing", arguments: ["damaged", "newer", "foreign", "absent"])
    func unfit(kind: String) async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        try await store.outbox.enqueue((0..<200).map { Samples.draft("\($0)") })
        let copy = files.folder + "/copy.db"
        try StoreFile(path: files.path).backup(to: copy)
        await store.close()
        switch kind {
        case "damaged":
            var bytes = try Data(contentsOf: URL(fileURLWithPath: copy))
            let middle = bytes.count / 4_096 / 2 * 4_096
            bytes.replaceSubrange(middle..<(middle + 8_192), with: Data(repeating: 0xA5, count: 8_192))
            try bytes.write(to: URL(fileURLWithPath: copy))
        case "newer": try change(copy, "PRAGMA user_version = 99")
        case "foreign": try change(copy, "PRAGMA application_id = 1")
        default: try FileManager.default.removeItem(atPath: copy)
        }
        let before = try rows(files.path)
        #expect(throws: (any Error).self) { try StoreFile(path: files.path).restore(from: copy, at: Samples.noon) }
        #expect(try rows(files.path) == before)
        let left = try FileManager.default.contentsOfDirectory(atPath: files.folder)
        #expect(left.allSatisfy { !$0.contains("replaced") && !$0.contains("restoring") }, "\(left)")
    }

    private func closed(_ store: StateStore) async throws {
        try await store.settings.set("x", "1")
        await store.close()
    }

    private func change(_ path: String, _ sql: String) throws {
        let database = try Connection(path: path)
        try database.transaction { try database.script(sql) }
        database.close()
    }

    /// Every row of every table as text, by SQLite's own `quote()`.
    private func rows(_ path: String) throws -> [String] {
        var options = Connection.Options()
        options.isReadOnly = true
        let database = try Connection(path: path, options: options)
        let tables = try database.query("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name") { row in
            try row["name"] as String
        }
        return try tables.flatMap { table in
            let columns = try database.query("SELECT name FROM pragma_table_info(?)", [table]) { row in
                "quote(\(try row["name"] as String))"
            }
            return try database.query("SELECT \(columns.joined(separator: " || ',' || ")) AS line FROM \(table)") {
                row in
                "\(table) \(try row["line"] as String)"
            }
        }
    }
}
