import Market
import Platform

extension TelegramWorld {
    /// The `Chat` object.
    func json(chat id: Int64) -> JSON {
        guard let chat = chats[id] else { return ["id": .int(id), "type": "private"] }
        if chat.kind == .private {
            let person = user(id)
            return .present([
                "id": .int(id), "first_name": .string(person.firstName),
                "username": person.username.map { .string($0) },
                "type": "private",
            ])
        }
        return .present([
            "id": .int(id), "title": .string(chat.title), "type": .string(chat.kind.rawValue),
            "is_forum": chat.isForum ? true : nil,
        ])
    }

    /// The `ChatFullInfo` object; its required members are those that strict clients demand.
    func fullJSON(chat id: Int64) -> JSON {
        var members = json(chat: id).members ?? []
        members.append(.init("accent_color_id", 0))
        members.append(.init("max_reaction_count", 11))
        members.append(
            .init(
                "accepted_gift_types",
                [
                    "unlimited_gifts": false, "limited_gifts": false, "unique_gifts": false,
                    "premium_subscription": false,
                    "gifts_from_channels": false,
                ]
            )
        )
        if let chat = chats[id] {
            if chat.isGroup { members.append(.init("permissions", MemberRights.permissions(granted: true))) }
            if let pinned = chat.pinned.last.flatMap({ chat.message($0) }) {
                members.append(.init("pinned_message", json(pinned, depth: 1)))
            }
        }
        return .object(members)
    }

    /// The `Message` object; a message inside another (`depth` > 0) has no inner ones.
    func json(_ message: SandboxMessage, depth: Int = 0) -> JSON {
        var members: [JSON.Member] = [.init("message_id", .int(Int64(message.id)))]
        if let thread = message.thread { members.append(.init("message_thread_id", .int(Int64(thread)))) }
        if chats[message.chat]?.kind == .channel {
            // Posts of channels are the channel's own.
            members.append(.init("sender_chat", json(chat: message.chat)))
        } else {
            members.append(.init("from", user(message.from).json))
            if let sender = message.senderChat { members.append(.init("sender_chat", json(chat: sender))) }
        }
        members.append(.init("chat", json(chat: message.chat)))
        members.append(.init("date", .int(message.date.seconds)))
        if let origin = forwardOrigin(message) { members.append(.init("forward_origin", origin)) }
        if message.thread != nil { members.append(.init("is_topic_message", true)) }
        if depth == 0, let replyTo = message.replyTo, let original = chats[message.chat]?.message(replyTo) {
            members.append(.init("reply_to_message", json(original, depth: 1)))
        }
        if let edited = message.editDate { members.append(.init("edit_date", .int(edited.seconds))) }
        if message.isProtected { members.append(.init("has_protected_content", true)) }
        if let group = message.mediaGroup { members.append(.init("media_group_id", .string(group))) }
        members += contentMembers(message)
        if let keyboard = message.keyboard { members.append(.init("reply_markup", keyboard.json)) }
        return .object(members)
    }

    private func forwardOrigin(_ message: SandboxMessage) -> JSON? {
        if let origin = message.origin {
            return ["type": "user", "sender_user": user(origin.user).json, "date": .int(origin.date.seconds)]
        }
        guard message.isForwarded else { return nil }
        return ["type": "hidden_user", "sender_user_name": "Somebody", "date": .int(message.date.seconds)]
    }

    private func contentMembers(_ message: SandboxMessage) -> [JSON.Member] {
        switch message.content {
        case .text(let text):
            return textMembers(text, "text", "entities")
        case .photo(let file, let caption):
            return [.init("photo", photoSizes(file))] + captionMembers(caption)
        case .document(let file, let caption):
            return [.init("document", documentJSON(file))] + captionMembers(caption)
        case .service(let service):
            switch service {
            case .migrated(let id): return [.init("migrate_to_chat_id", .int(id))]
            case .migratedHere(let id): return [.init("migrate_from_chat_id", .int(id))]
            case .pinned(let id):
                let pinned = chats[message.chat]?.message(id)
                return pinned.map { [.init("pinned_message", json($0, depth: 1))] } ?? []
            case .joined(let id): return [.init("new_chat_members", [user(id).json])]
            case .left(let id): return [.init("left_chat_member", user(id).json)]
            case .topicCreated(let name):
                return [.init("forum_topic_created", ["name": .string(name), "icon_color": 7_322_096])]
            case .topicEdited(let name): return [.init("forum_topic_edited", ["name": .string(name)])]
            case .topicClosed: return [.init("forum_topic_closed", [:])]
            case .topicReopened: return [.init("forum_topic_reopened", [:])]
            }
        }
    }

    private func captionMembers(_ caption: FormattedText) -> [JSON.Member] {
        caption.text.isEmpty ? [] : textMembers(caption, "caption", "caption_entities")
    }

    private func textMembers(_ text: FormattedText, _ name: String, _ entities: String) -> [JSON.Member] {
        var members: [JSON.Member] = [.init(name, .string(text.text))]
        if !text.entities.isEmpty { members.append(.init(entities, .array(text.entities.map { json($0) }))) }
        return members
    }

    func json(_ entity: MessageEntity) -> JSON {
        .present([
            "offset": .int(Int64(entity.offset)), "length": .int(Int64(entity.length)), "type": .string(entity.type),
            "url": entity.url.map { .string($0) }, "user": entity.userID.map { user($0).json },
            "language": entity.type == "pre" ? entity.language.map { .string($0) } : nil,
            "custom_emoji_id": entity.emojiID.map { .string($0) },
            "unix_time": entity.unixTime.map { .int($0) }, "date_time_format": entity.timeFormat.map { .string($0) },
        ])
    }

    /// A small size and the picture itself, as clients expect at least one of each.
    private func photoSizes(_ id: String) -> JSON {
        guard let file = files[id], let size = file.size else { return [] }
        let scale = min(1, 320 / Double(max(size.width, size.height)))
        let small: JSON = [
            "file_id": .string("\(id)s"), "file_unique_id": .string("\(file.uniqueID)s"),
            "file_size": .int(Int64(Double(file.bytes.count) * scale)),
            "width": .int(Int64(max(1, Double(size.width) * scale))),
            "height": .int(Int64(max(1, Double(size.height) * scale))),
        ]
        let whole: JSON = [
            "file_id": .string(id), "file_unique_id": .string(file.uniqueID),
            "file_size": .int(Int64(file.bytes.count)),
            "width": .int(Int64(size.width)), "height": .int(Int64(size.height)),
        ]
        return scale < 1 ? [small, whole] : [whole]
    }

    private func documentJSON(_ id: String) -> JSON {
        guard let file = files[id] else { return [:] }
        return [
            "file_name": .string(file.name), "mime_type": .string(file.contentType), "file_id": .string(id),
            "file_unique_id": .string(file.uniqueID), "file_size": .int(Int64(file.bytes.count)),
        ]
    }
}
