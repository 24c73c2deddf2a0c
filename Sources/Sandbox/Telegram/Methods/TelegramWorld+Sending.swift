import Market
import Platform

extension TelegramWorld {
    mutating func sendMessage(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        let target = try target(call)
        _ = try call.object("link_preview_options", calling: "link preview options")
        let text = try formatted(call)
        guard !text.text.isEmpty else { throw .bad("message text is empty") }
        let keyboard = try InlineKeyboard.parse(call.text("reply_markup"))
        try passFlood(1, to: target, at: call.now)
        let message = post(.text(text), call, target) { $0.keyboard = keyboard }
        return json(message)
    }

    /// Stores a message of the bot.
    mutating func post(
        _ content: SandboxMessage.Content,
        _ call: MethodCall,
        _ target: SendTarget,
        change: (inout SandboxMessage) -> Void
    ) -> SandboxMessage {
        post(content, in: target.chat, from: bots[call.bot].user.id, at: call.now) { message in
            message.thread = target.thread
            message.replyTo = target.replyTo
            message.isSilent = target.isSilent
            message.isProtected = call.flag("protect_content")
            change(&message)
        }
    }

    mutating func deleteMessage(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        let chat = try chat(call)
        guard let id = call.number("message_id"), let message = chat.message(Int(id)) else {
            throw .bad("message to delete not found")
        }
        try requireDeletable(message, in: chat, call)
        delete(Int(id), in: chat.id, at: call.now, by: bots[call.bot].user.firstName)
        return true
    }

    /// The bot's own messages of the last 48 hours; administrators delete every one.
    func requireDeletable(
        _ message: SandboxMessage,
        in chat: SandboxChat,
        _ call: MethodCall
    ) throws(TelegramFailure) {
        let bot = bots[call.bot].user.id
        if chat.isGroup || chat.kind == .channel, chat.standing(of: bot).isAdministrator { return }
        let isYoung = message.date.duration(to: call.now) < .hours(48)
        // In a private chat a bot may delete what it got as well.
        guard isYoung, message.from == bot || chat.kind == .private else {
            throw .bad("message can't be deleted for everyone")
        }
    }

    mutating func delete(_ id: Int, in chat: Int64, at now: Timestamp, by user: String) {
        guard let index = chats[chat]?.messageIndex(id) else { return }
        chats[chat]?.messages.remove(at: index)
        chats[chat]?.pinned.removeAll { $0 == id }
        log(.deleted, chat: chat, user: user, message: id, at: now)
    }

    mutating func pinChatMessage(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        let chat = try writableChat(call)
        try requirePinning(call, chat)
        guard let id = call.number("message_id"), let message = chat.message(Int(id)) else {
            throw .bad("message to pin not found")
        }
        guard chat.pinned.last != message.id else { return true }
        chats[chat.id]?.pinned.removeAll { $0 == message.id }
        chats[chat.id]?.pinned.append(message.id)
        log(.pinned, chat: chat.id, user: bots[call.bot].user.firstName, message: message.id, at: call.now)
        let service = post(.service(.pinned(message.id)), in: chat.id, from: bots[call.bot].user.id, at: call.now)
        // One of the few messages of its own that a bot is told of.
        enqueue("message", json(service), bot: call.bot, at: call.now)
        return true
    }

    mutating func unpinChatMessage(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        let chat = try writableChat(call)
        try requirePinning(call, chat)
        if let id = call.number("message_id") {
            chats[chat.id]?.pinned.removeAll { $0 == id }
        } else {
            _ = chats[chat.id]?.pinned.popLast()
        }
        return true
    }

    mutating func unpinAllChatMessages(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        let chat = try writableChat(call)
        try requirePinning(call, chat)
        chats[chat.id]?.pinned = []
        return true
    }

    private func requirePinning(_ call: MethodCall, _ chat: SandboxChat) throws(TelegramFailure) {
        let standing = chat.standing(of: bots[call.bot].user.id)
        guard chat.kind == .private || standing.isAdministrator else {
            throw .bad("not enough rights to manage pinned messages in the chat")
        }
    }

    mutating func sendChatAction(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        _ = try writableChat(call)
        guard Self.actions.contains(call.text("action")?.lowercased() ?? "") else {
            throw .bad("wrong parameter action in request")
        }
        return true
    }

    private static let actions: Set<String> = [
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
        "choose_sticker", "find_location", "record_video_note", "upload_video_note",
    ]

    mutating func setMessageReaction(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        let chat = try writableChat(call)
        guard let id = call.number("message_id"), let index = chat.messageIndex(Int(id)) else {
            throw .bad("message to react not found")
        }
        let reactions = try call.list("reaction", of: "ReactionType", calling: "reaction types")
        if let type = reactions.first?["type"]?.string, type != "emoji", type != "custom_emoji" {
            throw .bad("can't parse ReactionType: invalid reaction type specified")
        }
        guard reactions.count <= 1 else { throw .bad("REACTIONS_TOO_MANY") }
        let bot = bots[call.bot].user
        chats[chat.id]?.messages[index].reactions.removeAll { $0.user == bot.id }
        guard let reaction = reactions.first else { return true }
        guard reaction["type"]?.string == "emoji", let emoji = reaction["emoji"]?.string, Self.emoji.contains(emoji)
        else {
            throw .bad("REACTION_INVALID")
        }
        chats[chat.id]?.messages[index].reactions.append((bot.id, emoji))
        log(.reacted(emoji), chat: chat.id, user: bot.firstName, message: Int(id), at: call.now)
        return true
    }

    /// The emoji a bot may react with; ✅, ❌ and 🔕 are not among them (docs/reference/telegram.md, Methods).
    private static let emoji: Set<String> = Set(
        """
        ❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 \
        🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡
        """.split(separator: " ").map(String.init)
    )
}
