package import Market

/// Whether what is known of an instrument can be acted on: not after a silence or a lost connection, until what was missed has been told, where
/// a source tells it, and so many books have come again.
///
/// Strategies go on seeing every book meanwhile; it is their signals that are held back.
package struct FeedGap: Hashable, Sendable {
    package struct Options: Hashable, Sendable {
        /// A silence longer than this is a gap.
        package var silence: Duration
        /// Books after which signals pass again; the seed waits for 20 messages.
        package var recoveryBooks = 20
        /// How long an answer of the source is waited for: a source that gives none must not stop an instrument for good.
        package var patience = Duration.seconds(30)

        package init(silence: Duration) {
            self.silence = silence
        }
    }

    private let silence: Int64
    private let recoveryBooks: Int
    private let patience: Int64
    private var last: Timestamp?
    /// The connection was lost and no book has come since: the silence up to the next one is the same gap.
    private var isLost = false
    /// Books that must still come.
    private var missing = 0
    /// Until when what was missed is waited for; nil where nobody was asked, or the answer is there.
    private var deadline: Timestamp?
    package private(set) var count = 0
    /// Books whose signals were held back.
    package private(set) var blockedBooks = 0
    /// Gaps of which the source has told all that was missed.
    package private(set) var filled = 0
    /// Gaps that were asked for and of which something stays unknown: no answer in time, or one that does not reach back far enough.
    package private(set) var unfilled = 0

    package init(_ options: Options) {
        silence = options.silence.nanoseconds
        recoveryBooks = options.recoveryBooks
        patience = options.patience.nanoseconds
    }

    package var isOpen: Bool { missing > 0 || deadline != nil }

    /// The connection was lost, or is there again: what happened meanwhile is not known.
    package mutating func reconnected() {
        count += 1
        isLost = true
        missing = recoveryBooks
        // What an earlier gap was asked for does not tell of this one.
        if deadline != nil { unfilled += 1 }
        deadline = nil
    }

    /// Begins to wait for what was missed.
    ///
    /// - Returns: What to ask for; nil where nothing had come before, so that nothing can be missed.
    package mutating func ask(at now: Timestamp) -> Range<Timestamp>? {
        guard let last, last < now, count > 0 else { return nil }
        deadline = Timestamp(nanoseconds: now.nanoseconds.saturatingSum(patience))
        return last..<now
    }

    /// The source has answered.
    ///
    /// - Parameters:
    ///   - gap: ``count`` when it was asked; an answer of an earlier gap is of no use.
    ///   - isWhole: whether it told everything.
    /// - Returns: Whether what it told is to be taken in.
    package mutating func answered(gap: Int, isWhole: Bool) -> Bool {
        guard gap == count, deadline != nil else { return false }
        deadline = nil
        if isWhole { filled += 1 } else { unfilled += 1 }
        return true
    }

    /// The source keeps nothing of the past: books alone make the instrument whole.
    package mutating func notOffered(gap: Int) {
        if gap == count { deadline = nil }
    }

    /// Takes note of a book.
    ///
    /// - Returns: Whether signals may be made of it.
    package mutating func admits(bookAt now: Timestamp) -> Bool {
        if !isLost, let last, now.nanoseconds > last.nanoseconds.saturatingSum(silence) { reconnected() }
        isLost = false
        last = now
        if let deadline, now >= deadline {
            self.deadline = nil
            unfilled += 1
        }
        guard isOpen else { return true }
        missing = max(0, missing - 1)
        blockedBooks += 1
        return false
    }
}
