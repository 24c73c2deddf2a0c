import Market
import Platform

/// The whole state of the embedded Telegram as a value: every method of the API is a mutation that takes the time.
struct TelegramWorld: Sendable {
    /// A press that the bot has not answered.
    struct Press: Sendable {
        let user: Int64
        let chat: Int64
        let message: Int
        let at: Timestamp
        var isAnswered = false
    }

    let rules: TelegramRules
    let seed: UInt64
    var users: [Int64: SandboxUser] = [:]
    var chats: [Int64: SandboxChat] = [:]
    var bots: [BotState] = []
    var files: [String: StoredFile] = [:]
    var presses: [String: Press] = [:]
    /// Names that scripts use for chats and users.
    var chatNames: [String: Int64] = [:]
    var userNames: [String: Int64] = [:]
    var events: [ChatEvent] = []
    var flood = FloodGate()
    var uploads = UploadGate()
    /// Waiting polls that end with what was just done.
    var endedPolls: [EndedPoll] = []
    var nextPress: Int64 = 1
    var nextFile = 1
    var nextAlbum = 1
    /// Counts every change that a page or a waiting poll may want to see.
    var revision = 0

    init(rules: TelegramRules, seed: UInt64) {
        self.rules = rules
        self.seed = seed
    }

    // MARK: Finding

    func user(_ id: Int64) -> SandboxUser {
        users[id] ?? SandboxUser(id: id, firstName: "Deleted Account")
    }

    /// A user by name or number; `bot` is the team's bot.
    func userID(_ name: String) -> Int64? {
        if name == "bot" { return bots.first?.user.id }
        return userNames[name.lowercased()] ?? Int64(name).flatMap { users[$0] == nil ? nil : $0 }
    }

    /// A chat by name or number; `private` is the person's own.
    func chatID(_ name: String, user: Int64? = nil) -> Int64? {
        if name.lowercased() == "private" { return user }
        return chatNames[name.lowercased()] ?? Int64(name).flatMap { chats[$0] == nil ? nil : $0 }
    }

    /// The names under which faults may mean a chat.
    func names(of chat: Int64) -> [String] {
        [String(chat)] + chatNames.filter { $0.value == chat }.map(\.key).sorted()
    }

    // MARK: Messages

    /// Stores a new message, tells the transcript, and returns it.
    mutating func post(
        _ content: SandboxMessage.Content,
        in chat: Int64,
        from: Int64,
        at now: Timestamp,
        change: (inout SandboxMessage) -> Void = { _ in }
    ) -> SandboxMessage {
        let id = chats[chat]?.nextMessageID ?? 1
        var message = SandboxMessage(id: id, chat: chat, from: from, date: now, content: content)
        change(&message)
        chats[chat]?.nextMessageID = id + 1
        chats[chat]?.messages.append(message)
        record(message, isEdit: false, at: now)
        return message
    }

    mutating func record(_ message: SandboxMessage, isEdit: Bool, at now: Timestamp) {
        let name = message.senderChat.flatMap { chats[$0]?.title } ?? user(message.from).firstName
        let kind: ChatEvent.Kind
        if case .service(let service) = message.content {
            kind = .service(words(for: service))
        } else {
            kind = .message(
                text: message.formatted?.text ?? "",
                picture: message.file.flatMap { files[$0]?.name },
                buttons: message.keyboard?.rows.map { $0.map(\.text) } ?? [],
                isEdit: isEdit,
                replyTo: message.replyTo,
                isSilent: message.isSilent
            )
        }
        log(kind, chat: message.chat, user: name, message: message.id, at: now, shown: message)
    }

    mutating func log(
        _ kind: ChatEvent.Kind,
        chat: Int64,
        user: String,
        message: Int?,
        at now: Timestamp,
        shown: SandboxMessage? = nil
    ) {
        events.append(ChatEvent(at: now, chat: chat, user: user, message: message, kind: kind, shown: shown))
        revision += 1
    }

    private func words(for service: SandboxMessage.Service) -> String {
        switch service {
        case .migrated(let id): "the group became the supergroup \(id)"
        case .migratedHere(let id): "this was the group \(id)"
        case .pinned(let message): "pinned #\(message)"
        case .joined(let id): "\(user(id).firstName) joined"
        case .left(let id): "\(user(id).firstName) left"
        case .topicCreated(let name): "topic created: \(name)"
        case .topicEdited(let name): "topic renamed: \(name)"
        case .topicClosed: "topic closed"
        case .topicReopened: "topic reopened"
        }
    }

    // MARK: Updates

    /// Queues an update for a bot; `members` follow `update_id`.
    mutating func enqueue(_ kind: String, _ value: JSON, bot index: Int, at now: Timestamp, lifetime: Int? = nil) {
        guard bots[index].wants(kind) else { return }
        if let last = bots[index].lastUpdateAt, last.duration(to: now) >= .seconds(rules.renumbersAfter) {
            // After a week of silence the next number is random and may be lower.
            let next = StableHash(seed).with("update ids").with(Int(bots[index].nextUpdateID)).whole(1...900_000_000)
            bots[index].nextUpdateID = Int64(next)
            bots[index].queue.removeAll()
        }
        let id = bots[index].nextUpdateID
        bots[index].nextUpdateID = id + 1
        bots[index].lastUpdateAt = now
        let json = JSON.object([.init("update_id", .int(id)), .init(kind, value)])
        let update = QueuedUpdate(
            id: id,
            kind: kind,
            json: json,
            expires: now + .seconds(lifetime ?? rules.retention),
            byteCount: json.bytes.count
        )
        guard bots[index].hasRoom(for: update) else { return }
        bots[index].queue.append(update)
        revision += 1
    }

    /// Shows a message to the bots of its chat that may see it.
    mutating func announce(_ message: SandboxMessage, kind: String = "message", at now: Timestamp) {
        var kind = kind
        if chats[message.chat]?.kind == .channel {
            kind = kind.hasPrefix("edited") ? "edited_channel_post" : "channel_post"
        }
        for index in bots.indices where bots[index].user.id != message.from && sees(bots[index], message) {
            enqueue(kind, json(message), bot: index, at: now)
        }
    }

    /// Privacy mode: in groups a bot sees commands, replies to it and service messages, unless it is an administrator.
    private func sees(_ bot: BotState, _ message: SandboxMessage) -> Bool {
        guard let chat = chats[message.chat] else { return false }
        if chat.kind == .private { return !chat.isBlocked }
        let standing = chat.standing(of: bot.user.id)
        guard standing.isPresent else { return false }
        if standing.isAdministrator || !rules.hasPrivacyMode { return true }
        if case .service = message.content { return true }
        if let replyTo = message.replyTo, chat.message(replyTo)?.from == bot.user.id { return true }
        guard let formatted = message.formatted,
            let command = formatted.entities.first(where: { $0.type == "bot_command" && $0.offset == 0 })
        else { return false }
        let text = String(decoding: Array(formatted.text.utf16)[..<command.length], as: UTF16.self)
        guard let at = text.firstIndex(of: "@") else { return true }
        return text[text.index(after: at)...].lowercased() == bot.user.username?.lowercased()
    }
}
