/// The limits of the embedded Bot API.
///
/// The hosted ones are unpublished in part, so each is a setting (docs/reference/telegram.md, Limits).
package struct TelegramRules: Hashable, Sendable {
    /// Whether 429 is answered at all.
    ///
    /// Default true.
    package var limitsFlood = true
    /// Messages a minute in one group.
    ///
    /// Default 20.
    package var groupMessagesPerMinute = 20
    /// Messages in a row that one chat takes before one a second is the limit.
    ///
    /// Default 5.
    package var burst = 5
    /// Messages a second over all chats.
    ///
    /// Default 30.
    package var messagesPerSecond = 30
    /// Seconds in which a button press can be answered.
    ///
    /// Default 15.
    package var callbackLifetime = 15
    /// Whether an empty poll is held open until its timeout on the sandbox's clock.
    ///
    /// A replay switches it off: its clock would jump. Default true.
    package var holdsPolls = true
    /// Whether the same poll in quick succession is slowed down (docs/reference/telegram.md, Updates).
    ///
    /// Default true.
    package var guardsHotLoops = true
    /// Seconds for which updates are kept, and presses among them.
    ///
    /// Defaults 86 400 and 150.
    package var retention = 86_400
    package var pressRetention = 150
    /// Seconds without an update after which numbering starts anew, possibly lower.
    ///
    /// Default a week.
    package var renumbersAfter = 604_800
    /// Whether the bot sees in groups only what privacy mode lets it see.
    ///
    /// Default true.
    package var hasPrivacyMode = true

    package init() {}
}
