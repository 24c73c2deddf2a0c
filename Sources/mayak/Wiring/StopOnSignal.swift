import Glibc
import Platform

/// Ends the process in order at the first SIGTERM or SIGINT, and at once at the next one.
///
/// Made before anything that can hang, so that a stop at start-up is in order too. From the first signal on the whole
/// process has ``limit``: supervisord kills after 10 s.
final class StopOnSignal: Service {
    private struct State {
        var isStopping = false
        var hasSignal = false
        var waiting: [Int: CheckedContinuation<Bool, Never>] = [:]
        var nextWaiter = 0
    }

    private let log: Log
    private let state = Lock(State())

    /// What the runbook promises.
    static let limit = Duration.milliseconds(7_500)

    init(log: Log) {
        self.log = log
        // Lives until the process does: while the services stop, someone may lose patience. One listener for all signals,
        // because a second one could come too late for the second signal.
        let signals = terminationSignals()
        Task.detached { [self] in
            for await signal in signals { take(signal) }
        }
    }

    /// Returns at the first signal.
    func run() async throws {
        // Whatever ended the services: who asks once more loses no more time.
        defer { state.withLock { $0.isStopping = true } }
        guard await isSignalled() else { throw CancellationError() }
    }

    /// Does something that may take its time, unless a signal comes first.
    ///
    /// - Returns: nil when it was given up for a stop.
    func unless<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) async throws -> Result? {
        try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                _ = await self.isSignalled()
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
    }

    /// Waits for the first signal; false when cancelled before.
    private func isSignalled() async -> Bool {
        let id = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let known: Bool? = state.withLock { state in
                    if state.hasSignal { return true }
                    if Task.isCancelled { return false }
                    state.waiting[id] = continuation
                    return nil
                }
                if let known { continuation.resume(returning: known) }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: id) }?.resume(returning: false)
        }
    }

    private func take(_ signal: CInt) {
        let (isFirst, waiting) = state.withLock { state in
            defer {
                state.isStopping = true
                state.hasSignal = true
                state.waiting = [:]
            }
            return (!state.isStopping, Array(state.waiting.values))
        }
        guard isFirst else { exit(1) }
        log.info("Stopping", ["signal": "\(signal)"])
        endProcess(after: Self.limit, code: 0) { [log] in
            log.error("The stop took too long; what was under way is given up", ["limit_ms": "7500"])
        }
        for continuation in waiting { continuation.resume(returning: true) }
    }
}
