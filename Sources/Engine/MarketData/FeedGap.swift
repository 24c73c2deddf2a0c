package import Market

/// Whether what is known of an instrument can be acted on: not after a silence or a lost connection, until so many books have come again.
///
/// Strategies go on seeing every book meanwhile; it is their signals that are held back.
package struct FeedGap: Hashable, Sendable {
    package struct Options: Hashable, Sendable {
        /// A silence longer than this is a gap.
        package var silence: Duration
        /// Books after which signals pass again; the seed waits for 20 messages.
        package var recoveryBooks = 20

        package init(silence: Duration) {
            self.silence = silence
        }
    }

    private let silence: Int64
    private let recoveryBooks: Int
    private var last: Timestamp?
    /// Books that must still come.
    private var missing = 0
    package private(set) var count = 0
    /// Books whose signals were held back.
    package private(set) var blockedBooks = 0

    package init(_ options: Options) {
        silence = options.silence.nanoseconds
        recoveryBooks = options.recoveryBooks
    }

    package var isOpen: Bool { missing > 0 }

    /// The connection was lost, or is there again: what happened meanwhile is not known.
    package mutating func reconnected() {
        count += 1
        missing = recoveryBooks
    }

    /// Takes note of a book.
    ///
    /// - Returns: Whether signals may be made of it.
    package mutating func admits(bookAt now: Timestamp) -> Bool {
        if let last, now.nanoseconds > last.nanoseconds.saturatingSum(silence) { reconnected() }
        last = now
        guard missing > 0 else { return true }
        missing -= 1
        blockedBooks += 1
        return false
    }
}
