import Market
import Platform

/// Why the sandbox cannot do what a person is told to do.
package struct SandboxError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case unknownChat, unknownUser, notAMember, unknownMessage, unknownButton, badClock, badFault, badRequest
    }

    package let kind: Kind
    package let detail: String

    package var description: String { detail }
}

/// How a message of a person differs from an ordinary one.
package struct SayOptions: Hashable, Sendable {
    /// The message it answers.
    package var replyTo: Int?
    /// The topic of a forum.
    package var thread: Int?
    /// Forwarded from somewhere else.
    package var isForwarded = false
    /// Replaces the text of this message of the same person: the bot gets `edited_message`.
    package var edits: Int?
    /// Written as the group itself, as anonymous administrators do.
    package var isAnonymous = false

    package init() {}
}

extension TelegramWorld {
    /// Somebody writes; returns the message's number.
    mutating func say(
        chat: Int64,
        user: Int64,
        text: String,
        options: SayOptions,
        at now: Timestamp
    ) throws(SandboxError) -> Int {
        try join(chat, user)
        var formatted = FormattedText(text).trimmed
        formatted.entities = PlainEntities.find(in: formatted)
        if let edited = options.edits {
            guard let index = chats[chat]?.messageIndex(edited), chats[chat]?.messages[index].from == user else {
                throw SandboxError(
                    kind: .unknownMessage,
                    detail: "user \(user) has no message \(edited) in chat \(chat)"
                )
            }
            chats[chat]?.messages[index].content = .text(formatted)
            chats[chat]?.messages[index].editDate = now
            if let message = chats[chat]?.messages[index] {
                record(message, isEdit: true, at: now)
                announce(message, kind: "edited_message", at: now)
            }
            return edited
        }
        // Anonymous administrators write as one well-known bot (docs/reference/telegram.md, People).
        let message = post(.text(formatted), in: chat, from: options.isAnonymous ? Self.anonymousBot.id : user, at: now)
        {
            $0.replyTo = options.replyTo
            $0.thread = options.thread
            $0.isForwarded = options.isForwarded
            if options.isAnonymous { $0.senderChat = chat }
        }
        announce(message, at: now)
        return message.id
    }

    static let anonymousBot = SandboxUser(
        id: 1_087_968_824,
        firstName: "Group",
        username: "GroupAnonymousBot",
        isBot: true
    )

    /// Somebody presses a button; returns the number of the press.
    ///
    /// - Parameters:
    ///   - button: the button's text, or else its callback data.
    ///   - forged: sends `button` as data although no such button is there.
    mutating func press(
        chat: Int64,
        user: Int64,
        message id: Int,
        button: String,
        forged: Bool,
        at now: Timestamp
    ) throws(SandboxError) -> String {
        try join(chat, user)
        let message = chats[chat]?.message(id)
        let buttons = message?.keyboard?.buttons ?? []
        let found = buttons.first { $0.text == button } ?? buttons.first { $0.data == button }
        guard forged || message != nil else {
            throw SandboxError(kind: .unknownMessage, detail: "chat \(chat) has no message \(id)")
        }
        guard forged || found?.data != nil else {
            let labels = buttons.map { "«\($0.text)»" }.joined(separator: " ")
            throw SandboxError(
                kind: .unknownButton,
                detail: "message \(id) has no button «\(button)»; it has \(labels)"
            )
        }
        let data = forged ? found?.data ?? button : found?.data ?? ""
        let query = String(4_382_000_000_000_000 + nextPress)
        nextPress += 1
        presses[query] = Press(user: user, chat: chat, message: id, at: now)
        log(.pressed(button: found?.text ?? button), chat: chat, user: self.user(user).firstName, message: id, at: now)
        let shown: JSON =
            message.map { json($0) } ?? ["chat": json(chat: chat), "message_id": .int(Int64(id)), "date": 0]
        let callback: JSON = [
            "id": .string(query), "from": self.user(user).json, "message": shown,
            "chat_instance": .string(String(7_000_000_000_000 + abs(chat))), "data": .string(data),
        ]
        for index in bots.indices where message.map({ $0.from == bots[index].user.id }) ?? true {
            enqueue("callback_query", callback, bot: index, at: now, lifetime: rules.pressRetention)
        }
        return query
    }

    /// Somebody reacts to a message; bots that are administrators and ask for it hear it.
    mutating func react(
        chat: Int64,
        user: Int64,
        message id: Int,
        emoji: String,
        at now: Timestamp
    ) throws(SandboxError) {
        try join(chat, user)
        guard let index = chats[chat]?.messageIndex(id), let message = chats[chat]?.messages[index] else {
            throw SandboxError(kind: .unknownMessage, detail: "chat \(chat) has no message \(id)")
        }
        let old = message.reactions.filter { $0.user == user }.map(\.emoji)
        chats[chat]?.messages[index].reactions.removeAll { $0.user == user }
        if !emoji.isEmpty {
            chats[chat]?.messages[index].reactions.append((user, emoji))
            log(.reacted(emoji), chat: chat, user: self.user(user).firstName, message: id, at: now)
        }
        func list(_ emoji: [String]) -> JSON { .array(emoji.map { ["type": "emoji", "emoji": .string($0)] }) }
        let update: JSON = [
            "chat": json(chat: chat), "message_id": .int(Int64(id)), "user": self.user(user).json,
            "date": .int(now.seconds), "old_reaction": list(old), "new_reaction": list(emoji.isEmpty ? [] : [emoji]),
        ]
        for index in bots.indices
        where chats[chat]?.standing(of: bots[index].user.id).isAdministrator ?? false {
            enqueue("message_reaction", update, bot: index, at: now)
        }
    }

    /// The newest message of a chat that has such a button.
    func newestMessage(in chat: Int64, withButton button: String) -> Int? {
        chats[chat]?.messages.last { message in
            message.keyboard?.buttons.contains { $0.data != nil && ($0.text == button || $0.data == button) } ?? false
        }?.id
    }

    /// Writing in private is pressing Start; in groups only members write.
    private mutating func join(_ chat: Int64, _ user: Int64) throws(SandboxError) {
        guard let place = chats[chat] else { throw SandboxError(kind: .unknownChat, detail: "no chat \(chat)") }
        guard users[user] != nil else { throw SandboxError(kind: .unknownUser, detail: "no user \(user)") }
        if place.kind == .private {
            guard place.id == user else {
                throw SandboxError(kind: .notAMember, detail: "chat \(chat) is the private chat of another person")
            }
            chats[chat]?.isStarted = true
            return
        }
        let standing = place.standing(of: user)
        guard place.kind == .channel ? standing.isAdministrator : standing.isPresent && standing != .restricted else {
            throw SandboxError(
                kind: .notAMember,
                detail: "\(self.user(user).firstName) is not in \(place.title.isEmpty ? "chat \(chat)" : place.title)"
            )
        }
    }

    /// A basic group becomes a supergroup: the old id only tells the new one from now on.
    mutating func migrate(_ chat: Int64, by actor: Int64, at now: Timestamp) {
        guard let old = chats[chat], old.kind == .group, old.migratedTo == nil else { return }
        let newID = -1_003_000_000_000 + chat
        var new = SandboxChat(id: newID, kind: .supergroup, title: old.title)
        new.members = old.members
        chats[newID] = new
        let leaving = post(.service(.migrated(to: newID)), in: chat, from: actor, at: now)
        announce(leaving, at: now)
        chats[chat]?.migratedTo = newID
        let arriving = post(.service(.migratedHere(from: chat)), in: newID, from: actor, at: now)
        announce(arriving, at: now)
        for name in chatNames.keys.sorted() where chatNames[name] == chat { chatNames[name] = newID }
    }
}
