import Market
import Platform
import Store
import TestKit
import Testing

/// `mayak oncall` as processes of their own, on one store.
@Suite("mayak oncall", .timeLimit(.minutes(1)))
struct OncallCommandTests {
    let directory: TemporaryFolder
    let path: String

    init() throws {
        directory = try TemporaryFolder()
        path = try directory.file("mayak.db")
    }

    private func mayak(_ arguments: String...) async throws -> MayakProcess.Outcome {
        try await MayakProcess.run(arguments + ["--store", path])
    }

    @Test("the week is set, listed and emptied; what was done is in the audit trail")
    func wholeWay() async throws {
        #expect(try await mayak("oncall", "list").text.hasPrefix("Nobody is on call"))
        #expect(try await mayak("people", "set", "1001", "admin", "--name", "Анна", "--create").status == 0)
        #expect(try await mayak("people", "set", "1002", "viewer", "--name", "Борис").status == 0)
        let set = try await mayak("oncall", "set", "--days", "mon-fri", "--hours", "9-19", "--people", "борис, 1001")
        #expect(set.text.hasSuffix("mon-fri  09-19 Анна, Борис\n"), "\(set.text)\(set.errors)")
        #expect(try await mayak("oncall", "set", "--days", "fri", "--hours", "19-9", "--people", "Анна").status == 0)
        let rows = try await mayak("oncall", "list").text.split(separator: "\n").dropFirst()
        #expect(
            rows == [
                "mon-thu  09-19 Анна, Борис", "fri      09-19 Анна, Борис; 19-24 Анна", "sat      00-09 Анна",
            ]
        )
        let list = try await mayak("oncall", "list", "--json").text
        #expect(list.contains("\"first\" : \"mon\"") && list.contains("\"until\" : 24"))
        #expect(try await mayak("oncall", "clear", "--days", "mon-fri").text.hasSuffix("sat      00-09 Анна\n"))
        #expect(try await mayak("oncall", "clear").text.hasPrefix("Nobody is on call"))
        let store = try StateStore(path: path, clock: ManualClock(), log: Log(component: "t", clock: ManualClock()))
        let audit = try await store.audit.latest(limit: 9).filter { $0.action == "duty.set" }.reversed()
        #expect(audit.map(\.object) == ["mon-fri 9-19", "fri 19-9", "mon-fri", "all"])
        #expect(audit.first?.after == "1002 Борис, 1001 Анна")
        await store.close()
    }

    @Test("nobody is put on call in a store that is not there")
    func noStore() async throws {
        for words in [["set", "--people", "Анна"], ["clear"]] {
            let outcome = try await MayakProcess.run(["oncall"] + words + ["--store", path])
            #expect(outcome.status == 1 && outcome.errors.contains("no store at \(path)"), "\(outcome.errors)")
            #expect(!FileBytes.exists(path))
        }
    }

    @Test(
        "what cannot be is refused with what can",
        arguments: [
            (["--days", "noday", "--people", "Анна"], Int32(64), "mon-fri"),
            (["--hours", "9-25", "--people", "Анна"], 64, "0 to 24"), (["--people", ","], 64, "at least one name"),
            ([], 64, "--people"), (["--people", "Пётр"], 1, "nobody with a role is called 'Пётр'"),
        ]
    )
    func refused(_ options: [String], _ status: Int32, _ words: String) async throws {
        #expect(try await mayak("people", "set", "1001", "admin", "--name", "Анна", "--create").status == 0)
        let outcome = try await MayakProcess.run(["oncall", "set"] + options + ["--store", path])
        #expect(outcome.status == status && outcome.errors.contains(words), "\(outcome.errors)")
    }
}
