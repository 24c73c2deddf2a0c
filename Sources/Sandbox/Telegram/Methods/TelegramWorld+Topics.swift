import Market
import Platform

/// Topics of forums (docs/reference/telegram.md, Methods); what only the closed backend knows is worded as reported.
extension TelegramWorld {
    mutating func createForumTopic(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        let chat = try forum(call, otherwise: "create a topic")
        let name = Self.topicName(call)
        guard !name.isEmpty else { throw .bad("name must be non-empty") }
        let message = post(.service(.topicCreated(name)), in: chat.id, from: bots[call.bot].user.id, at: call.now)
        chats[chat.id]?.topics.append(SandboxChat.Topic(id: message.id, name: name))
        tellOwn(message, call)
        return ["message_thread_id": .int(Int64(message.id)), "name": .string(name), "icon_color": 7_322_096]
    }

    mutating func editForumTopic(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        let chat = try forum(call, otherwise: "edit the topic")
        let index = try topic(call, in: chat)
        let name = Self.topicName(call)
        guard !name.isEmpty, name != chat.topics[index].name else { throw .bad("TOPIC_NOT_MODIFIED") }
        chats[chat.id]?.topics[index].name = name
        note(.topicEdited(name), thread: chat.topics[index].id, in: chat.id, call)
        return true
    }

    mutating func setTopic(_ call: MethodCall, isClosed: Bool) throws(TelegramFailure) -> JSON {
        let chat = try forum(call, otherwise: "close or open the topic")
        let index = try topic(call, in: chat)
        guard chat.topics[index].isClosed != isClosed else { throw .bad("TOPIC_NOT_MODIFIED") }
        chats[chat.id]?.topics[index].isClosed = isClosed
        note(isClosed ? .topicClosed : .topicReopened, thread: chat.topics[index].id, in: chat.id, call)
        return true
    }

    mutating func setGeneralTopic(_ call: MethodCall, isClosed: Bool) throws(TelegramFailure) -> JSON {
        let chat = try forum(call, otherwise: "close or open the topic")
        guard chat.isGeneralTopicClosed != isClosed else { throw .bad("TOPIC_NOT_MODIFIED") }
        chats[chat.id]?.isGeneralTopicClosed = isClosed
        note(isClosed ? .topicClosed : .topicReopened, thread: nil, in: chat.id, call)
        return true
    }

    mutating func deleteForumTopic(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        let chat = try forum(call, otherwise: "delete the topic")
        deleteTopic(chat.topics[try topic(call, in: chat)].id, in: chat.id)
        return true
    }

    mutating func unpinAllForumTopicMessages(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        let chat = try forum(call, otherwise: "manage pinned messages in the chat")
        let id = chat.topics[try topic(call, in: chat)].id
        let messages = Set(chat.messages.filter { $0.thread == id }.map(\.id))
        chats[chat.id]?.pinned.removeAll { messages.contains($0) }
        return true
    }

    /// Removes a topic with its messages.
    mutating func deleteTopic(_ id: Int, in chat: Int64) {
        let messages = Set((chats[chat]?.messages ?? []).filter { $0.thread == id || $0.id == id }.map(\.id))
        chats[chat]?.topics.removeAll { $0.id == id }
        chats[chat]?.messages.removeAll { messages.contains($0.id) }
        chats[chat]?.pinned.removeAll { messages.contains($0) }
        revision += 1
    }

    private func forum(_ call: MethodCall, otherwise deed: String) throws(TelegramFailure) -> SandboxChat {
        let chat = try writableChat(call)
        guard chat.isForum else { throw .bad("the chat is not a forum") }
        guard chat.standing(of: bots[call.bot].user.id).isAdministrator else {
            throw .bad("not enough rights to \(deed)")
        }
        return chat
    }

    private func topic(_ call: MethodCall, in chat: SandboxChat) throws(TelegramFailure) -> Int {
        guard let id = call.number("message_thread_id"), let index = chat.topics.firstIndex(where: { $0.id == id })
        else { throw .bad("TOPIC_ID_INVALID") }
        return index
    }

    /// Longer names are cut, not refused.
    private static func topicName(_ call: MethodCall) -> String {
        let name = FormattedText(call.text("name") ?? "").trimmed.text
        return String(String.UnicodeScalarView(name.unicodeScalars.prefix(128)))
    }

    private mutating func note(_ service: SandboxMessage.Service, thread: Int?, in chat: Int64, _ call: MethodCall) {
        let message = post(.service(service), in: chat, from: bots[call.bot].user.id, at: call.now) {
            $0.thread = thread
        }
        tellOwn(message, call)
    }

    /// A service message is among the few messages of its own that a bot is told of.
    private mutating func tellOwn(_ message: SandboxMessage, _ call: MethodCall) {
        enqueue("message", json(message), bot: call.bot, at: call.now)
    }
}
