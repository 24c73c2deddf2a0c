import Market
import Platform

extension TelegramWorld {
    /// Adds an empty chat whose first member owns it; every bot is in it.
    mutating func addChat(
        name: String,
        kind: SandboxChat.Kind,
        title: String,
        _ members: [Int64],
        bot standing: SandboxChat.Standing
    ) -> Int64 {
        let number = Int64(1 + chats.keys.count { $0 < 0 })
        let id = kind == .group ? -5_500_000 - number : -1_002_000_000_000 - number
        var chat = SandboxChat(id: id, kind: kind, title: title)
        chat.members =
            members.enumerated().map { ($1, $0 == 0 ? .creator : .member) } + bots.map { ($0.user.id, standing) }
        chats[id] = chat
        chatNames[name.lowercased()] = id
        return id
    }
}

extension TelegramWorld {
    /// The people and chats of a fresh sandbox.
    ///
    /// People: anna (creator of the group, 1001), boris (1002), carol (English, 1003), and pavel (1999), who is in no group.
    /// Chats: `group`, `forum` (two topics), and everybody's private chat with the bot, not yet started.
    init(options: SandboxOptions) {
        self.init(rules: options.telegram, seed: options.market.seed)
        for (index, token) in options.tokens.enumerated() {
            let text = token.reveal()
            let id = text.split(separator: ":").first.flatMap { Int64($0) } ?? 7_000_000_001 + Int64(index)
            let name = index == 0 ? "mayak_sandbox_bot" : "mayak_sandbox\(index + 1)_bot"
            let bot = SandboxUser(
                id: id,
                firstName: index == 0 ? "Маяк" : "Бот \(index + 1)",
                username: name,
                isBot: true
            )
            users[id] = bot
            let first = Int64(
                StableHash(options.market.seed).with("updates").with(index).whole(100_000_000...900_000_000)
            )
            bots.append(BotState(user: bot, token: text, firstUpdateID: first))
        }
        let people: [(String, SandboxUser)] = [
            ("anna", SandboxUser(id: 1001, firstName: "Анна", username: "anna_duty", languageCode: "ru")),
            ("boris", SandboxUser(id: 1002, firstName: "Борис", username: "boris_duty", languageCode: "ru")),
            ("carol", SandboxUser(id: 1003, firstName: "Carol", username: "carol_duty", languageCode: "en")),
            ("pavel", SandboxUser(id: 1999, firstName: "Павел", languageCode: "ru")),
        ]
        for (name, person) in people {
            users[person.id] = person
            userNames[name] = person.id
            chats[person.id] = SandboxChat(id: person.id, kind: .private)
            chatNames["private:\(name)"] = person.id
        }
        users[Self.anonymousBot.id] = Self.anonymousBot
        let isSupergroup = options.groupChatID <= -1_000_000_000_000
        var group = SandboxChat(
            id: options.groupChatID,
            kind: isSupergroup ? .supergroup : .group,
            title: "Дежурные · AlgoPack"
        )
        group.members = [(1001, .creator), (1002, .member), (1003, .member)]
        var forum = SandboxChat(id: -1_001_234_500_002, kind: .supergroup, title: "AlgoPack по рынкам")
        forum.members = [(1001, .creator), (1002, .administrator)]
        forum.isForum = true
        forum.topics = [.init(id: 2, name: "EQ и FX"), .init(id: 3, name: "FO")]
        forum.nextMessageID = 4
        for index in bots.indices {
            group.members.append((bots[index].user.id, .administrator))
            forum.members.append((bots[index].user.id, .administrator))
        }
        chats[group.id] = group
        chats[forum.id] = forum
        chatNames["group"] = group.id
        chatNames["forum"] = forum.id
    }
}
