/// A waiting poll that something other than an update or another poll ends.
struct EndedPoll: Hashable {
    enum Cause: Hashable {
        /// 409: updates go elsewhere now.
        case webhook
        /// An empty answer: `close` and `logOut`.
        case closed
    }

    /// Index of the bot.
    let bot: Int
    let cause: Cause
}
