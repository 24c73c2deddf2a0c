package import Market

/// What the bot needs to tell the outcome of a follow-up.
package struct FollowUpContent: Hashable, Codable, Sendable {
    package var thread: Int64?
    /// `ru` or `en`: that of the person who asked.
    package var language: String
    /// False where only a failure is worth a word.
    package var saysSuccess: Bool
    /// The menu's text and buttons, to which the outcome is added.
    package var screen: RenderedMessage?
    /// The job that was started, where its end is told.
    package var job: String?
    /// When the chat was last told that the job goes on.
    package var toldAt: Timestamp?

    package init(
        thread: Int64?,
        language: String,
        saysSuccess: Bool,
        screen: RenderedMessage? = nil,
        job: String? = nil
    ) {
        self.thread = thread
        self.language = language
        self.saysSuccess = saysSuccess
        self.screen = screen
        self.job = job
    }
}
