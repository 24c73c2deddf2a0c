package import Market
import Platform

/// A clock that a test moves by hand: wait until the code under test is parked, then advance.
package final class ManualClock: MarketClock {
    private struct Sleeper {
        let id: Int
        let deadline: Timestamp
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now: Timestamp
        var nextID = 0
        var sleepers: [Sleeper] = []
        var cancelled: Set<Int> = []
        var waiters: [(isMet: @Sendable ([Timestamp]) -> Bool, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state: Lock<State>

    package init(_ start: Timestamp = Timestamp(seconds: 1_721_026_800)) {  // 2024-07-15 10:00 Moscow
        state = Lock(State(now: start))
    }

    package var now: Timestamp { state.withLock { $0.now } }

    package var minimumResolution: Duration { .nanoseconds(1) }

    package func sleep(until deadline: Timestamp, tolerance: Duration?) async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let outcome: Result<Void, any Error>? = state.withLock { state in
                    if state.cancelled.remove(id) != nil { return .failure(CancellationError()) }
                    if deadline <= state.now { return .success(()) }
                    state.sleepers.append(Sleeper(id: id, deadline: deadline, continuation: continuation))
                    return nil
                }
                if let outcome {
                    continuation.resume(with: outcome)
                } else {
                    notifyWaiters()
                }
            }
        } onCancel: {
            let parked: CheckedContinuation<Void, any Error>? = state.withLock { state in
                guard let index = state.sleepers.firstIndex(where: { $0.id == id }) else {
                    state.cancelled.insert(id)
                    return nil
                }
                return state.sleepers.remove(at: index).continuation
            }
            parked?.resume(throwing: CancellationError())
        }
    }

    /// Returns once at least this many tasks sleep on the clock, so nothing is in flight.
    package func sleepers(_ count: Int) async {
        await sleepers { $0.count >= count }
    }

    /// Returns once a task sleeps until exactly this instant.
    package func sleeper(until deadline: Timestamp) async {
        await sleepers { $0.contains(deadline) }
    }

    /// - Parameter isMet: is given the instants until which tasks sleep.
    private func sleepers(_ isMet: @escaping @Sendable ([Timestamp]) -> Bool) async {
        await withCheckedContinuation { continuation in
            state.withLock { $0.waiters.append((isMet, continuation)) }
            notifyWaiters()
        }
    }

    /// Moves the time forward and wakes everyone whose deadline has come, earliest first.
    package func advance(by duration: Duration) {
        advance(to: now.advanced(by: duration))
    }

    package func advance(to instant: Timestamp) {
        let due: [CheckedContinuation<Void, any Error>] = state.withLock { state in
            state.now = max(state.now, instant)
            let now = state.now
            let due = state.sleepers.filter { $0.deadline <= now }.sorted {
                ($0.deadline, $0.id) < ($1.deadline, $1.id)
            }
            state.sleepers.removeAll { $0.deadline <= now }
            return due.map(\.continuation)
        }
        for continuation in due { continuation.resume() }
    }

    private func notifyWaiters() {
        let ready: [CheckedContinuation<Void, Never>] = state.withLock { state in
            let parked = state.sleepers.map(\.deadline)
            let ready = state.waiters.filter { $0.isMet(parked) }
            state.waiters.removeAll { $0.isMet(parked) }
            return ready.map(\.continuation)
        }
        for continuation in ready { continuation.resume() }
    }
}
