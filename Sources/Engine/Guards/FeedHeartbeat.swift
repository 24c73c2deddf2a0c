package import Market

/// Whether books still come: section `monitoring` of the seed.
///
/// One book in each interval is a heartbeat; so many intervals without one in a row stop trading until books come again.
package struct FeedHeartbeat: Hashable, Sendable {
    package struct Options: Hashable, Sendable {
        package var isEnabled = true
        /// Default 5 s.
        package var interval = Duration.seconds(5)
        /// Default 3.
        package var mostMisses = 3

        package init() {}
    }

    package enum Change: Hashable, Sendable {
        /// So many intervals went by without a book.
        case missed(Int)
        case recovered
    }

    private let options: Options
    private var last: Timestamp
    package private(set) var isLost = false

    package init(_ options: Options, at now: Timestamp) {
        self.options = options
        last = now
    }

    /// A book came.
    package mutating func beat(at now: Timestamp) -> Change? {
        last = now
        guard isLost else { return nil }
        isLost = false
        return .recovered
    }

    /// Nobody expects books now: the silence is none.
    package mutating func rest(at now: Timestamp) {
        last = max(last, now)
    }

    package mutating func check(at now: Timestamp) -> Change? {
        guard options.isEnabled, !isLost else { return nil }
        let silence = last.duration(to: now)
        guard silence >= options.interval * options.mostMisses else { return nil }
        isLost = true
        return .missed(options.mostMisses)
    }
}
