/// Sorts updates into what may be acted on and what is ignored; a pure value.
struct UpdateFilter: Sendable {
    /// The bot's own user name, lower case.
    let botName: String

    enum Verdict: Sendable {
        case command(CommandCall, TelegramMessage, TelegramUser)
        /// Words in a private chat: a one-time code, perhaps.
        case words(String, TelegramMessage, TelegramUser)
        case press(CallbackPayload, CallbackQuery, TelegramMessage)
        /// A press that carries nothing this bot wrote: answered, and nothing else.
        case forgedPress(CallbackQuery)
        case migration(from: Int64, to: Int64)
        case membership(MembershipChange)
        case ignored(Reason)
    }

    /// Why an update does nothing; fit for a log line.
    enum Reason: String, Sendable {
        case kind, noText, notACommand, otherBot, noSender, fromBot, forwarded, edited, viaBot, channelSender
    }

    func judge(_ update: TelegramUpdate) -> Verdict {
        switch update.content {
        case .message(let message): judge(message)
        case .callback(let query): judge(query)
        case .membership(let change): .membership(change)
        case .other: .ignored(.kind)
        }
    }

    private func judge(_ message: TelegramMessage) -> Verdict {
        if let to = message.migrateToChatID { return .migration(from: message.chat.id, to: to) }
        if let from = message.migrateFromChatID { return .migration(from: from, to: message.chat.id) }
        guard let text = message.text else { return .ignored(.noText) }
        guard let call = CommandCall(text) else { return words(text, message) }
        if let addressee = call.addressee, addressee != botName { return .ignored(.otherBot) }
        if message.isForwarded || message.isAutomaticForward { return .ignored(.forwarded) }
        if message.editDate != nil { return .ignored(.edited) }
        if message.isViaBot { return .ignored(.viaBot) }
        guard message.chat.isPrivate || message.chat.isGroup else { return .ignored(.channelSender) }
        guard let from = message.from else { return .ignored(.noSender) }
        if let sender = message.senderChat {
            // An administrator who hides behind the group may read; a channel may nothing.
            guard sender.id == message.chat.id, from.id == TelegramUser.anonymousAdministrator else {
                return .ignored(.channelSender)
            }
            return .command(call, message, from)
        }
        return from.isBot || from.isShared ? .ignored(.fromBot) : .command(call, message, from)
    }

    /// In groups people talk to each other; in private they talk to the bot.
    private func words(_ text: String, _ message: TelegramMessage) -> Verdict {
        guard message.chat.isPrivate, let from = message.from, from.id == message.chat.id, !from.isBot,
            !message.isForwarded, !message.isViaBot, message.editDate == nil, message.senderChat == nil
        else { return .ignored(.notACommand) }
        return .words(text, message, from)
    }

    private func judge(_ query: CallbackQuery) -> Verdict {
        guard let message = query.message, let payload = query.data.flatMap({ CallbackPayload($0) }),
            !query.from.isBot, !query.from.isShared
        else { return .forgedPress(query) }
        return .press(payload, query, message)
    }
}
