import Market
import Store
import TestKit
import Testing

@Suite("Invitations")
struct InvitationTests {
    private let newcomer = Person(id: 1999, name: "Павел", role: .viewer, language: "ru")

    @Test("a code lets one person in, once, with the invitation's role")
    func once() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        let end = files.clock.now + .hours(24)
        let invitation = try await store.people.invite(.operator, digest: "d1", author: "cli root", expiresAt: end)
        #expect(try await store.people.openInvitations(at: files.clock.now) == [invitation])
        guard
            case .joined(let person, let used, before: nil) = try await store.people.redeem(digest: "d1", by: newcomer)
        else {
            Issue.record("not let in")
            return
        }
        #expect(person == Person(id: 1999, name: "Павел", role: .operator, language: "ru"))
        #expect(used.id == invitation.id && used.usedBy == 1999 && used.usedAt == files.clock.now)
        #expect(try await store.people.person(1999) == person)
        #expect(try await store.people.openInvitations(at: files.clock.now).isEmpty)
        #expect(try await store.people.redeem(digest: "d1", by: Person(id: 5, name: "X", role: .viewer)) == .unknown)
        #expect(try await store.people.person(5) == nil)
    }

    @Test("expired, withdrawn and invented codes let nobody in")
    func refused() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        let end = files.clock.now + .minutes(1)
        let late = try await store.people.invite(.trader, digest: "late", author: "a", expiresAt: end)
        let taken = try await store.people.invite(.trader, digest: "taken", author: "a", expiresAt: end + .hours(1))
        #expect(try await store.people.withdrawInvitation(taken.id))
        #expect(try await !store.people.withdrawInvitation(taken.id))
        files.clock.advance(by: .minutes(1))
        #expect(try await store.people.redeem(digest: "late", by: newcomer) == .expired(late))
        #expect(try await store.people.redeem(digest: "taken", by: newcomer) == .unknown)
        #expect(try await store.people.redeem(digest: "invented", by: newcomer) == .unknown)
        #expect(try await store.people.all().isEmpty)
    }

    @Test("a code raises a role and never lowers one; where it is not needed it stays good")
    func raising() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        try await store.people.setRole(Person(id: 1, name: "Анна", role: .admin, language: "en"))
        try await store.people.setRole(Person(id: 2, name: "Борис", role: .viewer))
        _ = try await store.people.invite(.operator, digest: "d", author: "a", expiresAt: files.clock.now + .hours(1))
        let anna = Person(id: 1, name: "A", role: .viewer)
        #expect(
            try await store.people.redeem(digest: "d", by: anna)
                == .notNeeded(Person(id: 1, name: "Анна", role: .admin, language: "en"))
        )
        guard
            case .joined(let person, _, before: .viewer) = try await store.people.redeem(
                digest: "d",
                by: Person(id: 2, name: "B", role: .viewer)
            )
        else {
            Issue.record("not raised")
            return
        }
        #expect(person == Person(id: 2, name: "Борис", role: .operator))
    }
}

@Suite("Last admin")
struct LastAdminTests {
    @Test("the last admin cannot be removed or lowered, unless the configuration appoints one")
    func lastAdmin() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        try await store.people.setRole(Person(id: 1, name: "Анна", role: .admin))
        try await store.people.setRole(Person(id: 2, name: "Борис", role: .viewer))
        for attempt in 0..<2 {
            let error = await #expect(throws: StoreError.self) {
                if attempt == 0 {
                    try await store.people.remove(1, appointed: [])
                } else {
                    _ = try await store.people.changeRole(of: 1, to: .trader, appointed: [])
                }
            }
            #expect(error?.kind == .lastAdmin)
        }
        #expect(try await store.people.person(1)?.role == .admin)
        // The same role again takes nothing away, and a viewer may always go.
        #expect(try await store.people.changeRole(of: 1, to: .admin, appointed: []) == .admin)
        #expect(try await store.people.remove(2, appointed: [])?.name == "Борис")
        #expect(try await store.people.changeRole(of: 1, to: .viewer, appointed: [7]) == .admin)
    }

    @Test("a role is given to a stranger under the name that is said, and a known person keeps name and language")
    func names() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        #expect(try await store.people.changeRole(of: 5, to: .viewer, name: "Пётр", appointed: []) == nil)
        #expect(try await store.people.person(5)?.name == "Пётр")
        try await store.people.setRole(Person(id: 5, name: "Пётр", role: .viewer, language: "en"))
        #expect(try await store.people.changeRole(of: 5, to: .operator, appointed: []) == .viewer)
        #expect(try await store.people.person(5) == Person(id: 5, name: "Пётр", role: .operator, language: "en"))
    }
}

@Suite("Approvals in the store")
struct ApprovalStoreTests {
    @Test("other people approve, each once, until enough have")
    func enough() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        let now = files.clock.now
        for id in [1, 2, 3, 4] as [Int64] { try await store.people.setRole(Person(id: id, name: "P", role: .operator)) }
        let asked = Confirmation(
            nonce: "n",
            person: 1,
            chat: -5,
            action: "x",
            role: .operator,
            createdAt: now,
            expiresAt: now + .minutes(5),
            approvers: 2
        )
        try await store.ask(asked)
        func approval(_ person: Int64) -> Approval { Approval(person: person, name: "P\(person)", at: now) }
        #expect(try await store.people.takeConfirmation("n", by: 1, at: now) == .unknown)
        #expect(try await store.people.approve("n", by: approval(1)) == .own(asked))
        #expect(try await store.people.approve("n", by: approval(2)) == .waiting(asked, missing: 1))
        #expect(try await store.people.approve("n", by: approval(2)) == .repeated(asked))
        #expect(try await store.people.approve("n", by: approval(3)) == .complete(asked, [approval(2), approval(3)]))
        var used = asked
        used.usedAt = now
        #expect(try await store.people.approve("n", by: approval(4)) == .alreadyUsed(used))
        #expect(try await store.people.confirmation("n") == used)
        #expect(try await store.people.approve("m", by: approval(4)) == .unknown)
    }

    @Test("an approval that comes too late or after a refusal changes nothing")
    func late() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        let now = files.clock.now
        for id in [1, 2] as [Int64] { try await store.people.setRole(Person(id: id, name: "P", role: .operator)) }
        for nonce in ["late", "dropped"] {
            try await store.ask(
                Confirmation(
                    nonce: nonce,
                    person: 1,
                    chat: -5,
                    action: "x",
                    role: .operator,
                    createdAt: now,
                    expiresAt: now + .minutes(5),
                    approvers: 1
                )
            )
        }
        let late = Approval(person: 2, name: "P", at: now + .minutes(5))
        guard case .expired = try await store.people.approve("late", by: late) else {
            Issue.record("approved too late")
            return
        }
        #expect(try await store.people.dropConfirmation("dropped", at: now))
        #expect(try await !store.people.dropConfirmation("dropped", at: now))
        guard case .alreadyUsed = try await store.people.approve("dropped", by: Approval(person: 2, name: "P", at: now))
        else {
            Issue.record("approved what was given up")
            return
        }
        // Forgetting a confirmation takes its approvals along.
        _ = try await store.people.approve("late", by: Approval(person: 2, name: "P", at: now))
        _ = try await store.maintenance.prune(before: now + .hours(1))
        #expect(try await store.people.approvals("late").isEmpty)
    }
}
