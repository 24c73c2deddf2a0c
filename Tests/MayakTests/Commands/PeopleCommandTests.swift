import Foundation
import Market
import Platform
import Store
import TestKit
import Testing

/// `mayak people` as processes of their own, on one store.
@Suite("mayak people", .timeLimit(.minutes(1)))
struct PeopleCommandTests {
    private let people: StoreCommands

    init() throws {
        people = try StoreCommands("people")
    }

    @Test("people come, change and go; the last admin stays; every change is in the audit trail")
    func changes() async throws {
        let none = try await people("list")
        #expect(none.status == 0 && none.text.contains("mayak people invite --role admin"))
        for change in [
            ["set", "1001", "admin"], ["invite", "--role", "viewer"], ["remove", "1001"], ["withdraw", "1"],
        ] {
            let early = try await MayakProcess.run(["people"] + change + ["--store", people.path])
            #expect(early.status == 1 && early.errors.contains("no store at \(people.path)"), "\(early.errors)")
            #expect(early.errors.contains("--create") == (change[0] == "set" || change[0] == "invite"))
        }
        #expect(!FileManager.default.fileExists(atPath: people.path))
        let first = try await people("set", "1001", "admin", "--name", "Анна", "--create")
        #expect(first.text == "1001: stranger → admin\n")
        #expect(try await people("set", "1002", "viewer", "--name", "Борис").status == 0)
        let last = try await people("remove", "1001")
        #expect(last.status == 1 && last.errors.contains("1001 is the last admin"))
        #expect(try await people("set", "1002", "admin").text == "1002: viewer → admin\n")
        #expect(try await people("remove", "1001").text == "1001 Анна: admin → stranger\n")
        #expect(try await people("remove", "1001").status == 1)
        let list = try await people("list", "--json")
        #expect(list.text.contains("\"name\" : \"Борис\"") && !list.text.contains("Анна"))
        let store = try StateStore(
            path: people.path,
            clock: ManualClock(),
            log: Log(component: "t", clock: ManualClock())
        )
        let rows = try await store.audit.latest(limit: 20).reversed().map {
            "\($0.action) \($0.object): \($0.before)→\($0.after) \($0.result?.text ?? "?")"
        }
        #expect(
            rows == [
                "people.set 1001 Анна: stranger→admin done", "people.set 1002 Борис: stranger→viewer done",
                "people.remove 1001: → refused: lastAdmin", "people.set 1002: viewer→admin done",
                "people.remove 1001: → was admin", "people.remove 1001: → refused: nobody has this id",
            ]
        )
        await store.close()
    }

    @Test("an invitation is told once, listed without its code, and can be withdrawn")
    func invitations() async throws {
        struct Invited: Decodable {
            let id: Int64
            let code: String
            let role: String
            let link: String?
        }
        let outcome = try await people("invite", "--role", "operator", "--hours", "2", "--json", "--create")
        let invited = try JSONDecoder().decode(Invited.self, from: Data(outcome.output))
        let code = try #require(OneTimeCode(invited.code))
        #expect(invited.role == "operator" && invited.link == nil)
        let list = try await people("list")
        #expect(list.text.contains("invitation \(invited.id)  operator") && !list.text.contains(invited.code))
        let clock = SystemClock()
        let store = try StateStore(path: people.path, clock: clock, log: Log(component: "test", clock: clock))
        try await store.settings.set("telegram.bot_name", "mayak_bot")
        let joined = try await store.people.redeem(
            digest: try code.digest(),
            by: Person(id: 5, name: "X", role: .viewer)
        )
        guard case .joined(let person, _, before: nil) = joined else {
            Issue.record("the code lets nobody in: \(joined)")
            return
        }
        #expect(person.role == .operator)
        await store.close()
        let second = try await people("invite", "--role", "viewer")
        #expect(second.text.contains("https://t.me/mayak_bot?start="))
        #expect(try await people("withdraw", "\(invited.id + 1)").status == 0)
        #expect(try await people("withdraw", "\(invited.id + 1)").status == 1)
    }

    @Test(
        "mistakes are one line and exit code 64",
        arguments: [
            (["invite"], "--role ROLE is required"), (["invite", "--role", "boss"], "boss"),
            (["invite", "--role", "viewer", "--hours", "0"], "--hours"), (["set", "@anna", "viewer"], "@anna"),
            (["set", "5", "chief"], "chief"), (["remove"], "ID"),
        ]
    )
    func mistakes(arguments: [String], named: String) async throws {
        let outcome = try await MayakProcess.run(["people"] + arguments + ["--store", people.path])
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains(named) && outcome.errors.split(separator: "\n").count == 1)
    }
}
