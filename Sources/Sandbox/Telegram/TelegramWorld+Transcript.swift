import Market

extension TelegramWorld {
    /// What happened in a chat as text, in order; nil means all chats, each line headed with its chat.
    func transcript(_ chat: Int64?) -> String {
        var text = ""
        var lastDate: CivilDate?
        let wanted = chat.map { Set([$0] + predecessors(of: $0)) }
        for event in events where wanted?.contains(event.chat) ?? true {
            let date = MoscowTime.date(of: event.at)
            if date != lastDate {
                text += "\(lastDate == nil ? "" : "\n")— \(date) —\n"
                lastDate = date
            }
            let place = chat == nil ? " @\(chatName(event.chat))" : ""
            text += "\n\(MoscowTime.time(of: event.at)) \(event.user)\(place)\(Self.words(event))\n"
        }
        return text
    }

    /// Groups that became this supergroup.
    private func predecessors(of chat: Int64) -> [Int64] {
        chats.values.filter { $0.migratedTo == chat }.map(\.id).sorted()
    }

    private func chatName(_ chat: Int64) -> String {
        chatNames.filter { $0.value == chat }.map(\.key).min() ?? String(chat)
    }

    private static func words(_ event: ChatEvent) -> String {
        let number = event.message.map { "#\($0)" } ?? ""
        switch event.kind {
        case .message(let text, let picture, let buttons, let isEdit, let replyTo, let isSilent):
            var lines = [
                " \(number)\(isEdit ? " ✎" : "")\(replyTo.map { " ↩ #\($0)" } ?? "")\(isSilent && !isEdit ? " (silent)" : "")"
            ]
            if let picture { lines.append("  [picture \(picture)]") }
            lines += text.isEmpty ? [] : text.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
            lines += buttons.map { row in "  " + row.map { "[\($0)]" }.joined(separator: " ") }
            return lines.joined(separator: "\n")
        case .pressed(let button): return " → \(number) [\(button)]"
        case .answered(let text, let isAlert):
            return text.isEmpty ? " ← \(number) ok" : " ← \(number) \(isAlert ? "alert" : "toast"): \(text)"
        case .deleted: return " deleted \(number)"
        case .pinned: return " pinned \(number)"
        case .reacted(let emoji): return " \(emoji) on \(number)"
        case .service(let words): return " — \(words)"
        }
    }
}
