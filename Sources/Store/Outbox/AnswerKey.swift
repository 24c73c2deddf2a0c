/// Under which keys the outbox keeps answers to people from coming twice; a chat and a message number never come twice, unlike update ids.
package enum AnswerKey {
    package static func message(_ chat: Int64, _ message: Int64) -> String { "\(messages)\(chat):\(message)" }
    /// - Parameter id: Telegram's, of the press.
    package static func press(_ id: String) -> String { "\(presses)\(id)" }

    /// What is like all of them in SQL; several answers to one message have something before the key.
    static let patterns = [messages, presses].flatMap { ["\($0)%", "%:\($0)%"] }

    private static let messages = "cmd:"
    private static let presses = "cb:"
}
