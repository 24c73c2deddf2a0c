import Foundation
import Market
import Platform
import Store
import TestKit
import Testing

@testable import Bot

/// One-time codes are nowhere but in the message itself.
@Suite("Codes at rest", .timeLimit(.minutes(1)))
struct CodeSecrecyTests {
    /// Every file beside the store, a backup included, has none of the codes.
    private func expectNone(_ codes: [String], _ bench: BotBench, _ moment: String) throws {
        try StoreFile(path: bench.folder + "/mayak.db").backup(to: bench.folder + "/copy.db")
        for name in try FileManager.default.contentsOfDirectory(atPath: bench.folder) {
            // The folder of plots is no file.
            guard let bytes = FileManager.default.contents(atPath: bench.folder + "/" + name) else { continue }
            for code in codes {
                let compact = code.replacing("-", with: "")
                for form in [code, compact, code.lowercased(), compact.lowercased()] {
                    #expect(bytes.range(of: Data(form.utf8)) == nil, "\(form) in \(name), \(moment)")
                }
            }
        }
    }

    private func codes(_ bench: BotBench) -> [String] {
        bench.telegram.texts.compactMap { $0.firstMatch(of: /[0-9A-Z]{5}-[0-9A-Z]{5}/).map { String($0.output) } }
    }

    private func redeem(_ code: String, _ id: Int64, by person: Int64, _ bench: BotBench) async throws {
        bench.telegram.push(bench.command(code, id: id, from: person, chat: person))
        try await bench.settle()
    }

    @Test("before, during and after delivery no file holds the code, and the code works")
    func nowhere() async throws {
        try await withBench { bench in
            bench.telegram.refuse("sendMessage", 502, "Bad Gateway")
            bench.telegram.push(bench.command("/people invite viewer", id: 1, from: 7, chat: 7))
            try await bench.settle()
            let lost = codes(bench)
            #expect(lost.count == 1)
            try expectNone(lost, bench, "after a failed send")
            bench.clock.advance(by: .seconds(10))
            try await bench.settle()
            let sent = codes(bench)
            #expect(sent.count == 2 && Set(sent).count == 2)
            try expectNone(sent, bench, "after the delivery")
            // The first one may have arrived: it is worthless, the last one is good.
            try await redeem(sent[0], 2, by: 501, bench)
            #expect(try await bench.store.people.person(501) == nil)
            try await redeem(sent[1], 3, by: 502, bench)
            #expect(try await bench.store.people.person(502)?.role == .viewer)
            try expectNone(sent, bench, "after the use")
        }
    }

    @Test("a sender that died at any point leaves the admin a fresh code and the old one worthless")
    func killed() async throws {
        try await withBench { bench in
            let end = bench.clock.now + .hours(24)
            let made = try await bench.store.people.invite(
                .viewer,
                digest: nil,
                author: "N (7)",
                creator: nil,
                expiresAt: end
            )
            let draft = OutboxDraft(
                dedupeKey: "invitation:\(made.id)",
                target: .chat(id: 7, thread: nil),
                content: .invitation(id: made.id, language: "ru"),
                priority: .reply,
                expiresAt: end
            )
            try await bench.store.outbox.enqueue([draft])
            // As far as the first process came: claimed, the digest kept, perhaps sent.
            let claimed = try await bench.store.outbox.claimNext(at: bench.clock.now, lease: .seconds(120))
            let old = try OneTimeCode(.system)
            #expect(try await bench.store.people.sealCode(old.digest(), of: made.id)?.id == made.id)
            #expect(claimed?.draft.content == .invitation(id: made.id, language: "ru"))
            try await bench.settle()
            let fresh = try #require(codes(bench).last)
            try await redeem(old.description, 1, by: 501, bench)
            #expect(try await bench.store.people.person(501) == nil)
            try await redeem(fresh, 2, by: 502, bench)
            #expect(try await bench.store.people.person(502)?.role == .viewer)
            try expectNone([old.description, fresh], bench, "after the restart")
        }
    }

    @Test("an invitation that nobody can use any more sends no code")
    func withdrawn() async throws {
        try await withBench { bench in
            try await bench.store.people.setRole(Person(id: 50, name: "A", role: .admin))
            let end = bench.clock.now + .hours(24)
            let made = try await bench.store.people.invite(
                .admin,
                digest: nil,
                author: "A (50)",
                creator: 50,
                expiresAt: end
            )
            #expect(try await bench.store.people.withdrawInvitation(made.id))
            let content = MessageContent.invitation(id: made.id, language: nil)
            let target = ChatTarget.chat(id: 7, thread: nil)
            try await bench.store.outbox.enqueue([
                OutboxDraft(dedupeKey: "x", target: target, content: content, priority: .reply)
            ])
            try await bench.settle()
            #expect(bench.telegram.texts.isEmpty)
        }
    }

    @Test(
        "a code shown in a group is worthless, whatever is around it",
        arguments: [
            "{}", "/start {}", "/start@other_bot {}", "вот код: {}, держи", "https://t.me/mayak_bot?start=[]",
            "/run {}", "<{}>", "/[]",
        ]
    )
    func shown(_ text: String) async throws {
        try await withBench { bench in
            let code = try OneTimeCode(.system)
            let end = bench.clock.now + .hours(24)
            _ = try await bench.store.people.invite(.admin, digest: code.digest(), author: "cli root", expiresAt: end)
            let said = text.replacing("{}", with: code.description).replacing("[]", with: code.compact)
            bench.telegram.push(bench.command(said, id: 1, from: BotBench.viewer))
            try await bench.settle()
            #expect(bench.telegram.texts.contains { $0.contains("Код №1 увидели все") })
            try await redeem(code.description, 2, by: 501, bench)
            #expect(try await bench.store.people.person(501) == nil)
            let row = try #require(try await bench.store.audit.latest(limit: 5).last)
            #expect(row.action == "people.expose" && row.object == "invitation 1" && row.result == .done)
            try expectNone([code.description], bench, "after the message")
        }
    }

    @Test("a caption and a forwarded message show it as well; other words are left alone")
    func otherWays() async throws {
        try await withBench { bench in
            let end = bench.clock.now + .hours(24)
            let codes = try (0..<2).map { _ in try OneTimeCode(.system) }
            for code in codes {
                _ = try await bench.store.people.invite(
                    .admin,
                    digest: code.digest(),
                    author: "cli root",
                    expiresAt: end
                )
            }
            let caption = #","caption":"\#(codes[0])""#
            let picture = bench.command("x", id: 1, from: 9, extra: caption)
                .replacing(#""text":"x","#, with: "")
            bench.telegram.push(
                picture,
                bench.command("\(codes[1])", id: 2, from: 9, extra: #","forward_date":1"#),
                bench.command("tradestats 2026-11-19 ORDER22222 1234567890", id: 3, from: 9)
            )
            try await bench.settle()
            #expect(try await bench.store.people.openInvitations(at: bench.clock.now).isEmpty)
            #expect(bench.telegram.texts.count == 2)
        }
    }

    @Test("a code among other words lets a stranger in, in private; what is not understood is not repeated")
    func inPrivate() async throws {
        try await withBench { bench in
            let code = try OneTimeCode(.system)
            let end = bench.clock.now + .hours(24)
            _ = try await bench.store.people.invite(.trader, digest: code.digest(), author: "cli root", expiresAt: end)
            for (index, text) in ["/run \(code)", "/plot fo obstats \(code)", "/calendar \(code)"].enumerated() {
                bench.telegram.push(bench.command(text, id: Int64(index + 1), from: 8, chat: 8))
                bench.clock.advance(by: .seconds(3))
                try await bench.settle()
            }
            try expectNone([code.description], bench, "after commands with a code")
            bench.telegram.push(bench.command("Здравствуйте, мой код \(code)", id: 9, from: 501, chat: 501))
            try await bench.settle()
            #expect(try await bench.store.people.person(501)?.role == .trader)
        }
    }
}
