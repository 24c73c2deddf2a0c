import Market
import Store

/// What an update causes: committed with the update's number in one transaction, so nothing is lost or done twice.
struct Reaction: Sendable {
    var batch = StoreBatch()

    /// Answers a request with a message.
    static func reply(_ caller: Caller, _ html: String, keyboard: [[RenderedMessage.Button]] = [], at now: Timestamp)
        -> Reaction
    {
        var reaction = Reaction()
        reaction.reply(caller, html, keyboard: keyboard, at: now)
        return reaction
    }

    mutating func reply(_ caller: Caller, _ html: String, keyboard: [[RenderedMessage.Button]] = [], at now: Timestamp)
    {
        let message = RenderedMessage(html: html, keyboard: keyboard, replyTo: caller.replyTo)
        add(caller, .text(message), at: now)
    }

    /// Replaces the message whose button was pressed.
    static func edit(_ caller: Caller, _ html: String, keyboard: [[RenderedMessage.Button]], at now: Timestamp)
        -> Reaction
    {
        var reaction = Reaction()
        let message = RenderedMessage(html: html, keyboard: keyboard)
        reaction.add(caller, .edit(messageID: caller.messageID, message), at: now)
        return reaction
    }

    mutating func add(_ caller: Caller, _ content: MessageContent, at now: Timestamp) {
        batch.outbox.drafts.append(
            OutboxDraft(
                dedupeKey: "\(caller.key):\(batch.outbox.drafts.count)",
                target: caller.target,
                content: content,
                priority: .reply,
                expiresAt: now + Self.usefulFor
            )
        )
    }

    /// Posts a command to the scheduler with its audit row; the row is completed when the command is.
    mutating func post(
        _ command: SchedulerCommand,
        by caller: Caller,
        action: AuditAction,
        object: String,
        after: String = "",
        saysSuccess: Bool,
        patience: Duration,
        at now: Timestamp
    ) {
        batch.followUps.new.append(
            FollowUpDraft(
                .command(place: batch.commands.new.count, audit: batch.audit.entries.count),
                for: caller,
                saysSuccess: saysSuccess,
                deadline: now + patience
            )
        )
        batch.audit.entries.append(
            AuditEntry(at: now, actor: caller.actor, action: action, object: object, after: after)
        )
        batch.commands.new.append(CommandDraft(command, by: caller))
    }

    /// An answer that could not be delivered for so long is of no use any more.
    private static let usefulFor = Duration.minutes(10)
}

extension FollowUpDraft {
    /// What the caller waits for.
    ///
    /// - Parameters:
    ///   - screen: what their menu shows, where the outcome is to be added to it.
    ///   - deadline: when they are told that nothing came.
    init(
        _ subject: Subject,
        for caller: Caller,
        saysSuccess: Bool = false,
        screen: RenderedMessage? = nil,
        deadline: Timestamp
    ) {
        self.init(
            subject: subject,
            place: FollowUpPlace(chat: caller.origin, message: caller.messageID, hasScreen: screen != nil),
            key: caller.key,
            deadline: deadline,
            content: FollowUpContent(
                thread: caller.thread,
                language: caller.wording.language.rawValue,
                saysSuccess: saysSuccess,
                screen: screen
            )
        )
    }
}

extension CommandDraft {
    /// Somebody in the chat asks; of an anonymous admin only the group knows who it is.
    init(_ command: SchedulerCommand, by caller: Caller) {
        self.init(
            command,
            author: caller.author,
            channel: .telegram,
            person: caller.isAnonymous ? nil : caller.id
        )
    }
}
