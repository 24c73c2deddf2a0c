import Platform

/// Why no poll for updates succeeds while the bot's process lives: written by the bot, shown by whoever judges it.
package struct PollTrouble: Hashable, Sendable {
    package enum Cause: String, CaseIterable, Sendable {
        /// Another program polls with the same token.
        case conflict
        /// A webhook is set, by another program that has the token.
        case webhook
        /// The token is refused.
        case refused
        /// Telegram asks to wait.
        case limited
        case unreachable
        /// The answer does not come, or is none of the Bot API's.
        case noAnswer = "no_answer"
        case other
    }

    package var cause: Cause
    /// The server's words or the webhook's host; never a secret.
    package var detail: String

    package init(_ cause: Cause, _ detail: String) {
        self.cause = cause
        self.detail = detail
    }

    /// In words, for the log's and the command line's readers.
    package var description: String {
        let words =
            switch cause {
            case .conflict: "another program polls with the same token"
            case .webhook: "another program has set a webhook"
            case .refused: "Telegram refuses the token"
            case .limited: "Telegram asks to wait"
            case .unreachable: "Telegram cannot be reached"
            case .noAnswer: "Telegram does not answer"
            case .other: "Telegram refuses the poll"
            }
        return detail.isEmpty ? words : "\(words) (\(detail))"
    }
}
