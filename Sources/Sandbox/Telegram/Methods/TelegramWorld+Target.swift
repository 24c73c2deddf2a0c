import Market
import Platform

/// Where a message goes, after every check that needs no text.
struct SendTarget {
    let chat: Int64
    let thread: Int?
    let replyTo: Int?
    let isSilent: Bool
    let isGroup: Bool
}

extension TelegramWorld {
    /// The chat of a call, with the bot allowed to write there.
    ///
    /// - Parameter content: what is sent, as refusals call it.
    func target(_ call: MethodCall, sending content: String = "text messages") throws(TelegramFailure) -> SendTarget {
        let chat = try writableChat(call)
        if chat.standing(of: bots[call.bot].user.id) == .restricted {
            throw .bad("not enough rights to send \(content) to the chat")
        }
        let thread = try thread(call, in: chat)
        return SendTarget(
            chat: chat.id,
            thread: thread,
            replyTo: try reply(call, in: chat),
            isSilent: call.flag("disable_notification"),
            isGroup: chat.isGroup
        )
    }

    /// A chat that exists; nothing is said of rights.
    func chat(_ call: MethodCall) throws(TelegramFailure) -> SandboxChat {
        guard let text = call.text("chat_id"), !text.isEmpty else { throw .bad("chat_id is empty") }
        guard let id = call.number("chat_id"), let chat = chats[id] else { throw .bad("chat not found") }
        return chat
    }

    func writableChat(_ call: MethodCall) throws(TelegramFailure) -> SandboxChat {
        let chat = try self.chat(call)
        if let newID = chat.migratedTo {
            throw TelegramFailure(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrateTo: newID
            )
        }
        if chat.kind == .private {
            if user(chat.id).isBot { throw .forbidden("bots can't send messages to bots") }
            if user(chat.id).isDeactivated { throw .forbidden("user is deactivated") }
            if chat.isBlocked { throw .forbidden("bot was blocked by the user") }
            guard chat.isStarted else { throw .forbidden("bot can't initiate conversation with a user") }
            return chat
        }
        if chat.isDeleted { throw .forbidden("the group chat was deleted") }
        switch chat.standing(of: bots[call.bot].user.id) {
        case .member where chat.kind == .channel: throw .bad("need administrator rights in the channel chat")
        case .creator, .administrator, .member, .restricted: return chat
        case .kicked: throw .forbidden("bot was kicked from the \(chat.nameInRefusals)")
        case .left: throw .forbidden("bot is not a member of the \(chat.nameInRefusals)")
        }
    }

    private func thread(_ call: MethodCall, in chat: SandboxChat) throws(TelegramFailure) -> Int? {
        guard let number = call.number("message_thread_id"), number != 0 else {
            if chat.isForum, chat.isGeneralTopicClosed { throw .bad("TOPIC_CLOSED") }
            return nil
        }
        guard chat.isForum, let topic = chat.topics.first(where: { $0.id == number }) else {
            throw .bad("message thread not found")
        }
        guard !topic.isClosed else { throw .bad("TOPIC_CLOSED") }
        return topic.id
    }

    private func reply(_ call: MethodCall, in chat: SandboxChat) throws(TelegramFailure) -> Int? {
        let parameters = try call.object("reply_parameters", calling: "reply parameters")
        if let members = parameters?.members, !members.isEmpty, parameters?["message_id"] == nil {
            throw .bad("can't find field \"message_id\"")
        }
        let id = parameters?["message_id"]?.int ?? call.number("reply_to_message_id") ?? 0
        guard id != 0 else { return nil }
        if chat.message(Int(id)) != nil { return Int(id) }
        let isOptional = parameters?["allow_sending_without_reply"]?.bool ?? call.flag("allow_sending_without_reply")
        guard isOptional else { throw .bad("message to be replied not found") }
        return nil
    }

    /// Counts messages against the limits.
    mutating func passFlood(_ count: Int, to target: SendTarget, at now: Timestamp) throws(TelegramFailure) {
        if let wait = flood.pass(count, chat: target.chat, isGroup: target.isGroup, at: now, rules: rules) {
            throw .tooMany(wait)
        }
    }

    /// A text argument after parsing; `limit` counts code points.
    func formatted(
        _ call: MethodCall,
        _ name: String = "text",
        entities: String = "entities",
        limit: Int = 4_096
    ) throws(TelegramFailure) -> FormattedText {
        try formatted(call.text(name) ?? "", mode: call.text("parse_mode"), entities: call.json(entities), limit: limit)
    }

    func formatted(
        _ raw: String,
        mode: String?,
        entities: JSON?,
        limit: Int
    ) throws(TelegramFailure) -> FormattedText {
        guard raw.utf8.count <= 32_768 else { throw .bad("text is too long") }
        var text: FormattedText
        switch mode?.lowercased() ?? "" {
        case "", "none": text = FormattedText(raw, entities: try ExplicitEntities.read(entities))
        case "html": text = try HTMLMarkup.parse(raw)
        case "markdownv2": text = try MarkdownMarkup.parse(raw)
        case "markdown": text = try LegacyMarkdown.parse(raw)
        default: throw .bad("unsupported parse_mode")
        }
        text = text.trimmed
        guard text.codePointCount <= limit else {
            throw .bad(limit == 4_096 ? "message is too long" : "message caption is too long")
        }
        // The server keeps the first hundred of those that the sender gave.
        text.entities = Array(text.entities.prefix(100)) + PlainEntities.find(in: text)
        text.sortEntities()
        return text
    }
}
