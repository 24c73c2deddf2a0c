/// What came of asking for a feed.
package enum FeedReply: Sendable {
    /// Rows, at least one.
    case page(FeedPage)
    /// A good answer without rows: a closed day, not yet published, an unknown instrument, or no rights.
    case empty
    case failed(ExchangeError)
}
