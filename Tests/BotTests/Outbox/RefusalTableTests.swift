import Market
import Platform
import Sandbox
import Store
import TestKit
import Testing

@testable import Bot

/// What becomes of a message after what the server says, through the sandbox (docs/reference/telegram.md, Refusals).
@Suite("Refusals", .timeLimit(.minutes(1)))
struct RefusalTableTests {
    /// What is being delivered when the server refuses.
    enum Kind {
        case text, reply, edit, photo, album
        /// Into a topic of the forum.
        case topic
    }

    /// What has become of it three minutes later.
    enum Outcome {
        /// In the chat once, after so many calls of sending or editing.
        case arrived(calls: Int)
        /// Given up, with these words as the reason.
        case dead(String)
        /// Given up, the chat is closed to the bot, and the admin was told.
        case closed(String)
    }

    struct Row: CustomTestStringConvertible {
        let kind: Kind
        let code: Int
        let text: String
        var parameters = ""
        let outcome: Outcome
        var testDescription: String { "\(kind), \(code) \(text.prefix(60))" }
    }

    static let rows: [Row] =
        [
            Row(kind: .text, code: 400, text: "Bad Request: chat not found", outcome: .closed("chat not found")),
            Row(
                kind: .edit,
                code: 400,
                text: "Bad Request: message is not modified: specified new",
                outcome: .arrived(calls: 2)
            ),
            Row(kind: .edit, code: 400, text: "Bad Request: message to edit not found", outcome: .arrived(calls: 3)),
            Row(kind: .edit, code: 400, text: "Bad Request: message can't be edited", outcome: .arrived(calls: 3)),
            Row(kind: .edit, code: 400, text: "Bad Request: MESSAGE_ID_INVALID", outcome: .arrived(calls: 3)),
            Row(
                kind: .reply,
                code: 400,
                text: "Bad Request: message to be replied not found",
                outcome: .arrived(calls: 2)
            ),
            Row(kind: .topic, code: 400, text: "Bad Request: message thread not found", outcome: .arrived(calls: 2)),
            Row(kind: .topic, code: 400, text: "Bad Request: TOPIC_CLOSED", outcome: .arrived(calls: 2)),
            Row(kind: .topic, code: 400, text: "Bad Request: TOPIC_DELETED", outcome: .arrived(calls: 2)),
            Row(
                kind: .text,
                code: 400,
                text: "Bad Request: can't parse entities: Can't find end tag corresponding to start tag b",
                outcome: .arrived(calls: 2)
            ),
            Row(kind: .text, code: 400, text: "Bad Request: message is too long", outcome: .arrived(calls: 2)),
            Row(kind: .photo, code: 400, text: "Bad Request: message caption is too long", outcome: .arrived(calls: 2)),
            Row(
                kind: .photo,
                code: 400,
                text: "Bad Request: wrong file identifier/HTTP URL specified",
                outcome: .dead("wrong file identifier")
            ),
            Row(kind: .photo, code: 400, text: "Bad Request: PHOTO_INVALID_DIMENSIONS", outcome: .arrived(calls: 2)),
            Row(kind: .photo, code: 400, text: "Bad Request: IMAGE_PROCESS_FAILED", outcome: .arrived(calls: 2)),
            Row(
                kind: .photo,
                code: 400,
                text: "Bad Request: photo has unsupported extension. Use one of .jpg",
                outcome: .arrived(calls: 2)
            ),
            Row(
                kind: .photo,
                code: 400,
                text: "Bad Request: not enough rights to send photos to the chat",
                outcome: .arrived(calls: 2)
            ),
            Row(
                kind: .album,
                code: 400,
                text: "Bad Request: failed to send message #1 with the error message "
                    + "'not enough rights to send photos to the chat'",
                outcome: .arrived(calls: 3)
            ),
            Row(kind: .photo, code: 413, text: "Request Entity Too Large", outcome: .arrived(calls: 2)),
            Row(
                kind: .album,
                code: 400,
                text:
                    "Bad Request: failed to send message #2 with the error message 'Too Many Requests: retry after 7'",
                outcome: .arrived(calls: 2)
            ),
            Row(
                kind: .text,
                code: 400,
                text: "Bad Request: not enough rights to send text messages to the chat",
                outcome: .closed("not enough rights")
            ),
            Row(
                kind: .text,
                code: 400,
                text: "Bad Request: have no rights to send a message",
                outcome: .closed("have no rights")
            ),
            Row(
                kind: .text,
                code: 400,
                text: "Bad Request: BUTTON_DATA_INVALID",
                outcome: .dead("BUTTON_DATA_INVALID")
            ),
            Row(kind: .text, code: 401, text: "Unauthorized", outcome: .arrived(calls: 2)),
            Row(kind: .text, code: 404, text: "Not Found: method not found", outcome: .dead("method not found")),
            Row(
                kind: .text,
                code: 409,
                text: "Conflict: terminated by other getUpdates request",
                outcome: .arrived(calls: 2)
            ),
            Row(
                kind: .text,
                code: 429,
                text: "Too Many Requests: retry after 35",
                parameters: #"{"retry_after":35}"#,
                outcome: .arrived(calls: 2)
            ),
            Row(kind: .text, code: 500, text: "Internal Server Error: restart", outcome: .arrived(calls: 2)),
            Row(kind: .edit, code: 502, text: "Bad Gateway", outcome: .arrived(calls: 3)),
        ]
        + [
            "bot was blocked by the user", "user is deactivated", "bot was kicked from the group chat",
            "bot was kicked from the supergroup chat", "bot is not a member of the supergroup chat",
            "the group chat was deleted", "bot can't initiate conversation with a user",
            "bots can't send messages to bots",
        ].map { Row(kind: .text, code: 403, text: "Forbidden: \($0)", outcome: .closed($0)) }

    @Test("each has its answer", arguments: rows)
    func refusal(row: Row) async throws {
        try await withChatBench(tune: { if row.kind == .topic { $0.group = ChatBench.forum } }) { bench in
            try await bench.say("/start", chat: "private")
            try await bench.pass(.seconds(5))
            let before = bench.door.calls.count
            let chat = row.kind == .topic ? "forum" : "group"
            let method = try await prepare(row.kind, bench)
            bench.door.refuse(method, row.code, row.text, parameters: row.parameters)
            try await bench.enqueue(draft(row.kind, bench))
            try await bench.pass(.minutes(3))
            let word = row.text.contains("not modified") ? "MARK old" : "MARK new"
            let shown = bench.texts(chat).filter { $0.contains(word) || $0.contains("задержка публикации") }
            let calls = bench.door.calls.dropFirst(before).count { $0.hasPrefix("send") || $0.hasPrefix("edit") }
            let dead = try await bench.store.outbox.messages(.dead, limit: 9)
            let closed = bench.texts("private:anna").filter { $0.contains("закрыт для бота") }
            switch row.outcome {
            case .arrived(let expected):
                #expect(shown.count == 1 && !shown[0].contains("(повтор)"), "\(shown)")
                #expect(calls == expected + (row.kind == .topic ? 1 : 0) && dead.isEmpty, "\(bench.door.calls)")
            case .dead(let reason):
                #expect(shown.isEmpty && dead.map { $0.lastError?.contains(reason) } == [true] && closed.isEmpty)
            case .closed(let reason):
                #expect(shown.isEmpty && dead.map { $0.lastError?.contains(reason) } == [true])
                #expect(closed.count == 1 && ChatTrouble(reason) != .other, "\(bench.texts("private:anna"))")
                #expect(closed.first?.hasSuffix(ChatTrouble(reason).texts.russian) == true)
            }
        }
    }

    /// What has to be in the chat before; returns the method that will be refused.
    private func prepare(_ kind: Kind, _ bench: ChatBench) async throws -> String {
        switch kind {
        case .text, .reply: return "sendMessage"
        case .topic:
            try await bench.store.settings.set("chat.\(ChatBench.forum).topic.all", "3")
            return "sendMessage"
        case .photo: return "sendPhoto"
        case .album: return "sendMediaGroup"
        case .edit:
            let old = MessageContent.text(RenderedMessage(html: "MARK old"))
            try await bench.enqueue(OutboxDraft(dedupeKey: "old", content: old, priority: .reply))
            try await bench.settle()
            return "editMessageText"
        }
    }

    private func draft(_ kind: Kind, _ bench: ChatBench) -> OutboxDraft {
        let feed = Feed(.futures, .obstats)
        let last = Int64(bench.sandbox.messages()?.last?.id ?? 0)
        let content: MessageContent =
            switch kind {
            case .text, .topic: .text(RenderedMessage(html: "<b>MARK</b> new"))
            case .reply: .text(RenderedMessage(html: "<b>MARK</b> new", replyTo: 99))
            case .edit: .edit(messageID: last, RenderedMessage(html: "MARK new"))
            case .photo: .plot(feed, date: CivilDate(dayNumber: 19_919), replyTo: nil)
            case .album:
                .delayPlots(market: .futures, date: CivilDate(dayNumber: 19_919), endpoints: [.tradestats, .obstats])
            }
        return OutboxDraft(dedupeKey: "new", content: content, priority: .reply)
    }

    @Test("where pictures and files are forbidden, what stands under them comes as words; the chat is not closed")
    func forbiddenMedia() async throws {
        try await withChatBench { bench in
            try await bench.say("/start", chat: "private")
            bench.door.refuse("sendPhoto", 400, "Bad Request: not enough rights to send photos to the chat")
            bench.door.refuse("sendDocument", 400, "Bad Request: CHAT_SEND_DOCS_FORBIDDEN")
            try await bench.enqueue(draft(.photo, bench))
            try await bench.pass(.minutes(1))
            let shown = bench.texts("group").filter { $0.contains("задержка публикации") }
            #expect(shown.count == 1 && shown[0].contains("запрещены"), "\(bench.texts("group"))")
            #expect(try await bench.store.outbox.messages(.dead, limit: 9).isEmpty)
            #expect(!bench.texts("private:anna").contains { $0.contains("закрыт для бота") })
        }
    }

    @Test("a press that comes too late to be answered has its effect all the same")
    func lateAnswer() async throws {
        try await withChatBench { bench in
            try await bench.say("/settings")
            bench.door.refuse(
                "answerCallbackQuery",
                400,
                "Bad Request: query is too old and response timeout expired or query ID is invalid"
            )
            try await bench.pass(.seconds(3))
            try await bench.press("🌙 Тихие часы")
            try await bench.pass(.seconds(3))
            #expect(bench.texts().last?.hasPrefix("Тихие часы") == true)
        }
    }

    @Test("a revoked token stops the polls with an error of its own")
    func revoked() async throws {
        try await withChatBench { bench in
            bench.sandbox.setRevoked(true)
            for _ in 0..<3 {
                try await bench.settle()
                bench.clock.advance(by: .seconds(6))
            }
            await #expect {
                try await bench.settle()
            } throws: { error in
                (error as? TelegramError)?.kind == .unauthorized
            }
        }
    }

    @Test("settings of a group follow it when it becomes a supergroup")
    func migration() async throws {
        try await withChatBench(world: { $0.groupChatID = -4_500 }) { bench in
            try await bench.say("/lang en")
            try await bench.say("/settings quiet 1:00 2:00")
            try await bench.pass(.seconds(5))
            _ = bench.sandbox.setFault(
                ScheduledFault(Fault(.migrate, .chat("group")), from: bench.clock.now, until: nil)
            )
            let notice = MessageContent.notice(.jobFailed(job: "EQ1", detail: ""))
            try await bench.enqueue(OutboxDraft(dedupeKey: "n", content: notice, priority: .warning))
            try await bench.pass(.seconds(30))
            #expect(bench.texts("group") == ["🟠 Job EQ1 failed"])
            let new = try #require(try await bench.store.settings.value("telegram.migrated.-4500"))
            #expect(try await bench.store.settings.value("chat.\(new).quiet") == "01:00-02:00 silent")
        }
    }
}
