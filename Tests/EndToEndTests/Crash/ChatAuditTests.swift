import Market
import Store
import Testing

/// The judge of the crash trials, judged itself.
@Suite("Chat audit")
struct ChatAuditTests {
    private static let at = Timestamp(seconds: 1_721_000_000)

    /// An alert that was told and is over.
    private var alert: AlertRecord {
        var alert = AlertRecord(
            key: AlertKey(.staleness, Feed(.futures, .obstats)),
            severity: .critical,
            date: CivilDate(dayNumber: 19_919),
            openedAt: Self.at,
            value: 1,
            limit: 1
        )
        alert.id = 7
        alert.state = .resolved
        alert.toldAt = Self.at
        return alert
    }

    private func row(_ id: Int64, _ key: String, _ content: MessageContent, message: Int64?) -> OutboxMessage {
        OutboxMessage(
            id: id,
            draft: OutboxDraft(dedupeKey: key, content: content, priority: .critical),
            state: message == nil ? .dropped : .sent,
            attempts: 1,
            mayBeRepeat: false,
            createdAt: Self.at,
            messageID: message
        )
    }

    private func message(_ id: Int64, _ text: String) -> ChatMessage {
        ChatMessage(messageId: id, from: ChatMessage.Sender(isBot: true), text: text)
    }

    private var outbox: [OutboxMessage] {
        [
            row(1, "incident:7:7:1", .incident(alert: 7), message: 1),
            row(2, "incident:7:7:2", .incident(alert: 7), message: 1),
            row(3, "closing:7:5", .incidentReply(alert: 7, reason: .recovered), message: 2),
        ]
    }

    private var chat: [ChatMessage] { [message(1, "🔴 stale #A7"), message(2, "🟢 fresh\n#A7")] }

    @Test("a complete story has no problems")
    func sound() {
        let audit = ChatAudit(alerts: [alert], outbox: outbox, chat: chat)
        #expect(audit.problems == [])
        #expect(audit.closingReplies == 1 && audit.orphans == 0 && audit.toldByClosingOnly == 0)
    }

    @Test("a reminder may be gone once another one, or the end, is there; not before")
    func reminders() {
        let reminder = row(4, "reminder:7:1", .incidentReply(alert: 7, reason: .reminder), message: 9)
        let over = ChatAudit(
            alerts: [alert],
            outbox: [outbox[0], reminder, row(5, "closing:7:5", outbox[2].draft.content, message: 2)],
            chat: chat
        )
        #expect(over.problems == [])
        let open = ChatAudit(alerts: [alert], outbox: outbox + [reminder], chat: chat)
        #expect(open.problems == ["reminder:7:1 is sent, but not in the chat"])
    }

    @Test("a message that nobody knows must have a marked repeat")
    func unknown() {
        let marked = [message(1, "🔴 stale #A7"), message(3, "🟢 fresh\n#A7"), message(2, "(повтор) 🟢 fresh\n#A7")]
        let audit = ChatAudit(alerts: [alert], outbox: outbox, chat: marked)
        #expect(audit.problems == [] && audit.orphans == 1 && audit.repeats == 1)
        let unmarked = chat + [message(3, "🟢 fresh\n#A7")]
        #expect(ChatAudit(alerts: [alert], outbox: outbox, chat: unmarked).problems.count == 1)
    }

    @Test("what is missing is a problem: the message, the closing reply, what the store believes to be in the chat")
    func missing() {
        #expect(ChatAudit(alerts: [alert], outbox: outbox, chat: [chat[0]]).problems.count == 1)
        let noClosing = ChatAudit(alerts: [alert], outbox: Array(outbox.prefix(2)), chat: [chat[0]])
        #expect(noClosing.problems == ["#A7 is over and has 0 closing replies"])
        let silent = ChatAudit(alerts: [alert], outbox: [], chat: [])
        #expect(silent.problems.contains("#A7 was told, but no message shows it"))
    }

    @Test("two replies with one message, or two closings, are a problem")
    func doubled() {
        let second = row(4, "closing:7:5", .incidentReply(alert: 7, reason: .recovered), message: 2)
        #expect(ChatAudit(alerts: [alert], outbox: outbox + [second], chat: chat).problems.count == 2)
    }

    @Test("notices may say the same as often as they were written")
    func notices() {
        let text = "🟠 job failed"
        let notice = MessageContent.notice(.jobFailed(job: "EQ1", detail: ""))
        let rows = [row(1, "a", notice, message: 1), row(2, "b", notice, message: 2)]
        let two = [message(1, text), message(2, text)]
        #expect(ChatAudit(alerts: [], outbox: rows, chat: two).problems == [])
        #expect(ChatAudit(alerts: [], outbox: Array(rows.prefix(1)), chat: two).problems.count == 1)
    }
}
