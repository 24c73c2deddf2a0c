package import Market

/// What a loop sleeps on until somebody asks for another turn; one loop waits, anybody calls.
///
/// Take ``count`` first, then look at what there is to do, then wait for calls that came after: so none is slept through.
/// Cheaper than a race of tasks: a call that finds the loop awake costs a lock.
package final class Wakeup: Sendable {
    private struct State {
        var count: UInt64 = 0
        var waiting: CheckedContinuation<Void, Never>?
        var isCancelled = false
        var alarm: (at: Timestamp, task: Task<Void, Never>)?
    }

    private let state = Lock(State())

    package init() {}

    deinit {
        endAlarm()
    }

    /// Calls so far.
    package var count: UInt64 { state.withLock { $0.count } }

    /// Asks for another turn.
    package func call() {
        let waiting = state.withLock { state in
            defer { state.waiting = nil }
            state.count += 1
            return state.waiting
        }
        waiting?.resume()
    }

    /// Asks for another turn at an instant, unless an earlier one is asked for.
    package func call(at due: Timestamp, of clock: any MarketClock) {
        state.withLock { state in
            if let alarm = state.alarm {
                if alarm.at <= due { return }
                alarm.task.cancel()
            }
            let task = Task { [weak self] in
                // Throws only when an earlier alarm has taken its place.
                guard (try? await clock.sleep(until: due, tolerance: nil)) != nil else { return }
                self?.ring(due)
            }
            state.alarm = (due, task)
        }
    }

    /// Nothing that was asked for an instant happens any more: for a loop that ends.
    package func endAlarm() {
        state.withLock { state in
            state.alarm?.task.cancel()
            state.alarm = nil
        }
    }

    /// Returns at the next call after that many, at once where there was one; also when cancelled.
    ///
    /// - Parameter isolation: the caller's, so that its actor is not left for the wait: that would be two more changes of thread.
    package func wait(after seen: UInt64, isolation: isolated (any Actor)? = #isolation) async {
        await withTaskCancellationHandler {
            _ = isolation  // Only a closure that holds it stays there.
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if state.count > seen || state.isCancelled { return true }
                    precondition(state.waiting == nil, "one loop waits for a wake-up")
                    state.waiting = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            let waiting = state.withLock { state in
                defer { state.waiting = nil }
                state.isCancelled = true
                return state.waiting
            }
            waiting?.resume()
        }
    }

    /// Asks for another turn again and again, for what nobody tells of.
    package func call(every span: Duration, of clock: any MarketClock) async throws {
        while true {
            try await clock.sleep(for: span)
            call()
        }
    }

    private func ring(_ due: Timestamp) {
        state.withLock { state in
            if state.alarm?.at == due { state.alarm = nil }
        }
        call()
    }
}
