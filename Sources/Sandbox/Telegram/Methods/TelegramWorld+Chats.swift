import Market
import Platform

extension TelegramWorld {
    func getMe(_ call: MethodCall) -> JSON {
        var me = bots[call.bot].user.json
        for (name, value) in [
            ("can_join_groups", true), ("can_read_all_group_messages", !rules.hasPrivacyMode),
            ("supports_inline_queries", false), ("can_connect_to_business", false), ("has_main_web_app", false),
        ] {
            me = me.setting(name, to: .bool(value))
        }
        return me
    }

    func getChat(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        let chat = try readableChat(call)
        return fullJSON(chat: chat.id)
    }

    func getChatMember(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        let chat = try readableChat(call)
        guard let id = call.number("user_id"), id > 0 else { throw .bad("invalid user_id specified") }
        guard users[id] != nil else { throw .bad("PARTICIPANT_ID_INVALID") }
        if chat.kind == .private {
            guard id == chat.id || id == bots[call.bot].user.id else { throw .bad("member not found") }
            return ["user": user(id).json, "status": "member"]
        }
        return json(member: id, of: chat)
    }

    func getChatAdministrators(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        let chat = try readableChat(call)
        guard chat.kind != .private else { throw .bad("there are no administrators in the private chat") }
        let administrators = chat.members.filter { $0.standing == .creator || $0.standing == .administrator }
        return .array(administrators.map { json(member: $0.user, of: chat) })
    }

    func getChatMemberCount(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        let chat = try readableChat(call)
        return .int(Int64(chat.kind == .private ? 2 : chat.members.count { $0.standing.isPresent }))
    }

    mutating func leaveChat(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        let chat = try writableChat(call)
        guard chat.kind != .private else { throw .bad("chat member status can't be changed in private chats") }
        change(standing: .left, of: bots[call.bot].user.id, in: chat.id, by: bots[call.bot].user.id, at: call.now)
        return true
    }

    /// A chat the bot may look at: it sees nothing of groups that removed it.
    private func readableChat(_ call: MethodCall) throws(TelegramFailure) -> SandboxChat {
        let chat = try self.chat(call)
        if chat.isGroup, chat.standing(of: bots[call.bot].user.id) == .kicked {
            throw .forbidden("bot was kicked from the \(chat.nameInRefusals)")
        }
        return chat
    }

    /// Changes what somebody is in a chat and tells the bots; the bot itself hears it as `my_chat_member`.
    mutating func change(
        standing: SandboxChat.Standing,
        of member: Int64,
        in chat: Int64,
        by actor: Int64,
        at now: Timestamp
    ) {
        guard let before = chats[chat] else { return }
        chats[chat]?.set(standing, of: member)
        guard let after = chats[chat] else { return }
        let update: JSON = [
            "chat": json(chat: chat), "from": user(actor).json, "date": .int(now.seconds),
            "old_chat_member": json(member: member, of: before), "new_chat_member": json(member: member, of: after),
        ]
        for index in bots.indices {
            if bots[index].user.id == member {
                enqueue("my_chat_member", update, bot: index, at: now)
            } else if after.standing(of: bots[index].user.id).isAdministrator {
                enqueue("chat_member", update, bot: index, at: now)
            }
        }
        let service: SandboxMessage.Service = standing.isPresent ? .joined(member) : .left(member)
        if before.standing(of: member).isPresent != standing.isPresent, before.kind != .private {
            let message = post(.service(service), in: chat, from: actor, at: now)
            announce(message, at: now)
        }
    }
}
