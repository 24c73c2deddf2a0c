import Market

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
            if chat.isGroup { members.append(.init("permissions", Self.permissions)) }
            if let pinned = chat.pinned.last.flatMap({ chat.message($0) }) {
                members.append(.init("pinned_message", json(pinned, depth: 1)))
            }
        }
        return .object(members)
    }

    private static let permissions: JSON = [
        "can_send_messages": true, "can_send_audios": true, "can_send_documents": true, "can_send_photos": true,
        "can_send_videos": true, "can_send_video_notes": true, "can_send_voice_notes": true, "can_send_polls": true,
        "can_send_other_messages": true, "can_add_web_page_previews": true, "can_change_info": false,
        "can_invite_users": true, "can_pin_messages": false, "can_manage_topics": false,
    ]

    /// The `Message` object; a message inside another (`depth` > 0) has no inner ones.
    func json(_ message: SandboxMessage, depth: Int = 0) -> JSON {
        var members: [JSON.Member] = [.init("message_id", .int(Int64(message.id)))]
        if let thread = message.thread { members.append(.init("message_thread_id", .int(Int64(thread)))) }
        members.append(.init("from", user(message.from).json))
        if let sender = message.senderChat { members.append(.init("sender_chat", json(chat: sender))) }
        members.append(.init("chat", json(chat: message.chat)))
        members.append(.init("date", .int(message.date.seconds)))
        if message.isForwarded {
            let origin: JSON = [
                "type": "hidden_user", "sender_user_name": "Somebody", "date": .int(message.date.seconds),
            ]
            members.append(.init("forward_origin", origin))
        }
        if message.thread != nil { members.append(.init("is_topic_message", true)) }
        if depth == 0, let replyTo = message.replyTo, let original = chats[message.chat]?.message(replyTo) {
            members.append(.init("reply_to_message", json(original, depth: 1)))
        }
        if let edited = message.editDate { members.append(.init("edit_date", .int(edited.seconds))) }
        if let group = message.mediaGroup { members.append(.init("media_group_id", .string(group))) }
        members += contentMembers(message)
        if let keyboard = message.keyboard { members.append(.init("reply_markup", keyboard.json)) }
        return .object(members)
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

    /// The `ChatMember` object with all the rights strict clients want to see.
    func json(member user: Int64, of chat: SandboxChat) -> JSON {
        let person = self.user(user).json
        let standing = chat.standing(of: user)
        switch standing {
        case .creator: return ["user": person, "status": "creator", "is_anonymous": false]
        case .administrator:
            var members: [JSON.Member] = [.init("user", person), .init("status", "administrator")]
            for right in Self.administratorRights {
                members.append(.init(right.name, .bool(right.isGranted)))
            }
            if chat.kind == .supergroup { members.append(.init("can_manage_topics", .bool(chat.isForum))) }
            members.append(.init("can_pin_messages", true))
            return .object(members)
        case .member, .left: return ["user": person, "status": .string(standing.rawValue)]
        case .kicked: return ["user": person, "status": "kicked", "until_date": 0]
        }
    }

    private static let administratorRights: [(name: String, isGranted: Bool)] = [
        ("can_be_edited", false), ("is_anonymous", false), ("can_manage_chat", true), ("can_delete_messages", true),
        ("can_manage_video_chats", false), ("can_restrict_members", false), ("can_promote_members", false),
        ("can_change_info", false), ("can_invite_users", true), ("can_post_stories", false),
        ("can_edit_stories", false),
        ("can_delete_stories", false),
    ]
}
