import Market
import Platform

/// The people and the list of chats, each chat with its newest message, as a phone's first screen shows them.
struct PageChats {
    let world: TelegramWorld

    var json: JSON {
        [
            "revision": .int(Int64(world.revision)),
            "bot": world.bots.first?.user.json ?? .null,
            "users": .array(
                world.userNames.sorted { $0.value < $1.value }.map { name, id in
                    world.user(id).json.setting("name", to: .string(name))
                }
            ),
            // As a phone: the newest message first; chats without any by kind and name.
            "chats": .array(
                world.chatNames.sorted { rank($0) < rank($1) }.map { chat($0.key, $0.value) }
            ),
        ]
    }

    private func rank(_ name: (key: String, value: Int64)) -> (Int64, Int, String) {
        let chat = world.chats[name.value]
        return (-(chat?.messages.last?.date.seconds ?? 0), chat?.kind == .private ? 1 : 0, name.key)
    }

    private func chat(_ name: String, _ id: Int64) -> JSON {
        guard let chat = world.chats[id] else { return ["name": .string(name)] }
        let bot = world.bots.first?.user.id ?? 0
        return .present([
            "name": .string(name), "id": .int(id),
            "title": .string(chat.title.isEmpty ? world.user(id).firstName : chat.title),
            "kind": .string(chat.kind.rawValue),
            "is_forum": .bool(chat.isForum),
            "topics": .array(chat.topics.map { ["id": .int(Int64($0.id)), "name": .string($0.name)] }),
            "members": .array(
                chat.members.filter { $0.standing.isPresent }.map {
                    ["id": .int($0.user), "standing": .string($0.standing.rawValue)]
                }
            ),
            "bot": .string(chat.kind == .private ? "member" : chat.standing(of: bot).rawValue),
            "blocked": chat.isBlocked ? true : nil,
            "last": chat.messages.last.map { preview($0) },
        ])
    }

    private func preview(_ message: SandboxMessage) -> JSON {
        let text = message.formatted?.text.split(separator: "\n").first.map(String.init)
        return .present([
            "id": .int(Int64(message.id)), "date": .int(message.date.seconds),
            "from": .string(world.user(message.from).firstName),
            "text": text.map { .string(String($0.prefix(80))) },
            "file": message.file.flatMap { world.files[$0] }.map { .string($0.name) },
        ])
    }
}
