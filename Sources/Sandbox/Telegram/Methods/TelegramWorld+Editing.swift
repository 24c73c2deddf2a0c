import Market
import Platform

extension TelegramWorld {
    private static let unchanged = TelegramFailure.bad(
        "message is not modified: specified new message content and reply markup are exactly the same as a current content and "
            + "reply markup of the message"
    )

    mutating func editMessageText(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        let (target, index) = try editable(call)
        let text = try formatted(call)
        guard !text.text.isEmpty else { throw .bad("message text is empty") }
        let keyboard = try InlineKeyboard.parse(call.text("reply_markup"))
        return try edit(call, target, index) { message throws(TelegramFailure) in
            guard case .text = message.content else { throw .bad("there is no text in the message to edit") }
            message.content = .text(text)
            // An edit without a keyboard removes the one there is.
            message.keyboard = keyboard
        }
    }

    mutating func editMessageReplyMarkup(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        let (target, index) = try editable(call)
        let keyboard = try InlineKeyboard.parse(call.text("reply_markup"))
        return try edit(call, target, index) { message throws(TelegramFailure) in message.keyboard = keyboard }
    }

    mutating func editMessageCaption(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        let (target, index) = try editable(call)
        let caption = try formatted(call, "caption", entities: "caption_entities", limit: 1_024)
        let keyboard = try InlineKeyboard.parse(call.text("reply_markup"))
        return try edit(call, target, index) { message throws(TelegramFailure) in
            switch message.content {
            case .photo(let file, _): message.content = .photo(file: file, caption: caption)
            case .document(let file, _): message.content = .document(file: file, caption: caption)
            case .text, .service: throw .bad("there is no caption in the message to edit")
            }
            message.keyboard = keyboard
        }
    }

    mutating func editMessageMedia(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        let (target, index) = try editable(call)
        guard let text = call.text("media"), !text.isEmpty else { throw .bad("parameter \"media\" is required") }
        guard let media = call.json("media") else { throw .bad("can't parse input media JSON object") }
        guard media.members != nil else { throw .bad("can't parse InputMedia: expected an Object") }
        try requireMedia(media, call)
        let keyboard = try InlineKeyboard.parse(call.text("reply_markup"))
        let content = try self.media(media, call)
        return try edit(call, target, index) { message throws(TelegramFailure) in
            message.content = content
            message.keyboard = keyboard
        }
    }

    /// The bot's own message of the call, in a chat it may write to.
    private func editable(_ call: MethodCall) throws(TelegramFailure) -> (target: SendTarget, index: Int) {
        let chat = try writableChat(call)
        guard let id = call.number("message_id") else {
            throw .bad(
                call.text("inline_message_id") == nil
                    ? "message identifier is not specified" : "message to edit not found"
            )
        }
        guard let index = chat.messageIndex(Int(id)) else { throw .bad("message to edit not found") }
        let message = chat.messages[index]
        guard message.from == bots[call.bot].user.id else { throw .bad("message can't be edited") }
        if case .service = message.content { throw .bad("message can't be edited") }
        let target = SendTarget(
            chat: chat.id,
            thread: message.thread,
            replyTo: nil,
            isSilent: true,
            isGroup: chat.isGroup
        )
        return (target, index)
    }

    private mutating func edit(
        _ call: MethodCall,
        _ target: SendTarget,
        _ index: Int,
        change: (inout SandboxMessage) throws(TelegramFailure) -> Void
    ) throws(TelegramFailure) -> JSON {
        guard let old = chats[target.chat]?.messages[index] else { throw .bad("message to edit not found") }
        var message = old
        try change(&message)
        guard message.content != old.content || message.keyboard != old.keyboard else { throw Self.unchanged }
        // Edits share the send budget (docs/reference/telegram.md, Limits).
        try passFlood(1, to: target, at: call.now)
        if message.content != old.content { message.editDate = call.now }
        chats[target.chat]?.messages[index] = message
        record(message, isEdit: true, at: call.now)
        return json(message)
    }
}
