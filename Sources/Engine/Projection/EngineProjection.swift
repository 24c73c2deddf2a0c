package import Platform
package import Store

/// How the engine stands, on its way from the engine's queue to whoever writes it down: only the newest, and every position that was closed.
///
/// The engine puts it here once a second and never waits for the store.
package final class EngineProjection: Sendable {
    package struct Step: Sendable {
        package var reading: EngineReading
        /// Those that are open.
        package var open: [EngineTrip]
        /// Those that were closed since the step before.
        package var closed: [EngineTrip]
    }

    private let waiting = Lock<Step?>(nil)
    private let last = Lock<EngineReading?>(nil)
    package let wakeup = Wakeup()

    /// - Parameter last: what was written last, by another process perhaps.
    package init(after last: EngineReading? = nil) {
        self.last.withLock { $0 = last }
    }

    /// The newest reading that was put; nil before the first.
    package var latest: EngineReading? { last.withLock { $0 } }

    package func put(_ reading: EngineReading, open: [EngineTrip], closed: [EngineTrip] = []) {
        last.withLock { $0 = reading }
        waiting.withLock { step in
            // Far more than a minute of any strategy; a store that is away for longer has other troubles.
            let before = (step?.closed ?? []).suffix(Self.mostClosed)
            step = Step(reading: reading, open: open, closed: before + closed)
        }
        wakeup.call()
    }

    /// What was put since the last call; nil where nothing was.
    package func take() -> Step? {
        waiting.withLock { step in
            defer { step = nil }
            return step
        }
    }

    private static let mostClosed = 10_000
}
