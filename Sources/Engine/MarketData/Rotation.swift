package import Market

/// Which of many instruments are traded: every period those that move and are liquid, out of a pool of the most liquid ones.
///
/// Liquid is what has much money at its best prices, lively what moves much from book to book, each in its rank; the sum of both ranks
/// decides, so that neither's unit matters. An instrument with a position or an order under way is never dropped.
package struct Rotation: Sendable {
    package struct Options: Hashable, Sendable {
        /// Instruments that are traded at once; the seed's 15.
        package var mostActive = 15
        /// Most liquid instruments that are considered; the seed's 30.
        package var pool = 30
        /// Default: the seed's minute.
        package var period = Duration.seconds(60)

        package init() {}
    }

    private struct Activity {
        var books = 0
        /// Money at the best bid and ask, summed over books.
        var touch = 0.0
        /// Changes of the mid, in parts of it, without sign.
        var moves = 0.0
        var lastMid: Double?
    }

    package let options: Options
    private var activities: ContiguousArray<Activity>
    private let lotValues: ContiguousArray<Double>
    private var next: Timestamp?
    package private(set) var count = 0
    /// Instruments that left the active set, counted each time.
    package private(set) var dropped = 0
    /// Those that would have left and stayed, because something was held of them or under way.
    package private(set) var keptForPosition = 0

    package init(_ options: Options, _ instruments: InstrumentTable) {
        self.options = options
        activities = ContiguousArray(repeating: Activity(), count: instruments.count)
        lotValues = ContiguousArray(instruments.facts.map { Double($0.lotValue.nanos) / 1e9 })
    }

    /// Before anything was seen: the first ones of the configuration.
    package func isActiveAtFirst(_ slot: Int) -> Bool { slot < options.mostActive }

    package mutating func observe(_ slot: InstrumentSlot, _ book: borrowing OrderBook) {
        guard let bid = book.bids.first, let ask = book.asks.first else { return }
        let index = slot.index
        let mid = Double(bid.price.nanos + ask.price.nanos) / 2e9
        activities[index].books += 1
        activities[index].touch += Double(bid.lots.count + ask.lots.count) * mid * lotValues[index]
        if let last = activities[index].lastMid, last > 0 { activities[index].moves += ((mid - last) / last).magnitude }
        activities[index].lastMid = mid
    }

    /// Whether a period is over, which every event asks; the first question begins the first one.
    package mutating func isDue(at now: Timestamp) -> Bool {
        guard let due = next else {
            next = now + options.period
            return false
        }
        return now >= due
    }

    /// Chooses anew where a period is over.
    ///
    /// - Parameters:
    ///   - active: by slot, as it is.
    ///   - isHeld: whether an instrument has a position or an order that may make one.
    /// - Returns: by slot, as it becomes; nil where it is not time.
    package mutating func rotate(
        at now: Timestamp,
        _ active: [Bool],
        isHeld: (Int) -> Bool
    ) -> [Bool]? {
        guard isDue(at: now) else { return nil }
        next = now + options.period
        count += 1
        let chosen = chosen()
        var result = active.map { _ in false }
        for slot in chosen { result[slot] = true }
        for slot in active.indices where active[slot] && !result[slot] {
            if isHeld(slot) {
                result[slot] = true
                keptForPosition += 1
            } else {
                dropped += 1
            }
        }
        for index in activities.indices { activities[index] = Activity(lastMid: activities[index].lastMid) }
        return result
    }

    /// Slots in the order of their ranks; equal ones in that of the configuration.
    private func chosen() -> ArraySlice<Int> {
        func ranked(_ slots: some Sequence<Int>, _ score: (Int) -> Double) -> [Int] {
            slots.sorted { (-score($0), $0) < (-score($1), $1) }
        }
        let liquid = ranked(activities.indices.filter { activities[$0].books > 0 }) {
            activities[$0].touch / Double(activities[$0].books)
        }
        let pool = Array(liquid.prefix(options.pool))
        let lively = ranked(pool) { activities[$0].moves / Double(activities[$0].books) }
        var ranks = [Int: Int](minimumCapacity: pool.count)
        for (rank, slot) in pool.enumerated() { ranks[slot, default: 0] += rank }
        for (rank, slot) in lively.enumerated() { ranks[slot, default: 0] += rank }
        return pool.sorted { (ranks[$0] ?? 0, $0) < (ranks[$1] ?? 0, $1) }.prefix(options.mostActive)
    }
}
