/// The best levels of an instrument's book on both sides; a value, so that whoever keeps one sees it unchanged.
///
/// Fed by snapshots (the broker's stream) or by a snapshot and changes (order logs). It holds no more levels than it was made for: one
/// that falls off the end is forgotten, and only the feed can bring it back once a better one has gone.
public struct OrderBook: Hashable, Sendable {
    /// The most levels kept on a side.
    public let levelCount: Int
    // Apart from what others read, because nothing that is inlined elsewhere may use a setter that is closed to them.
    @usableFromInline var bidLevels: ContiguousArray<BookLevel> = []
    @usableFromInline var askLevels: ContiguousArray<BookLevel> = []

    /// Best first: the highest price.
    @inlinable public var bids: ContiguousArray<BookLevel> { bidLevels }
    /// Best first: the lowest price.
    @inlinable public var asks: ContiguousArray<BookLevel> { askLevels }

    /// - Parameter levelCount: at least 1; the broker's stream has 1, 10, 20, 30, 40 or 50.
    @inlinable
    public init(levelCount: Int) {
        precondition(levelCount > 0, "a book without levels holds nothing")
        self.levelCount = levelCount
        // One more than is kept, for the moment between an insertion and the cut.
        bidLevels.reserveCapacity(levelCount + 1)
        askLevels.reserveCapacity(levelCount + 1)
    }

    @inlinable
    public subscript(side: BookSide) -> ContiguousArray<BookLevel> {
        side == .bid ? bids : asks
    }

    /// Replaces both sides; levels beyond ``levelCount`` are left out.
    ///
    /// The book may be crossed: auctions show such, and so do order logs in the middle of a transaction.
    ///
    /// - Throws: kinds `unsorted` and `notPositive`; the book is then unchanged.
    @inlinable
    public mutating func replace(bids newBids: some Collection<BookLevel>, asks newAsks: some Collection<BookLevel>)
        throws(OrderBookError)
    {
        try Self.check(newBids, of: .bid)
        try Self.check(newAsks, of: .ask)
        bidLevels.replaceSubrange(bidLevels.startIndex..., with: newBids.prefix(levelCount))
        askLevels.replaceSubrange(askLevels.startIndex..., with: newAsks.prefix(levelCount))
    }

    /// Replaces both sides by levels that were checked already, and hands back the old ones in their place: nothing is copied, and nobody
    /// has to make new storage.
    ///
    /// - Precondition: best first, each price once, each level above zero lots, as ``replace(bids:asks:)`` demands it.
    @inlinable
    public mutating func exchange(
        sortedBids: inout ContiguousArray<BookLevel>,
        sortedAsks: inout ContiguousArray<BookLevel>
    ) {
        swap(&bidLevels, &sortedBids)
        swap(&askLevels, &sortedAsks)
        if bidLevels.count > levelCount { bidLevels.removeLast(bidLevels.count - levelCount) }
        if askLevels.count > levelCount { askLevels.removeLast(askLevels.count - levelCount) }
    }

    /// Forgets all levels: a gap in the feed, or the start of a flow.
    @inlinable
    public mutating func clear() {
        bidLevels.removeAll(keepingCapacity: true)
        askLevels.removeAll(keepingCapacity: true)
    }

    /// Sets what rests at a price; zero lots remove the level.
    ///
    /// - Throws: kind `notPositive` for less than zero lots.
    @inlinable
    public mutating func set(_ side: BookSide, _ price: Price, to lots: Lots) throws(OrderBookError) -> Change {
        guard lots >= .zero else {
            throw OrderBookError(.notPositive, "\(lots) lots at \(price): a level cannot hold less than none")
        }
        return side == .bid
            ? Self.set(BookLevel(price, lots), of: .bid, in: &bidLevels, levelCount)
            : Self.set(BookLevel(price, lots), of: .ask, in: &askLevels, levelCount)
    }

    @inlinable
    static func set(
        _ level: BookLevel,
        of side: BookSide,
        in levels: inout ContiguousArray<BookLevel>,
        _ levelCount: Int
    ) -> Change {
        let position = position(of: level.price, side, in: levels)
        let isThere = position < levels.count && levels[position].price == level.price
        switch (isThere, level.lots == .zero) {
        case (true, true):
            move(in: &levels, from: position + 1, to: position)
            levels.removeLast()
            return .removed(position)
        case (true, false):
            guard levels[position].lots != level.lots else { return .none }
            levels[position] = level
            return .changed(position)
        case (false, true):
            return .none
        case (false, false):
            guard position < levelCount else { return .none }
            // What is appended makes room and goes; of a full side the last level does.
            if levels.count < levelCount { levels.append(level) }
            move(in: &levels, from: position, to: position + 1)
            levels[position] = level
            return .added(position)
        }
    }

    /// Moves what stands from a place on, as far as it fits, one place up or down.
    @inlinable
    static func move(in levels: inout ContiguousArray<BookLevel>, from: Int, to: Int) {
        unsafe levels.withUnsafeMutableBufferPointer { levels in
            guard let base = levels.baseAddress else { return }
            unsafe (base + to).update(from: base + from, count: levels.count - max(from, to))
        }
    }

    /// Where a price is, or would be.
    ///
    /// Most changes are near the best price, so the search begins there. It counts the better levels of sixteen at a time: a loop that
    /// stops at the first other level is guessed wrong nearly each time.
    @inlinable
    static func position(
        of price: Price,
        _ side: BookSide,
        in levels: ContiguousArray<BookLevel>
    ) -> Int {
        unsafe levels.withUnsafeBufferPointer { levels in
            let isBid = side == .bid
            var start = 0
            while start < levels.count {
                let end = min(start &+ 16, levels.count)
                var better: Int64 = 0
                // The sign of a difference, which for prices never overflows, in place of a choice: of that the compiler makes a branch.
                for index in start..<end {
                    let other = unsafe levels[index].price.nanos
                    better &-= (isBid ? price.nanos &- other : other &- price.nanos) &>> 63
                }
                guard better == end &- start else { return start &+ Int(better) }
                start = end
            }
            return start
        }
    }

    @inlinable
    static func check(_ levels: some Collection<BookLevel>, of side: BookSide) throws(OrderBookError) {
        var last: Price?
        for level in levels {
            guard level.lots > .zero else {
                throw OrderBookError(.notPositive, "\(side) \(level.price): \(level.lots) lots are no level")
            }
            if let last, side == .bid ? level.price >= last : level.price <= last {
                throw OrderBookError(.unsorted, "\(side) \(level.price) does not come after \(last)")
            }
            last = level.price
        }
    }
}

extension OrderBook {
    /// What setting a level did, with the level's position; 0 is the best.
    public enum Change: Hashable, Sendable {
        case added(Int), changed(Int), removed(Int)
        /// Nothing new, or too far from the best to be kept.
        case none
    }
}
