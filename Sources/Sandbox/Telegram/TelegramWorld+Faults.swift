import Market
import Platform

extension TelegramWorld {
    /// Does what a chat fault says, or takes it back.
    mutating func apply(_ fault: Fault, isEnd: Bool, at now: Timestamp) {
        guard case .chat(let name) = fault.target, let chat = chatID(name), let bot = bots.first?.user.id else {
            return
        }
        let owner = chats[chat]?.members.first { $0.standing == .creator }?.user ?? bot
        switch fault.kind {
        case .kicked where chats[chat]?.kind == .private:
            setBlocked(isBlocked: !isEnd, chat: chat, at: now)
        case .kicked:
            change(standing: isEnd ? .administrator : .kicked, of: bot, in: chat, by: owner, at: now)
        case .restricted where chats[chat]?.isGroup ?? false:
            change(standing: isEnd ? .administrator : .restricted, of: bot, in: chat, by: owner, at: now)
        case .deactivated:
            users[chat]?.isDeactivated = !isEnd
        case .groupDeleted:
            if chats[chat]?.kind == .group { chats[chat]?.isDeleted = !isEnd }
        case .migrate where !isEnd:
            migrate(chat, by: owner, at: now)
        case .deleteMessage where !isEnd:
            let last = chats[chat]?.messages.last { $0.from == bot && $0.formatted != nil }?.id
            if let id = fault.messageID ?? last { delete(id, in: chat, at: now, by: user(owner).firstName) }
        case .topicClosed, .topicDeleted:
            apply(topicFault: fault, isEnd: isEnd, in: chat, by: owner, at: now)
        default: break
        }
    }

    private mutating func apply(
        topicFault fault: Fault,
        isEnd: Bool,
        in chat: Int64,
        by owner: Int64,
        at now: Timestamp
    ) {
        let topics = chats[chat]?.topics ?? []
        guard let index = fault.thread.map({ id in topics.firstIndex { $0.id == id } }) ?? topics.indices.first else {
            return
        }
        let id = topics[index].id
        if fault.kind == .topicDeleted {
            if !isEnd { deleteTopic(id, in: chat) }
        } else if topics[index].isClosed == isEnd {
            chats[chat]?.topics[index].isClosed = !isEnd
            let service: SandboxMessage.Service = isEnd ? .topicReopened : .topicClosed
            announce(post(.service(service), in: chat, from: owner, at: now) { $0.thread = id }, at: now)
        }
    }

    /// A person blocks the bots or takes it back; they hear it as `my_chat_member`.
    mutating func setBlocked(isBlocked: Bool, chat: Int64, at now: Timestamp) {
        guard chats[chat]?.kind == .private, chats[chat]?.isBlocked != isBlocked else { return }
        chats[chat]?.isBlocked = isBlocked
        for index in bots.indices {
            let bot = bots[index].user.json
            let member: JSON = ["user": bot, "status": "member"]
            let kicked: JSON = ["user": bot, "status": "kicked", "until_date": 0]
            let update: JSON = [
                "chat": json(chat: chat), "from": user(chat).json, "date": .int(now.seconds),
                "old_chat_member": isBlocked ? member : kicked, "new_chat_member": isBlocked ? kicked : member,
            ]
            enqueue("my_chat_member", update, bot: index, at: now)
        }
    }
}
