import Market

extension SandboxServer {
    /// A person writes in a chat; returns the message's number.
    ///
    /// - Parameters:
    ///   - chat: a name (`group`, `forum`, `private` for the person's own, `private:anna`) or a numeric id.
    ///   - user: a name (`anna`, `boris`, `carol`, `pavel`) or a numeric id.
    @discardableResult
    package func say(
        chat: String = "group",
        user: String = "anna",
        text: String,
        options: SayOptions = SayOptions()
    ) throws(SandboxError) -> Int {
        try telegram.withWorld { world, now throws(SandboxError) in
            let (chat, user) = try Self.place(chat, user, in: world)
            return try world.say(chat: chat, user: user, text: text, options: options, at: now)
        }
    }

    /// A person presses a button, given by its text or its callback data; returns the number of the press.
    ///
    /// - Parameters:
    ///   - message: nil means the newest message of the chat that has such a button.
    ///   - forged: sends `button` as callback data although it is not there; needs `message`.
    @discardableResult
    package func press(
        chat: String = "group",
        user: String = "anna",
        message: Int? = nil,
        button: String,
        forged: Bool = false
    ) throws(SandboxError) -> String {
        try telegram.withWorld { world, now throws(SandboxError) in
            let (chat, user) = try Self.place(chat, user, in: world)
            guard let id = message ?? world.newestMessage(in: chat, withButton: button) ?? (forged ? 1 : nil) else {
                throw SandboxError(
                    kind: .unknownButton,
                    detail: "no message in chat \(chat) has the button «\(button)»"
                )
            }
            return try world.press(chat: chat, user: user, message: id, button: button, forged: forged, at: now)
        }
    }

    /// Does what a script says a person does.
    package func perform(_ action: UserAction) throws(SandboxError) {
        switch action.kind {
        case .say(let text): try say(chat: action.chat, user: action.user, text: text)
        case .press(let buttons): try press(anyOf: buttons, chat: action.chat, user: action.user)
        }
    }

    private func press(anyOf buttons: [String], chat: String, user: String) throws(SandboxError) {
        try telegram.withWorld { world, now throws(SandboxError) in
            let (chat, user) = try Self.place(chat, user, in: world)
            let found = buttons.compactMap { button in
                world.newestMessage(in: chat, withButton: button).map { (message: $0, button: button) }
            }.max { $0.message < $1.message }
            guard let found else {
                let names = buttons.map { "«\($0)»" }.joined(separator: " or ")
                throw SandboxError(kind: .unknownButton, detail: "no message in chat \(chat) has the button \(names)")
            }
            _ = try world.press(
                chat: chat,
                user: user,
                message: found.message,
                button: found.button,
                forged: false,
                at: now
            )
        }
    }

    /// What happened in a chat as text; nil means all chats.
    package func transcript(_ chat: String? = nil) throws(SandboxError) -> String {
        try telegram.withWorld { world, _ throws(SandboxError) in
            guard let chat else { return world.transcript(nil) }
            guard let id = world.chatID(chat) else { throw Self.unknownChat(chat, world) }
            return world.transcript(id)
        }
    }

    /// Everything that happened in all chats, in order.
    package var events: [ChatEvent] { telegram.withWorld { world, _ in world.events } }

    /// The messages of a chat as they are now, ascending; nil when there is no such chat.
    package func messages(_ chat: String = "group") -> [SandboxMessage]? {
        telegram.withWorld { world, _ in world.chatID(chat).flatMap { world.chats[$0] }?.messages }
    }

    /// The bytes of a file that was sent.
    package func file(_ id: String) -> StoredFile? {
        telegram.withWorld { world, _ in world.files[id] }
    }

    /// Adds a person who is not there yet.
    package func add(user: SandboxUser, name: String) {
        telegram.withWorld { world, _ in
            world.users[user.id] = user
            world.userNames[name] = user.id
            if world.chats[user.id] == nil { world.chats[user.id] = SandboxChat(id: user.id, kind: .private) }
        }
    }

    /// The id of a person by name; nil when nobody is called so.
    package func userID(_ name: String) -> Int64? {
        telegram.withWorld { world, _ in world.userID(name) }
    }

    /// How the team's bot is called in the transcript.
    package var botName: String {
        telegram.withWorld { world, _ in world.bots.first?.user.firstName ?? "" }
    }

    /// Makes somebody a member, an administrator, or a stranger of a group.
    package func set(_ standing: SandboxChat.Standing, of user: String, in chat: String) throws(SandboxError) {
        try telegram.withWorld { world, now throws(SandboxError) in
            let (chat, user) = try Self.place(chat, user, in: world)
            world.change(standing: standing, of: user, in: chat, by: user, at: now)
        }
    }

    /// Makes a token worthless, or good again.
    package func setRevoked(_ isRevoked: Bool, bot index: Int = 0) {
        telegram.withWorld { world, _ in
            if world.bots.indices.contains(index) { world.bots[index].isRevoked = isRevoked }
        }
    }

    /// Lets chat faults happen whose time has come; every request and every call here does the same.
    package func tick() {
        telegram.withWorld { _, _ in }
    }

    private static func place(
        _ chat: String,
        _ user: String,
        in world: TelegramWorld
    ) throws(SandboxError) -> (chat: Int64, user: Int64) {
        guard let userID = world.userID(user) else {
            throw SandboxError(
                kind: .unknownUser,
                detail: "no user \(user); there are \(world.userNames.keys.sorted().joined(separator: ", "))"
            )
        }
        guard let chatID = world.chatID(chat, user: userID) else { throw unknownChat(chat, world) }
        return (chatID, userID)
    }

    private static func unknownChat(_ chat: String, _ world: TelegramWorld) -> SandboxError {
        SandboxError(
            kind: .unknownChat,
            detail: "no chat \(chat); there are \(world.chatNames.keys.sorted().joined(separator: ", "))"
        )
    }
}
