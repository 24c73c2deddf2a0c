import Market
import Platform

/// The chats as the control surface shows them.
struct ChatView {
    /// The newest messages of a chat that are shown: enough for a busy day, little enough to send several times a second.
    private static let shownMessages = 400

    let world: TelegramWorld

    /// Chats, people and the revision that tells whether anything changed.
    var overview: JSON {
        [
            "revision": .int(Int64(world.revision)),
            "bot": world.bots.first?.user.json ?? .null,
            "users": .array(
                world.userNames.keys.sorted().map { name in
                    let user = world.user(world.userNames[name] ?? 0)
                    return ["name": .string(name), "id": .int(user.id), "first_name": .string(user.firstName)]
                }
            ),
            "chats": .array(
                world.chatNames.keys.sorted().map { name in
                    let chat = world.chats[world.chatNames[name] ?? 0]
                    let title = chat.map { $0.title.isEmpty ? world.user($0.id).firstName : $0.title }
                    return [
                        "name": .string(name), "id": .int(chat?.id ?? 0), "title": .string(title ?? ""),
                        "kind": .string(chat?.kind.rawValue ?? ""), "messages": .int(Int64(chat?.messages.count ?? 0)),
                        "topics": .array(
                            (chat?.topics ?? []).map { ["id": .int(Int64($0.id)), "name": .string($0.name)] }
                        ),
                        "members": .array((chat?.members ?? []).filter { $0.standing.isPresent }.map { .int($0.user) }),
                    ]
                }
            ),
        ]
    }

    /// The messages of a chat as Bot API objects, with what only the sandbox knows: edits, silence, pictures.
    ///
    /// - Parameter eventsSince: when given, the transcript's events from this index on are added.
    func json(chat id: Int64, eventsSince: Int?) -> JSON {
        guard let chat = world.chats[id] else { return .null }
        let messages = chat.messages.suffix(Self.shownMessages).map { message -> JSON in
            var json = world.json(message)
            if message.isSilent { json = json.setting("silent", to: true) }
            if let file = message.file.flatMap({ world.files[$0] }) {
                json = json.setting("file", to: file.pageJSON)
            }
            if !message.reactions.isEmpty {
                json = json.setting("reactions", to: .strings(message.reactions.map(\.emoji)))
            }
            if chat.pinned.contains(message.id) { json = json.setting("pinned", to: true) }
            return json
        }
        var members: [JSON.Member] = [
            .init("ok", true), .init("chat", world.json(chat: id)), .init("revision", .int(Int64(world.revision))),
            .init("messages", .array(messages)),
        ]
        if let eventsSince {
            let events = world.events.enumerated().dropFirst(max(0, eventsSince)).filter { $0.element.chat == id }
            members.append(.init("events", .array(events.compactMap { Self.json($0.element, index: $0.offset) })))
            members.append(.init("next_event", .int(Int64(world.events.count))))
        }
        return .object(members)
    }

    /// Toasts and alerts, which no message shows.
    private static func json(_ event: ChatEvent, index: Int) -> JSON? {
        guard case .answered(let text, let isAlert) = event.kind else { return nil }
        return [
            "index": .int(Int64(index)), "at": .string(MoscowTime.text(event.at)), "user": .string(event.user),
            "text": .string(text), "alert": .bool(isAlert),
        ]
    }
}

extension StoredFile {
    /// With its size in bytes, and in pixels for pictures, so that a page knows the place before it is loaded.
    fileprivate var pageJSON: JSON {
        .present([
            "id": .string(id), "name": .string(name), "bytes": .int(Int64(bytes.count)),
            "width": size.map { .int(Int64($0.width)) }, "height": size.map { .int(Int64($0.height)) },
        ])
    }
}
