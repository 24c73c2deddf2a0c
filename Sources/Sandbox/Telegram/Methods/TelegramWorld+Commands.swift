import Market
import Platform

extension TelegramWorld {
    mutating func setMyCommands(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        let entries = try call.list("commands", of: "BotCommand", calling: "commands")
        guard entries.count <= 100 else { throw .bad("BOT_COMMANDS_TOO_MUCH") }
        var commands: [JSON] = []
        for entry in entries {
            for field in ["command", "description"] where entry[field]?.string == nil {
                throw .bad("can't parse BotCommand: Can't find field \"\(field)\"")
            }
            var name = entry["command"]?.string ?? ""
            if name.hasPrefix("/") { name.removeFirst() }
            let description = entry["description"]?.string ?? ""
            guard (1...32).contains(name.utf8.count), name.utf8.allSatisfy(Self.isCommandByte) else {
                throw .bad("BOT_COMMAND_INVALID")
            }
            guard (1...256).contains(description.unicodeScalars.count) else {
                throw .bad("BOT_COMMAND_DESCRIPTION_INVALID")
            }
            commands.append(["command": .string(name), "description": .string(description)])
        }
        let (scope, language) = try scope(call)
        bots[call.bot].commands.removeAll { $0.scope == scope && $0.language == language }
        if !commands.isEmpty {
            bots[call.bot].commands.append(CommandList(scope: scope, language: language, commands: .array(commands)))
        }
        return true
    }

    func getMyCommands(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        let (scope, language) = try scope(call)
        return bots[call.bot].commands.first { $0.scope == scope && $0.language == language }?.commands ?? []
    }

    mutating func deleteMyCommands(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        let (scope, language) = try scope(call)
        bots[call.bot].commands.removeAll { $0.scope == scope && $0.language == language }
        return true
    }

    /// The commands a person sees in a chat: the most specific scope first, in it the own language first.
    func visibleCommands(bot: Int, chat id: Int64, user: Int64) -> JSON {
        guard let chat = chats[id] else { return [] }
        let standing = chat.standing(of: user)
        let isAdministrator = standing == .administrator || standing == .creator
        var scopes: [JSON] = []
        if chat.kind == .private {
            scopes = [["type": "chat", "chat_id": .int(id)], ["type": "all_private_chats"]]
        } else {
            scopes.append(["type": "chat_member", "chat_id": .int(id), "user_id": .int(user)])
            if isAdministrator { scopes.append(["type": "chat_administrators", "chat_id": .int(id)]) }
            scopes.append(["type": "chat", "chat_id": .int(id)])
            if isAdministrator { scopes.append(["type": "all_chat_administrators"]) }
            scopes.append(["type": "all_group_chats"])
        }
        scopes.append(["type": "default"])
        let language = String(self.user(user).languageCode?.prefix(2) ?? "")
        for scope in scopes {
            let lists = bots[bot].commands.filter { $0.scope == scope }
            if let list = lists.first(where: { $0.language == language }) ?? lists.first(where: { $0.language.isEmpty })
            {
                return list.commands
            }
        }
        return []
    }

    private func scope(_ call: MethodCall) throws(TelegramFailure) -> (JSON, String) {
        let language = call.text("language_code") ?? ""
        guard language.isEmpty || language.utf8.count == 2 else { throw .bad("invalid language code specified") }
        guard let value = call.json("scope") else { return (["type": "default"], language) }
        let type = value["type"]?.string ?? ""
        func id(_ name: String) -> Int64? {
            value[name]?.int ?? value[name]?.string.flatMap { Int64($0) }
        }
        switch type {
        case "default", "all_private_chats", "all_group_chats", "all_chat_administrators":
            return (["type": .string(type)], language)
        case "chat", "chat_administrators":
            guard let chat = id("chat_id"), chats[chat] != nil else { throw .bad("chat not found") }
            return (["type": .string(type), "chat_id": .int(chat)], language)
        case "chat_member":
            guard let chat = id("chat_id"), chats[chat] != nil else { throw .bad("chat not found") }
            guard let user = id("user_id") else { throw .bad("invalid user_id specified") }
            return (["type": "chat_member", "chat_id": .int(chat), "user_id": .int(user)], language)
        default: throw .bad("can't parse BotCommandScope: Unsupported type specified")
        }
    }

    private static func isCommandByte(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || byte == UInt8(ascii: "_")
    }
}
