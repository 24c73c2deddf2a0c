import TestKit
import Testing

@testable import Store

@Suite("Team")
struct TeamTests {
    @Test("people with a role and admins by configuration, under the name that Telegram gives")
    func team() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        try await store.people.setRole(Person(id: 3, name: "Carol", role: .viewer))
        try await store.people.setRole(Person(id: 1, name: "Anna", role: .operator))
        _ = try await store.people.appoint([1, 2])
        func team() async throws -> [String] {
            try await store.people.team().map { "\($0.id) \($0.name) \($0.role.rawValue)" }
        }
        #expect(try await team() == ["1 Anna admin", "2 2 admin", "3 Carol viewer"])
        for _ in 0..<2 { try await store.people.noteAppointed(2, name: "Boris") }
        #expect(try await team() == ["1 Anna admin", "2 Boris admin", "3 Carol viewer"])
        await store.close()
    }
}
