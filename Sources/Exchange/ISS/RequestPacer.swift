package import Market
import Platform

/// Spaces the calls of everyone who shares it, and holds them back while the exchange wants quiet.
package final class RequestPacer: Sendable {
    private let state: Lock<PacerState>
    private let clock: any MarketClock

    package init(options: ISSOptions, clock: any MarketClock) {
        state = Lock(PacerState(options: options))
        self.clock = clock
    }

    /// Waits for the next free slot; concurrent callers get successive ones in the order they asked.
    ///
    /// - Throws: ``ExchangeError`` with `isHeldBack` during a pause; `CancellationError`.
    package func admit(_ family: String) async throws {
        let now = clock.now
        let slot = try state.withLock { (state) throws(ExchangeError) in try state.reserve(family, at: now) }
        if slot > now { try await clock.sleep(until: slot, tolerance: nil) }
        try Task.checkCancellation()
        // A pause may have begun meanwhile.
        let woken = clock.now
        try state.withLock { (state) throws(ExchangeError) in try state.check(family, at: woken) }
    }

    package func succeeded() {
        state.withLock { $0.succeeded() }
    }

    package func failed(_ error: ExchangeError, family: String) {
        let now = clock.now
        state.withLock { $0.failed(error, family: family, at: now) }
    }
}
