import Market
import Platform

/// Forwards, copies, and deleting several messages at once.
extension TelegramWorld {
    mutating func forwardMessage(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        let target = try target(call)
        let source = try source(call)
        guard let id = call.number("message_id"), let original = source.message(Int(id)) else {
            throw .bad("message to forward not found")
        }
        try passFlood(1, to: target, at: call.now)
        return json(try forward(original, call, target))
    }

    mutating func forwardMessages(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        let (target, originals) = try several(call, "message to forward")
        var sent: [JSON] = []
        for original in originals {
            sent.append(["message_id": .int(Int64(try forward(original, call, target).id))])
        }
        return .array(sent)
    }

    mutating func copyMessage(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        let target = try target(call)
        let source = try source(call)
        guard let id = call.number("message_id"), let original = source.message(Int(id)) else {
            throw .bad("message to copy not found")
        }
        let caption =
            call.text("caption") == nil
            ? nil : try formatted(call, "caption", entities: "caption_entities", limit: 1_024)
        let keyboard = try InlineKeyboard.parse(call.text("reply_markup"))
        try passFlood(1, to: target, at: call.now)
        let message = try copy(original, call, target, caption: caption, keyboard: keyboard)
        return ["message_id": .int(Int64(message.id))]
    }

    mutating func copyMessages(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        let (target, originals) = try several(call, "message to forward")
        var sent: [JSON] = []
        for original in originals {
            let message = try copy(original, call, target, caption: nil, keyboard: nil)
            sent.append(["message_id": .int(Int64(message.id))])
        }
        return .array(sent)
    }

    /// Messages that are not there are skipped.
    mutating func deleteMessages(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        let chat = try chat(call)
        for id in try messageIDs(call) {
            guard let message = chat.message(id) else { continue }
            try requireDeletable(message, in: chat, call)
            delete(id, in: chat.id, at: call.now, by: bots[call.bot].user.firstName)
        }
        return true
    }

    private mutating func forward(
        _ original: SandboxMessage,
        _ call: MethodCall,
        _ target: SendTarget
    ) throws(TelegramFailure) -> SandboxMessage {
        if case .service = original.content { throw .bad("message can't be forwarded") }
        guard !original.isProtected else { throw .bad("message can't be forwarded") }
        let origin = original.origin ?? SandboxMessage.Origin(user: original.from, date: original.date)
        return post(original.content, call, target) {
            $0.isForwarded = true
            // A forward of somebody hidden stays one.
            $0.origin = original.isForwarded ? original.origin : origin
        }
    }

    private mutating func copy(
        _ original: SandboxMessage,
        _ call: MethodCall,
        _ target: SendTarget,
        caption: FormattedText?,
        keyboard: InlineKeyboard?
    ) throws(TelegramFailure) -> SandboxMessage {
        guard !original.isProtected else { throw .bad("message can't be copied") }
        let content: SandboxMessage.Content =
            switch original.content {
            case .text(let text): .text(text)
            case .photo(let file, let old): .photo(file: file, caption: caption ?? old)
            case .document(let file, let old): .document(file: file, caption: caption ?? old)
            case .service: throw .bad("message can't be copied")
            }
        return post(content, call, target) { $0.keyboard = keyboard }
    }

    private mutating func several(
        _ call: MethodCall,
        _ name: String
    ) throws(TelegramFailure) -> (SendTarget, [SandboxMessage]) {
        let target = try target(call)
        let ids = try messageIDs(call)
        let source = try source(call)
        let found = ids.compactMap { source.message($0) }
        guard !found.isEmpty else { throw .bad("\(name) not found") }
        try passFlood(found.count, to: target, at: call.now)
        return (target, found)
    }

    private func source(_ call: MethodCall) throws(TelegramFailure) -> SandboxChat {
        guard let text = call.text("from_chat_id"), !text.isEmpty else {
            throw .bad("parameter \"from_chat_id\" is required")
        }
        guard let id = call.number("from_chat_id"), let chat = chats[id] else { throw .bad("chat not found") }
        return chat
    }

    private func messageIDs(_ call: MethodCall) throws(TelegramFailure) -> [Int] {
        guard let text = call.text("message_ids"), !text.isEmpty else {
            throw .bad("message identifiers are not specified")
        }
        guard let value = call.json("message_ids") else { throw .bad("can't parse message_ids JSON object") }
        guard let values = value.array else { throw .bad("expected an Array of message identifiers") }
        guard values.count <= 100 else { throw .bad("too many message identifiers specified") }
        guard !values.isEmpty else { throw .bad("message identifiers are not specified") }
        var ids: [Int] = []
        for value in values {
            guard let id = value.int ?? value.string.flatMap({ Int64($0) }) else {
                throw .bad("message identifier must be a Number")
            }
            guard id > 0 else { throw .bad("invalid message identifier specified") }
            ids.append(Int(id))
        }
        return ids
    }
}
