import Market
import Platform
import Store
import TestKit
import Testing

@Suite("Scheduled backups")
struct StoreBackupsTests {
    @Test("the newest are kept, each is whole, and what a person made stays")
    func rotation() async throws {
        let folder = try TemporaryFolder(prefix: "backups", isInMemory: true)
        defer { folder.remove() }
        let clock = ManualClock()
        let path = folder.path + "/mayak.db"
        let store = try StateStore(
            path: path,
            clock: clock,
            log: Log(component: "test", threshold: .critical, clock: clock)
        )
        try StoreFile(path: path).backup(to: path + ".mine.bak")
        let backups = StoreBackups(of: path, in: folder.path + "/copies", keep: 2)
        var files: [String] = []
        for day in 0..<4 {
            try await store.settings.set("day", "\(day)")
            let (file, removed) = try await backups.make(at: clock.now)
            #expect(removed == (day < 2 ? 0 : 1))
            files.append(file)
            clock.advance(by: .hours(24))
        }
        #expect(files[0] == folder.path + "/copies/mayak.db.20240715T070000.000Z.daily.bak")
        #expect(files.map(FileBytes.exists) == [false, false, true, true])
        #expect(try StoreFile(path: files[3]).check().problems.isEmpty)
        await store.close()
        #expect(FileBytes.exists(path + ".mine.bak"))
        #expect(try backups.all().map(\.file).sorted() == Array(files[2...]))
    }

    @Test("a copy that fails costs none that is there")
    func failure() async throws {
        let folder = try TemporaryFolder(prefix: "backups", isInMemory: true)
        defer { folder.remove() }
        let old = folder.path + "/mayak.db.20240714T070000Z.daily.bak"
        try FileBytes.create(old, Array("old".utf8))
        let backups = StoreBackups(of: folder.path + "/mayak.db", keep: 1)
        await #expect(throws: DatabaseError.self) { try await backups.make(at: Timestamp(seconds: 1_721_026_800)) }
        #expect(FileBytes.exists(old))
    }
}
