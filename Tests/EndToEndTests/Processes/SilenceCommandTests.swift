import Platform
import Store
import TestKit
import Testing

extension EndToEnd {
    /// Silences from the command line, with a scheduler that carries them out.
    @Suite("Silences from the command line", .timeLimit(.minutes(3)))
    struct SilenceCommandTests {
        @Test("are added, listed with their reason, removed, and audited")
        func wholeWay() async throws {
            let rig = try await Rig(Rig.World(time: "10:31"))
            let scheduler = try rig.start(.scheduler)
            try await scheduler.says("Jobs planned", within: .seconds(60))
            let empty = try await rig.run(["silence", "list"])
            #expect(empty.status == 0 && empty.text == "Nothing is silenced.\n", "\(empty.text)\(empty.errors)")
            let added = try await rig.run([
                "silence", "add", "--market", "fo", "--endpoint", "obstats", "--minutes", "60", "--reason",
                "вендор чинит",
            ])
            #expect(
                added.status == 0 && added.text.hasPrefix("FO obstats: silent until "),
                "\(added.text)\(added.errors)"
            )
            let all = try await rig.run(["silence", "add", "--market", "all", "--for", "2h"])
            #expect(all.status == 0 && all.text.hasPrefix("everything: "), "\(all.text)\(all.errors)")
            let list = try await rig.run(["silence", "list"]).text.split(separator: "\n")
            #expect(list.count == 2)
            #expect(
                list.first?.hasPrefix("1  FO obstats  until ") == true && list.first?.hasSuffix("вендор чинит") == true
            )
            let removed = try await rig.run(["silence", "remove", "1"])
            #expect(removed.status == 0 && removed.text == "1  FO obstats: sound again\n", "\(removed.errors)")
            let gone = try await rig.run(["silence", "remove", "1"])
            #expect(gone.status == 1 && gone.errors.contains("there is no silence 1"))
            #expect(try await rig.run(["silence", "remove", "all"]).status == 0)
            #expect(try await rig.run(["silence", "list", "--json"]).text == "[\n\n]\n")
            let store = try rig.store()
            let rows = try await store.audit.latest(limit: 9).map {
                "\($0.action) \($0.object) \($0.result?.text ?? "?")"
            }
            await store.close()
            #expect(
                rows == [
                    "silence.end everything done", "silence.end FO obstats done", "silence.set everything done",
                    "silence.set FO obstats done",
                ]
            )
        }

        @Test(
            "say what is wrong",
            arguments: [
                (["silence", "add"], 64, "--market"),
                (["silence", "add", "--market", "FO"], 64, "--minutes N or --until"),
                (["silence", "add", "--market", "XX", "--minutes", "5"], 64, "one of EQ, FX, FO, all"),
                (["silence", "add", "--market", "FO", "--minutes", "0"], 64, "minutes"),
                (["silence", "add", "--market", "FO", "--minutes", "5", "--until", "open"], 64, "either"),
                (["silence", "add", "--market", "FO", "--for", "2h", "--minutes", "5"], 64, "either"),
                (["silence", "add", "--market", "FO", "--for", "49h"], 64, "60, 30m, 2h, 14:30"),
                (["silence", "add", "--market", "FO", "--for", "2h"], 1, "there is no store"),
                (["silence", "remove", "soon"], 64, "or all"), (["silence", "list"], 1, "there is no store"),
                (["silence", "add", "--market", "FO", "--minutes", "5"], 1, "there is no store"),
            ]
        )
        func mistakes(_ words: [String], _ status: Int32, _ says: String) async throws {
            let folder = try TemporaryFolder(prefix: "mayak-silence", isInMemory: true)
            defer { folder.remove() }
            let run = try await MayakProcess.run(words, environment: [:], directory: folder.path)
            #expect(run.status == status && run.errors.contains(says), "\(run.status) \(run.errors)")
            #expect(!FileBytes.exists(folder.path + "/runtime"))
        }
    }
}
