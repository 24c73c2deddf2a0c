package import Market

/// How many orders went out of late: no more than so many in any window, and room again as soon as the oldest of them has left it.
///
/// Remembers just the instants that can matter.
package struct OrderRate: Hashable, Sendable {
    package let most: Int
    package let window: Duration
    /// The window again, for what is asked at each order.
    private let nanoseconds: Int64
    private var times: ContiguousArray<Timestamp>
    private var oldest = 0

    /// - Parameter most: at least 1.
    package init(most: Int, window: Duration = .seconds(60)) {
        precondition(most > 0, "a rate of none lets nothing through")
        self.most = most
        self.window = window
        nanoseconds = window.nanoseconds
        times = []
        times.reserveCapacity(most)
    }

    package func hasRoom(at now: Timestamp) -> Bool {
        times.count < most || now.nanoseconds >= times[oldest].nanoseconds.saturatingSum(nanoseconds)
    }

    /// Counts an order that was sent, whether or not there was room.
    package mutating func count(at now: Timestamp) {
        if times.count < most {
            times.append(now)
        } else {
            times[oldest] = now
            oldest = (oldest + 1) % most
        }
    }

    /// Where in its storage the oldest instant stands makes no difference.
    package static func == (left: OrderRate, right: OrderRate) -> Bool {
        left.most == right.most && left.window == right.window && left.counted == right.counted
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(most)
        hasher.combine(counted)
    }

    /// The instants that are still counted, oldest first: what a snapshot keeps.
    package var counted: [Timestamp] {
        Array(times[oldest...] + times[..<oldest])
    }

    /// - Parameter counted: from a snapshot, in order of time; more than fit are left out, the oldest first.
    package mutating func restore(_ counted: some Collection<Timestamp>) {
        times = ContiguousArray(counted.suffix(most))
        oldest = 0
    }
}
