import Market
import Platform

/// What the control surface does to the embedded Telegram besides speaking and pressing (docs/sandbox.md).
struct ControlDeeds {
    let server: SandboxServer

    static let routes: [Route<ControlSurface.Handler>] = [
        .deed("/sandbox/bot") { surface, body in try Self(surface).setBot(body) },
        .deed("/sandbox/chat") { surface, body in try Self(surface).makeChat(body) },
        .deed("/sandbox/user") { surface, body in try Self(surface).makeUser(body) },
        .deed("/sandbox/member") { surface, body in try Self(surface).setMember(body) },
        .deed("/sandbox/block") { surface, body in try Self(surface).block(body) },
        .deed("/sandbox/react") { surface, body in try Self(surface).react(body) },
        .deed("/sandbox/delete") { surface, body in try Self(surface).delete(body) },
        .deed("/sandbox/update") { surface, body in try Self(surface).inject(body) },
    ]

    private init(_ surface: ControlSurface) {
        server = surface.server
    }

    /// `{"revoked": true}`: every call gets 401 until it is taken back.
    private func setBot(_ body: JSON) throws -> JSON {
        guard let isRevoked = body["revoked"]?.bool else { throw Self.mistake("revoked: true or false") }
        server.setRevoked(isRevoked, bot: Int(body["bot"]?.int ?? 0))
        return ["ok": true]
    }

    /// `{"name", "kind", "title"?, "forum"?, "members"?: [names], "bot"?: standing}`; the first member owns it.
    private func makeChat(_ body: JSON) throws -> JSON {
        guard let name = body["name"]?.string,
            let kind = body["kind"]?.string.flatMap({ SandboxChat.Kind(rawValue: $0) }),
            kind != .private
        else { throw Self.mistake("name and kind (group, supergroup, channel) are needed") }
        let standing = try Self.standing(body["bot"]) ?? .administrator
        return try server.telegram.withWorld { world, _ throws(SandboxError) in
            let members = try (body["members"]?.array ?? ["anna"]).map { value throws(SandboxError) in
                try Self.user(value, in: world)
            }
            guard world.chatNames[name.lowercased()] == nil else {
                throw SandboxError(kind: .unknownChat, detail: "there is a chat \(name) already")
            }
            let id = world.addChat(name: name, kind: kind, title: body["title"]?.string ?? name, members, bot: standing)
            world.chats[id]?.isForum = body["forum"]?.bool ?? false
            return ["ok": true, "id": .int(id)]
        }
    }

    /// `{"name", "id", "first_name"?, "username"?, "language"?}`: a person who is not there yet, with a private chat.
    private func makeUser(_ body: JSON) throws -> JSON {
        guard let name = body["name"]?.string, let id = body["id"]?.int, id > 0, server.userID(name) == nil,
            server.userID(String(id)) == nil
        else { throw Self.mistake("name and id of somebody new are needed") }
        let user = SandboxUser(
            id: id,
            firstName: body["first_name"]?.string ?? name,
            username: body["username"]?.string,
            languageCode: body["language"]?.string
        )
        server.add(user: user, name: name.lowercased())
        server.telegram.withWorld { world, _ in world.chatNames["private:\(name.lowercased())"] = id }
        return ["ok": true, "id": .int(id)]
    }

    /// `{"chat", "user", "standing"}`: joins, leaves, rises or falls; `user` may be `bot`.
    private func setMember(_ body: JSON) throws -> JSON {
        guard let standing = try Self.standing(body["standing"]) else { throw Self.mistake("standing: missing") }
        try server.set(standing, of: name(body["user"]) ?? "anna", in: name(body["chat"]) ?? "group")
        return ["ok": true]
    }

    /// `{"user", "blocked"}`: a person blocks the bot or lets it write again.
    private func block(_ body: JSON) throws -> JSON {
        guard let isBlocked = body["blocked"]?.bool else { throw Self.mistake("blocked: true or false") }
        try server.telegram.withWorld { world, now throws(SandboxError) in
            let user = try Self.user(body["user"] ?? "anna", in: world)
            world.setBlocked(isBlocked: isBlocked, chat: user, at: now)
        }
        return ["ok": true]
    }

    /// `{"chat", "user", "message_id", "emoji"}`; an empty emoji takes the reaction back.
    private func react(_ body: JSON) throws -> JSON {
        try server.telegram.withWorld { world, now throws(SandboxError) in
            let user = try Self.user(body["user"] ?? "anna", in: world)
            let chat = try Self.chat(body["chat"] ?? "group", user, in: world)
            let message = Int(body["message_id"]?.int ?? 0)
            try world.react(chat: chat, user: user, message: message, emoji: body["emoji"]?.string ?? "", at: now)
        }
        return ["ok": true]
    }

    /// `{"chat", "message_id", "user"?}`: somebody deletes a message; bots hear nothing of it.
    private func delete(_ body: JSON) throws -> JSON {
        try server.telegram.withWorld { world, now throws(SandboxError) in
            let user = try Self.user(body["user"] ?? "anna", in: world)
            let chat = try Self.chat(body["chat"] ?? "group", user, in: world)
            let message = Int(body["message_id"]?.int ?? 0)
            guard world.chats[chat]?.message(message) != nil else {
                throw SandboxError(kind: .unknownMessage, detail: "chat \(chat) has no message \(message)")
            }
            world.delete(message, in: chat, at: now, by: world.user(user).firstName)
        }
        return ["ok": true]
    }

    /// `{"kind", "value"}`: any update, known or not, put into the bot's queue.
    private func inject(_ body: JSON) throws -> JSON {
        guard let kind = body["kind"]?.string, let value = body["value"] else {
            throw Self.mistake("kind and value are needed")
        }
        server.telegram.withWorld { world, now in
            if !world.bots.isEmpty { world.enqueue(kind, value, bot: 0, at: now) }
        }
        return ["ok": true]
    }

    private func name(_ value: JSON?) -> String? { ControlBody.name(value) }

    private static func standing(_ value: JSON?) throws -> SandboxChat.Standing? {
        guard let value else { return nil }
        guard let standing = value.string.flatMap({ SandboxChat.Standing(rawValue: $0) }) else {
            throw mistake("standing: one of \(SandboxChat.Standing.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return standing
    }

    private static func user(_ value: JSON, in world: TelegramWorld) throws(SandboxError) -> Int64 {
        let name = ControlBody.name(value) ?? ""
        guard let id = world.userID(name) else { throw SandboxError(kind: .unknownUser, detail: "no user \(name)") }
        return id
    }

    private static func chat(_ value: JSON, _ user: Int64, in world: TelegramWorld) throws(SandboxError) -> Int64 {
        let name = ControlBody.name(value) ?? ""
        guard let id = world.chatID(name, user: user) else {
            throw SandboxError(kind: .unknownChat, detail: "no chat \(name)")
        }
        return id
    }

    private static func mistake(_ detail: String) -> SandboxError {
        SandboxError(kind: .badRequest, detail: detail)
    }
}
