import Market
package import Platform

/// What has come and was not looked at yet: bounded, and of each instrument only the newest book.
///
/// An engine that is behind must not trade on books of the past: a newer one takes the place of an older, at the end of the queue, so that
/// trades stay before the book that they have led to.
package final class LiveInbox: Sendable {
    private struct State {
        var events: [LiveEvent?] = []
        var books: [InstrumentSlot: Int] = [:]
        var replaced = 0
        var dropped = 0
    }

    /// Trades of more than a busy minute; beyond that the oldest are forgotten, and counted.
    private static let most = 65_536

    private let state = Lock(State())
    package let wakeup: Wakeup

    package init(_ wakeup: Wakeup = Wakeup()) {
        self.wakeup = wakeup
    }

    package func put(_ event: LiveEvent) {
        state.withLock { state in
            if case .book(let slot, _, _) = event {
                if let place = state.books[slot] {
                    state.events[place] = nil
                    state.replaced += 1
                }
                state.books[slot] = state.events.count
            }
            guard state.events.count < Self.most else {
                // Nobody has looked for long: what was there is no news any more.
                state.dropped += state.events.count
                state.events = [event]
                state.books = [:]
                if case .book(let slot, _, _) = event { state.books[slot] = 0 }
                return
            }
            state.events.append(event)
        }
        wakeup.call()
    }

    /// Everything that has come, oldest first.
    package func takeAll() -> [LiveEvent] {
        state.withLock { state in
            defer {
                state.events.removeAll(keepingCapacity: true)
                state.books.removeAll(keepingCapacity: true)
            }
            return state.events.compactMap(\.self)
        }
    }

    /// Books that a newer one has replaced, and events that were forgotten because nobody looked.
    package var counts: (replaced: Int, dropped: Int) { state.withLock { ($0.replaced, $0.dropped) } }
}
