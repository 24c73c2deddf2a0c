import Market
import Platform
import Store
import TestKit
import Testing

@Suite("mayak db", .timeLimit(.minutes(5)))
struct DatabaseCommandTests {
    let directory: TemporaryFolder
    let path: String

    init() async throws {
        directory = try TemporaryFolder()
        path = try directory.file("mayak.db")
        let clock = ManualClock()
        let store = try StateStore(path: path, clock: clock, log: Log(component: "test", clock: clock))
        try await store.settings.set("x", "1")
        await store.close()
    }

    @Test("check, backup and restore work one after the other")
    func roundTrip() async throws {
        let check = try await MayakProcess.run(["db", "check", "--store", path])
        #expect(check.status == 0 && check.text.hasSuffix("\nok\n"), "\(check.text)\(check.errors)")
        let copy = try directory.file("copy.db")
        let backup = try await MayakProcess.run(["db", "backup", copy, "--store", path])
        #expect(backup.status == 0 && backup.text.hasPrefix("\(copy): "))
        let restore = try await MayakProcess.run(["db", "restore", copy, "--store", path])
        #expect(restore.status == 0 && restore.text.contains("\(path).replaced-"), "\(restore.errors)")
        let again = try await MayakProcess.run(["db", "check", "--json", "--store", path])
        #expect(again.text.contains("{\"name\":\"settings\",\"rows\":1}") && again.text.contains("\"problems\":[]"))
    }

    @Test("without --store the configured store is meant")
    func configured() async throws {
        let check = try await MayakProcess.run(
            ["db", "check"],
            environment: ["MAYAK_STORE": path],
            directory: directory.path
        )
        #expect(check.status == 0 && check.text.hasPrefix(path), "\(check.errors)")
    }

    @Test("an open store is not replaced")
    func inUse() async throws {
        let copy = try directory.file("copy.db")
        #expect(try await MayakProcess.run(["db", "backup", copy, "--store", path]).status == 0)
        let clock = ManualClock()
        let store = try StateStore(path: path, clock: clock, log: Log(component: "test", clock: clock))
        let restore = try await MayakProcess.run(["db", "restore", copy, "--store", path])
        #expect(restore.status == 1 && restore.errors.contains("stop `mayak bot` and `mayak scheduler` first"))
        await store.close()
    }

    @Test("a missing or damaged file is named")
    func failures() async throws {
        let missing = try await MayakProcess.run(["db", "check", "--store", directory.file("none.db")])
        #expect(missing.status == 1 && missing.errors.contains("none.db"))
        let text = try directory.file("text.db", String(repeating: "no database ", count: 1_000))
        let foreign = try await MayakProcess.run(["db", "restore", text, "--store", path])
        #expect(foreign.status == 65 && foreign.errors.contains("text.db"))
    }
}
