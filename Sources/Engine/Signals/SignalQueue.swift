package import Platform
package import Store

/// Signals on their way from the engine's queue to whoever writes them down; the engine never waits for that.
package final class SignalQueue: Sendable {
    private struct State {
        var waiting: [EngineSignal] = []
        var lost = 0
    }

    /// Far more than a store that is away for a minute leaves behind.
    package static let longest = 10_000

    private let state = Lock(State())
    package let wakeup = Wakeup()

    package init() {}

    package func put(_ signal: EngineSignal) {
        state.withLock { state in
            guard state.waiting.count < Self.longest else { return state.lost += 1 }
            state.waiting.append(signal)
        }
        wakeup.call()
    }

    package var count: Int { state.withLock { $0.waiting.count } }

    /// Everything that waits, oldest first, and how many there was no room for.
    func take() -> (signals: [EngineSignal], lost: Int) {
        state.withLock { state in
            defer { state = State() }
            return (state.waiting, state.lost)
        }
    }
}
