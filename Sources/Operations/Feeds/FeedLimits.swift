package import Market

/// How long after its label a slot may be published without being late (`DELAY`).
package struct FeedLimits: Hashable, Sendable {
    private let usual: Duration
    private let own: [Feed: Duration]

    /// - Parameter own: of single feeds, in place of the usual one.
    package init(usual: Duration, own: [Feed: Duration] = [:]) {
        self.usual = usual
        self.own = own
    }

    package subscript(feed: Feed) -> Duration { own[feed] ?? usual }
}
