import Market
import Platform

/// The engine's clock: it stands still while one event is worked on, and never goes back from one event to the next.
///
/// What is decided of an event has one instant, whatever it took, so that the same events at the same instants give the same records.
final class SteppedClock: MarketClock {
    private struct State {
        var held: Timestamp?
        var last = Timestamp(nanoseconds: .min)
    }

    private let inner: any MarketClock
    private let state = Lock(State())

    init(_ inner: any MarketClock) {
        self.inner = inner
    }

    var now: Timestamp { state.withLock { $0.held } ?? inner.now }

    var minimumResolution: Duration { inner.minimumResolution }

    /// Takes the time of what comes next.
    func hold() {
        let now = inner.now
        state.withLock { state in
            state.last = max(state.last, now)
            state.held = state.last
        }
    }

    /// Goes on with the clock below it.
    func release() {
        state.withLock { $0.held = nil }
    }

    func sleep(until deadline: Timestamp, tolerance: Duration?) async throws {
        try await inner.sleep(until: deadline, tolerance: tolerance)
    }
}
