package import Market

/// Something that happened in a chat, in the order it happened: the transcript is made of these.
package struct ChatEvent: Sendable {
    package enum Kind: Hashable, Sendable {
        /// Sent or, `isEdit`, changed: what the message shows from now on.
        case message(text: String, picture: String?, buttons: [[String]], isEdit: Bool, replyTo: Int?, isSilent: Bool)
        case pressed(button: String)
        case answered(text: String, isAlert: Bool)
        case deleted
        case pinned
        case reacted(String)
        case service(String)
    }

    package let at: Timestamp
    package let chat: Int64
    package let user: String
    package let message: Int?
    package let kind: Kind
    /// The message as it was then, with all that a picture of it needs; nil where no message was shown.
    package var shown: SandboxMessage?
}
