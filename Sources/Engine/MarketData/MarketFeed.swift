package import Market

/// Where the market's events come from: a file of any format, later a stream; always oldest first.
///
/// Reading an event and changing the book are two steps, because a venue must act on what arrived before the event while the book is
/// still the old one. Events are decoded into storage that is used again, so that a long replay allocates nothing per event.
package protocol MarketFeed {
    /// The instruments met so far, each in its slot; those given at the start come first.
    var instruments: ContiguousArray<SecID> { get }
    /// What could not be read and was left out.
    var skipped: SkippedLines { get }
    /// How far the source has been read, 0 to 1.
    var progress: Double { get }

    /// The next event; nil at the end.
    ///
    /// - Throws: ``FeedError``
    mutating func next() throws(FeedError) -> MarketEvent?

    /// Changes the book of the event read last, where that is of kind `book`.
    mutating func apply(to book: inout OrderBook)
}

/// What to do with a line that cannot be used.
package enum ErrorPolicy: String, Hashable, Sendable, CaseIterable {
    case fail, skip
}

/// Lines, or records, that were left out under ``ErrorPolicy/skip``.
package struct SkippedLines: Hashable, Sendable {
    package private(set) var count = 0
    /// The first few of them.
    package private(set) var first: [FeedError] = []

    package init() {}

    package mutating func add(_ error: FeedError) {
        count += 1
        if first.count < 5 { first.append(error) }
    }
}

/// A file of market data that cannot be read, or a line of one.
package struct FeedError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Not of the format.
        case malformed
        /// A value that cannot be: a size below zero, levels out of order.
        case impossible
        /// The file ends in the middle of something.
        case cut
        /// The file's own checksum says that it has changed.
        case checksum
        /// A version or a feature that this reader does not know.
        case unsupported
    }

    package let kind: Kind
    /// From 1; nil where the format has none.
    package let line: Int?
    package let detail: String

    package init(_ kind: Kind, line: Int? = nil, _ detail: String) {
        self.kind = kind
        self.line = line
        self.detail = detail
    }

    package var description: String { line.map { "line \($0): \(detail)" } ?? detail }
}
