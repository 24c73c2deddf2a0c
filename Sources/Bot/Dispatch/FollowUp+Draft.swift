import Market
import Store

extension FollowUpRecord {
    var language: Language { Language(rawValue: content.language) ?? .russian }

    /// A line under the menu, or an answer to the message.
    func outcome(_ suffix: String, _ html: String, at now: Timestamp) -> OutboxDraft {
        let message: MessageContent
        if var screen = content.screen {
            screen.html += "\n" + html
            message = .edit(messageID: place.message, screen)
        } else {
            message = .text(RenderedMessage(html: html, replyTo: place.message))
        }
        return OutboxDraft(
            dedupeKey: "\(key):\(suffix)",
            target: .chat(id: place.chat, thread: content.thread),
            content: message,
            priority: .reply,
            expiresAt: now + .minutes(10)
        )
    }
}

extension OutboxDraft {
    /// The message over whose screen this one is drawn.
    var replacedScreen: FollowUpPlace? {
        guard case .edit(let message, _) = content, case .chat(let chat, _) = target else { return nil }
        return FollowUpPlace(chat: chat, message: message, hasScreen: true)
    }
}
