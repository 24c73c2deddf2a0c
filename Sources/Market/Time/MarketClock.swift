/// The only source of time and sleep in Mayak.
///
/// `SystemClock`, `ScaledClock` and `ReplayClock` live in `Platform`, `ManualClock` in `TestKit`. Nothing else reads the
/// time or waits, so a whole trading day can be replayed in seconds and a test never depends on the wall clock.
package protocol MarketClock: Clock, Sendable where Instant == Timestamp, Duration == Swift.Duration {}

extension MarketClock {
    /// Waits for the given span of this clock's time.
    ///
    /// - Throws: `CancellationError` when the task is cancelled first.
    package func sleep(for duration: Duration) async throws {
        try await sleep(until: now.advanced(by: duration), tolerance: nil)
    }
}
