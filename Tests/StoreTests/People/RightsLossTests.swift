import Foundation
import Market
import Platform
import TestKit
import Testing

@testable import Store

/// What a role leaves behind goes with it, in the same transaction.
@Suite("Lost rights")
struct RightsLossTests {
    private let files: TemporaryStore
    private let store: StateStore
    private let anna: Int64 = 1
    private let boris: Int64 = 2

    init() async throws {
        files = try TemporaryStore()
        store = try files.open()
        for id in [anna, boris] { try await store.people.setRole(Person(id: id, name: "P\(id)", role: .admin)) }
    }

    /// Ways to lose the role admin, and what is left.
    enum Loss: String, CaseIterable, CustomTestStringConvertible {
        case lowered, removed, roleSet, unappointed

        var testDescription: String { rawValue }
    }

    private func lose(_ loss: Loss, _ person: Int64) async throws {
        switch loss {
        case .lowered: _ = try await store.people.changeRole(of: person, to: .trader, appointed: [])
        case .removed: try await store.people.remove(person, appointed: [])
        case .roleSet: try await store.people.setRole(Person(id: person, name: "P", role: .viewer))
        case .unappointed:
            try await store.people.appoint([person, boris])
            try await store.people.setRole(Person(id: person, name: "P", role: .viewer))
            #expect(try await store.people.rightsLoss(of: person) == nil, "still admin by configuration")
            #expect(try await store.people.appoint([boris]) == [person])
        }
    }

    @Test("codes that somebody made, or that were made before they went, let them in no more", arguments: Loss.allCases)
    func codes(_ loss: Loss) async throws {
        let end = files.clock.now + .hours(24)
        _ = try await store.people.invite(.admin, digest: "own", author: "P (1)", creator: anna, expiresAt: end)
        _ = try await store.people.invite(.admin, digest: "for", author: "P (2)", creator: boris, expiresAt: end)
        _ = try await store.people.invite(.admin, digest: "cli", author: "cli root", expiresAt: end)
        try await lose(loss, anna)
        let again = Person(id: anna, name: "A", role: .viewer)
        for digest in ["own", "for", "cli"] {
            #expect(try await store.people.redeem(digest: digest, by: again) == .unknown, "\(digest)")
        }
        #expect(try await store.people.presentRole(of: anna) != .admin)
        // For somebody else the codes of those who are still admins are good, hers are not.
        let newcomer = Person(id: 9, name: "N", role: .viewer)
        #expect(try await store.people.redeem(digest: "own", by: newcomer) == .unknown)
        guard case .joined = try await store.people.redeem(digest: "for", by: newcomer) else {
            Issue.record("a good code did not let in")
            return
        }
        // A code made afterwards is meant for them.
        _ = try await store.people.invite(.admin, digest: "new", author: "P (2)", creator: boris, expiresAt: end)
        guard case .joined = try await store.people.redeem(digest: "new", by: again) else {
            Issue.record("a new code did not let in")
            return
        }
    }

    @Test("questions, wishes, approvals, commands and messages on their way", arguments: Loss.allCases)
    func left(_ loss: Loss) async throws {
        let now = files.clock.now
        func ask(_ nonce: String, _ person: Int64, subject: Int64? = nil, approvers: Int = 0) async throws {
            try await store.ask(
                Confirmation(
                    nonce: nonce,
                    person: person,
                    chat: -5,
                    action: "x",
                    role: .operator,
                    subject: subject,
                    createdAt: now,
                    expiresAt: now + .minutes(5),
                    approvers: approvers
                )
            )
        }
        try await ask("question", anna)
        try await ask("wish", anna, approvers: 1)
        try await ask("raise", boris, subject: anna)
        try await ask("other", boris, approvers: 2)
        _ = try await store.people.approve("other", by: Approval(person: anna, name: "A", at: now))
        let run = SchedulerCommand.job(.run(id: "x"))
        let queued = try await store.commands.post(run, author: "P (1)", channel: .telegram, person: anna)
        let foreign = try await store.commands.post(run, author: "P (2)", channel: .telegram, person: boris)
        let terminal = try await store.commands.post(run, author: "cli root", channel: .cli)
        try await store.outbox.enqueue([
            Samples.draft("private", chat: .chat(id: anna, thread: nil)), Samples.draft("group"),
            OutboxDraft(
                dedupeKey: "fade",
                target: .chat(id: anna, thread: nil),
                content: .fade(messageID: 5, RenderedMessage(html: "x")),
                priority: .edit
            ),
        ])
        try await store.settings.set(SettingName.escalationChat, String(anna))
        try await lose(loss, anna)
        for nonce in ["question", "wish", "raise"] {
            #expect(try await store.people.confirmation(nonce)?.withdrawnAt != nil, "\(nonce)")
        }
        #expect(try await store.people.confirmation("other")?.usedAt == nil)
        #expect(try await store.people.approvals("other").isEmpty)
        #expect(try await store.commands.command(queued)?.state == .withdrawn)
        #expect(try await store.commands.command(foreign)?.state == .queued)
        #expect(try await store.commands.command(terminal)?.state == .queued)
        let states = try await store.outbox.messages(.queued, limit: 9).map(\.draft.dedupeKey)
        #expect(states.sorted() == ["fade", "group"])
        let isOperator = loss == .lowered
        #expect(try await store.settings.value(SettingName.escalationChat) == (isOperator ? "1" : nil))
        // Back again: what was left behind stays void.
        try await store.people.setRole(Person(id: anna, name: "A", role: .admin))
        #expect(try await store.people.takeConfirmation("question", by: anna, at: now) != .unknown)
        #expect(try await store.people.confirmation("question")?.withdrawnAt != nil)
        let record = try #require(try await store.commands.command(queued))
        #expect(try await !store.commands.isHonoured(record))
    }

    @Test("a raised or unchanged role takes nothing away")
    func nothingLost() async throws {
        let now = files.clock.now
        try await store.people.setRole(Person(id: 5, name: "V", role: .viewer))
        let id = try await store.commands.post(.job(.run(id: "x")), author: "V (5)", channel: .telegram, person: 5)
        _ = try await store.people.changeRole(of: 5, to: .operator, appointed: [])
        _ = try await store.people.changeRole(of: 5, to: .operator, name: "Новое имя", appointed: [])
        _ = try await store.people.appoint([anna])
        _ = try await store.people.changeRole(of: anna, to: .viewer, appointed: [anna])
        #expect(try await store.people.rightsLoss(of: 5) == nil)
        #expect(try await store.people.rightsLoss(of: anna) == nil)
        let record = try #require(try await store.commands.command(id))
        #expect(record.postedAt == now && record.state == .queued)
        #expect(try await store.commands.isHonoured(record))
    }

    @Test("who has lost the right changes nobody, and an approver who lost it does not count")
    func judged() async throws {
        let now = files.clock.now
        try await store.people.setRole(Person(id: 3, name: "C", role: .operator))
        let actions: [@Sendable (StateStore) async throws -> Void] = [
            { _ = try await $0.people.changeRole(of: 9, to: .viewer, appointed: [], by: 3) },
            { try await $0.people.remove(2, appointed: [], by: 3) },
            { _ = try await $0.people.withdrawInvitation(1, by: 3) },
            {
                _ = try await $0.people.invite(
                    .viewer,
                    digest: "x",
                    author: "C",
                    creator: 3,
                    expiresAt: now + .hours(1)
                )
            },
        ]
        for action in actions {
            let error = await #expect(throws: StoreError.self) { try await action(store) }
            #expect(error?.kind == .noRight)
        }
        try await store.ask(
            Confirmation(
                nonce: "n",
                person: anna,
                chat: -5,
                action: "x",
                role: .admin,
                createdAt: now,
                expiresAt: now + .minutes(5),
                approvers: 2
            )
        )
        guard case .notAllowed = try await store.people.approve("n", by: Approval(person: 3, name: "C", at: now)) else {
            Issue.record("an operator approved what needs an admin")
            return
        }
        try await store.people.setRole(Person(id: 4, name: "D", role: .admin))
        _ = try await store.people.approve("n", by: Approval(person: boris, name: "B", at: now))
        try await store.people.remove(boris, appointed: [])
        guard
            case .waiting(_, missing: 1) = try await store.people.approve(
                "n",
                by: Approval(person: 4, name: "D", at: now)
            )
        else {
            Issue.record("the removed approver counted")
            return
        }
    }

    @Test("codes that an older version left in the outbox are in no file after the upgrade, nor in the copy it keeps")
    func purge() async throws {
        let files = try TemporaryStore()
        let present = try #require(Schema.steps.firstIndex { $0.name == "rights" })
        let code = "K7QM2-XWD9F"
        do {
            let old = try Connection(path: files.path)
            let log = quietLog(files.clock)
            let steps = Array(Schema.steps.prefix(present))
            try Migration(database: old, now: files.clock.now, log: log, steps: steps).run()
            let text =
                "{\"text\":{\"_0\":{\"html\":\"🔑 \(code) https://t.me/b?start=K7QM2XWD9F\",\"isSilent\":false,"
                + "\"keyboard\":[]}}}"
            let target = "{\"chat\":{\"id\":1}}"
            for (id, state) in [(1, "sent"), (2, "queued"), (3, "dead")] {
                try old.transaction {
                    _ = try old.execute(
                        """
                        INSERT INTO outbox (dedupe_key, chat, target, content, priority, state, created_at)
                        VALUES (?, 'chat 1', ?, ?, 1, ?, 0)
                        """,
                        ["invitation:\(id)", target, text, state]
                    )
                    _ = try old.execute(
                        """
                        INSERT INTO invitations (digest, role, author, created_at, expires_at)
                        VALUES (?, 'viewer', 'Имя (1) (77)', 0, ?)
                        """,
                        ["d\(id)", files.clock.now + .hours(9)]
                    )
                }
            }
            old.close()
        }
        let store = try files.open()
        try await store.people.setRole(Person(id: 77, name: "A", role: .admin))
        #expect(try await store.people.openInvitations(at: files.clock.now).map(\.creator) == [77, 77, 77])
        let queued = try #require(try await store.outbox.messages(.queued, limit: 5).first)
        #expect(queued.draft.content == .invitation(id: 2, language: nil))
        let names = try FileManager.default.contentsOfDirectory(atPath: files.folder)
        #expect(names.contains { $0.hasSuffix(".bak") })
        for name in names {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: files.folder + "/" + name))
            #expect(bytes.range(of: Data(code.utf8)) == nil, "\(name)")
            #expect(bytes.range(of: Data("K7QM2XWD9F".utf8)) == nil, "\(name)")
        }
        #expect(try StoreFile(path: files.path).check().problems.isEmpty)
        await store.close()
    }
}
