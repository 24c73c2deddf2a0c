package import Market
import Operations
import Platform
import Store

extension OutboxDelivery {
    /// Delivers until cancelled, several messages at a time; what is under way then is given a moment to finish.
    ///
    /// - Parameters:
    ///   - watch: real time, for a look at the store though nothing told of a commit.
    ///   - grace: how long a call that is under way at the cancellation may go on.
    package func run(watch: any MarketClock, grace: Duration = .seconds(2)) async throws {
        defer { self.loop = nil }
        let loop = Wakeup()
        self.loop = loop
        let commits = await store.commits()
        try await commits.waking(loop, at: .messages) {
            try await withThrowingDiscardingTaskGroup { group in
                group.addTask { try await loop.call(every: commits.safetyNet, of: watch) }
                while !Task.isCancelled {
                    let seen = loop.count
                    if flights.count < options.deliveries {
                        switch try await claim() {
                        case .message(let message):
                            group.addTask { try await self.deliver(message, watch: watch, grace: grace) }
                            continue
                        case .none(let due?): loop.call(at: due, of: clock)
                        case .none(nil): break
                        }
                    }
                    await loop.wait(after: seen)
                }
                throw CancellationError()
            }
        }
    }

    /// Delivers a message; not cancelled at once, because the outcome of a call that is finished is known.
    private func deliver(_ message: OutboxMessage, watch: any MarketClock, grace: Duration) async throws {
        let work = Task { try await deliver(message) }
        try await withTaskCancellationHandler {
            try await work.value
        } onCancel: {
            Task {
                // Ends early only with the process.
                try? await watch.sleep(for: grace)
                work.cancel()
            }
        }
    }
}
