import Foundation
import Glibc
import Market
import Platform
import Store
import TestKit
import Testing

extension EndToEnd {
    /// What happens to running processes when somebody takes their store away.
    @Suite("Store taken away", .timeLimit(.minutes(10)))
    struct StoreTakenTests {
        @Test("both processes say so, save what they have and end within seconds", arguments: [false, true])
        func taken(isReplaced: Bool) async throws {
            let rig = try await Rig(Rig.World(time: "10:31"))
            let processes = try Rig.Role.allCases.map { try rig.start($0) }
            try await processes[0].says("Bot started", within: .seconds(60))
            try await processes[1].says("Jobs planned", within: .seconds(60))
            // What is to be saved has to be there.
            let store = try rig.store()
            #expect(
                try await eventually(within: .seconds(30)) { try await !store.processes.heartbeats().isEmpty }
            )
            await store.close()
            if isReplaced {
                let copy = rig.directory.path + "/copy.db"
                #expect(try await rig.run(["db", "backup", copy]).status == 0)
                #expect(rename(copy, rig.storePath) == 0)
            } else {
                #expect(unlink(rig.storePath) == 0)
            }
            let clock = SystemClock()
            let start = clock.now
            for process in processes {
                #expect(try await process.end(within: .seconds(30)) == (isReplaced ? 1 : 74))
                #expect(process.log.contains("the store was taken away"))
            }
            print("store \(isReplaced ? "replaced" : "removed"): both gone after \(start.duration(to: clock.now))")
            let saved = try FileManager.default.contentsOfDirectory(atPath: rig.directory.path)
                .filter { $0.contains(".rescued-") && !$0.contains("partial") }
            #expect(saved.count == 2, "\(saved)")
            for name in saved {
                let report = try StoreFile(path: rig.directory.path + "/" + name).check()
                #expect(report.problems.isEmpty)
                #expect(report.tables.contains { $0.name == "heartbeats" && $0.rows > 0 }, "\(report.tables)")
            }
        }

        @Test("a second bot is kept out whatever it calls the store, and a restore is refused while one runs")
        func second() async throws {
            let rig = try await Rig(Rig.World(time: "10:31"))
            let bot = try rig.start(.bot)
            try await bot.says("Bot started", within: .seconds(60))
            let link = rig.directory.path + "/link.db"
            #expect(symlink("mayak.db", link) == 0)
            for path in [
                link, rig.directory.path + "/../" + (rig.directory.path as NSString).lastPathComponent + "/mayak.db",
            ] {
                let outcome = try await rig.run(["bot", "--set", "store.path=\(path)"])
                #expect(outcome.status != 0 && outcome.errors.contains("another mayak bot runs"), "\(outcome.errors)")
            }
            let copy = rig.directory.path + "/copy.db"
            #expect(try await rig.run(["db", "backup", copy]).status == 0)
            for path in [rig.storePath, link] {
                let restored = try await rig.run(["db", "restore", copy, "--store", path])
                #expect(restored.status == 1 && restored.errors.contains("stop `mayak bot`"), "\(restored.errors)")
            }
            let onto = try await rig.run(["db", "backup", link])
            #expect(onto.status == 65 && onto.errors.contains("is the store itself"), "\(onto.errors)")
            #expect(bot.isRunning)
        }
    }
}
