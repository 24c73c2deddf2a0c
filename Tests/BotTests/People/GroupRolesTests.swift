import Bot
import Market
import Platform
import Sandbox
import Store
import TestKit
import Testing

/// Nobody has a role but by their place in the group, as the sandbox's Telegram says it.
@Suite("Roles by place in the group", .timeLimit(.minutes(1)))
struct GroupRolesTests {
    private static let noAccess = "У вас нет доступа. Номер для администратора покажет /info"

    private func withGroup(_ tune: (inout BotOptions) -> Void = { _ in }, _ body: (ChatBench) async throws -> Void)
        async throws
    {
        try await withChatBench(tune: { options in
            options.admins = []
            options.groupRoles = true
            tune(&options)
        }) { bench in
            try await body(bench)
        }
    }

    /// At the pace that one chat allows.
    private func say(_ bench: ChatBench, _ text: String, chat: String = "group", user: String = "anna") async throws {
        try await bench.say(text, chat: chat, user: user)
        try await bench.pass(.seconds(3), by: .seconds(1))
    }

    @Test("the creator is admin, an administrator operator, a member viewer, everybody else a stranger")
    func places() async throws {
        try await withGroup { bench in
            try bench.sandbox.set(.administrator, of: "carol", in: "group")
            try await say(bench, "/whoami")
            #expect(bench.texts().last?.contains("администратор") == true)
            #expect(bench.texts().last?.contains("местом в группе") == true)
            try await say(bench, "/whoami", user: "boris")
            #expect(bench.texts().last?.contains("наблюдатель") == true)
            try await say(bench, "/whoami", user: "carol")
            #expect(try await bench.store.people.person(1003)?.role == .operator)
            // In private the same rights, and none for whoever is not in the group.
            try await say(bench, "/status", chat: "private", user: "boris")
            #expect(!bench.texts("private:boris").isEmpty)
            try await say(bench, "/status", chat: "private", user: "pavel")
            #expect(bench.texts("private:pavel") == [Self.noAccess])
            try await say(bench, "/people")
            #expect(bench.texts().last?.contains("1002 Борис · наблюдатель · из группы") == true)
        }
    }

    @Test("who is admin by the configuration is told so alone, the creator of the group too")
    func appointedCreator() async throws {
        try await withGroup({ $0.admins = [ChatBench.anna] }) { bench in
            try await say(bench, "/whoami")
            let text = try #require(bench.texts().last)
            #expect(text.contains("в настройках") && !text.contains("местом в группе"), "\(text)")
        }
    }

    @Test("the creator invites and gives roles; a role of one's own goes before that of the group")
    func ownRoles() async throws {
        try await withGroup { bench in
            try await say(bench, "/whoami", user: "boris")
            try await say(bench, "/people set 1002 trader")
            try await bench.press("✅ Да")
            #expect(try await bench.store.people.person(1002) == Person(id: 1002, name: "Борис", role: .trader))
            // Only Telegram takes away what the group gives.
            try await say(bench, "/whoami", user: "carol")
            try await say(bench, "/people remove 1003")
            #expect(bench.texts().last?.contains("местом в группе") == true)
        }
    }

    @Test("the word of Telegram is kept for ten minutes, and whoever left loses the role and what was made with it")
    func leaving() async throws {
        try await withGroup { bench in
            try await say(bench, "/whoami", user: "boris")
            try await say(bench, "/whoami", user: "boris")
            #expect(bench.door.calls.count { $0 == "getChatMember" } == 1)
            try bench.sandbox.set(.left, of: "boris", in: "group")
            #expect(try await bench.store.people.presentRole(of: 1002) == .viewer)
            bench.clock.advance(by: .minutes(11))
            try await say(bench, "/whoami", chat: "private", user: "boris")
            #expect(bench.texts("private:boris") == [Self.noAccess])
            #expect(try await bench.store.people.presentRole(of: 1002) == nil)
            #expect(try await bench.store.people.rightsLoss(of: 1002) != nil)
        }
    }

    @Test("an alert can be handed to administrators who have not spoken, those of a minute ago too")
    func handOver() async throws {
        try await withGroup { bench in
            try bench.sandbox.set(.administrator, of: "carol", in: "group")
            try await bench.settle()
            #expect(try await bench.store.people.person(1003)?.role == .operator)
            var alert = AlertRecord(
                key: AlertKey(.staleness, Feed(.futures, .obstats)),
                severity: .critical,
                date: MoscowTime.date(of: bench.clock.now),
                openedAt: bench.clock.now - .minutes(4),
                value: 840,
                limit: 600
            )
            (alert.id, alert.state) = (1, .acknowledged)
            (alert.acknowledgedBy, alert.acknowledgedAt) = ("Анна (1001)", bench.clock.now)
            (alert.firedAt, alert.toldAt) = (bench.clock.now, bench.clock.now)
            var batch = StoreBatch()
            batch.alerts.records = [alert]
            try await bench.store.commit(batch)
            try await bench.enqueue(OutboxDraft(dedupeKey: "a1", content: .incident(alert: 1), priority: .critical))
            try await bench.pass(.seconds(3), by: .seconds(1))
            // Made one since the start: the question asks Telegram anew, and the next one within ten minutes does not.
            try bench.sandbox.set(.administrator, of: "boris", in: "group")
            bench.clock.advance(by: .minutes(11))
            let asked = bench.door.calls.count { $0 == "getChatAdministrators" }
            #expect(asked == 1)
            try await bench.press("👉 Передать")
            try await bench.pass(.seconds(3), by: .seconds(1))
            try await bench.press("👉 Передать")
            try await bench.pass(.seconds(3), by: .seconds(1))
            #expect(bench.door.calls.count { $0 == "getChatAdministrators" } == asked + 1)
            try await bench.press("Борис")
            let command = try #require(try await bench.store.commands.claim().first)
            #expect(command.command == .alert(.handOver(alert: 1, person: "Борис (1002)")))
        }
    }

    @Test("where Telegram does not say who is administrator it is asked again a minute later, not at each list")
    func administratorsUnknown() async throws {
        try await withGroup { bench in
            for _ in 0..<2 { bench.door.refuse("getChatAdministrators", 502, "Bad Gateway") }
            try await bench.settle()
            for wait in [1, 30, 60] {
                bench.clock.advance(by: .seconds(wait))
                try await say(bench, "/oncall пн Боб")
            }
            #expect(bench.door.calls.count { $0 == "getChatAdministrators" } == 2)
        }
    }

    @Test("no answer of Telegram means no role")
    func denied() async throws {
        try await withGroup { bench in
            bench.door.refuse("getChatMember", 502, "Bad Gateway")
            bench.door.refuse("getChatMember", 400, "Bad Request: member list is inaccessible")
            try await say(bench, "/status", user: "boris")
            #expect(bench.texts() == [Self.noAccess])
            try await say(bench, "/status", user: "boris")
            #expect(bench.texts() == [Self.noAccess])
            // A refusal is remembered, and not for ever.
            try await say(bench, "/status", user: "boris")
            #expect(bench.door.calls.count { $0 == "getChatMember" } == 2)
            bench.clock.advance(by: .minutes(11))
            try await say(bench, "/status", user: "boris")
            #expect(bench.texts().count == 2)
        }
    }

    @Test("off gives no such role, and takes away what the group gave")
    func off() async throws {
        try await withGroup({ $0.groupRoles = false }) { bench in
            try await bench.store.people.settleGroup(ChatBench.group)
            try await bench.store.people.setGroupRole(.operator, of: 1002, name: "Борис")
            try await say(bench, "/status", user: "boris")
            #expect(bench.texts() == [Self.noAccess])
            #expect(!bench.door.calls.contains("getChatMember"))
            #expect(try await bench.store.people.all().isEmpty)
        }
    }

    @Test("strangers in a crowd cost thirty questions a minute at most")
    func crowd() async throws {
        try await withGroup { bench in
            for number in 1...50 {
                bench.sandbox.add(user: SandboxUser(id: Int64(5_000 + number), firstName: "N"), name: "n\(number)")
                try bench.sandbox.say(chat: "private", user: "n\(number)", text: "/status")
            }
            try await bench.settle()
            #expect(bench.door.calls.count { $0 == "getChatMember" } == 30)
        }
    }

    @Test("with no admin at all the bot makes a code that lets the first one in")
    func firstAdmin() async throws {
        try await withGroup({ options in
            options.groupRoles = false
            options.random = .replay(seed: 7)
        }) { bench in
            try await bench.settle()
            let open = try await bench.store.people.openInvitations(at: bench.clock.now)
            #expect(open.map(\.role) == [.admin] && open.map(\.author) == ["bot"])
            let code = try OneTimeCode(.replay(seed: 7))
            try await say(bench, code.description, chat: "private", user: "pavel")
            #expect(try await bench.store.people.person(1999)?.role == .admin)
            // A day later nobody needs one any more.
            bench.clock.advance(by: .hours(25))
            try await bench.settle()
            #expect(try await bench.store.people.openInvitations(at: bench.clock.now).isEmpty)
        }
    }

    @Test("a code that nobody used is replaced when its day is over; a group with a creator needs none")
    func renewed() async throws {
        try await withGroup({ $0.groupRoles = false }) { bench in
            try await bench.settle()
            bench.clock.advance(by: .hours(25))
            try await bench.settle()
            #expect(try await bench.store.people.openInvitations(at: bench.clock.now).map(\.id) == [2])
        }
        try await withGroup { bench in
            try await bench.settle()
            #expect(try await bench.store.people.openInvitations(at: bench.clock.now).isEmpty)
            #expect(try await bench.store.people.all().map(\.id) == [ChatBench.anna])
        }
    }
}
