package import Market
import Platform
import Store

extension OutboxDelivery {
    private enum Event: Sendable {
        case delivered, looked
    }

    /// Delivers until cancelled, several messages at a time; what is under way then is given a moment to finish.
    ///
    /// - Parameters:
    ///   - watch: real time, for looking at the store: the scheduler writes from another process.
    ///   - grace: how long a call that is under way at the cancellation may go on.
    package func run(watch: any MarketClock, grace: Duration = .seconds(2)) async throws {
        try await withThrowingTaskGroup(of: Event.self) { group in
            var underWay = 0
            var isWatching = false
            while !Task.isCancelled {
                var due: Timestamp?
                if underWay < options.deliveries {
                    switch try await claim() {
                    case .message(let message):
                        underWay += 1
                        group.addTask {
                            try await self.deliver(message, watch: watch, grace: grace)
                            return .delivered
                        }
                        continue
                    case .none(let until): due = until
                    }
                }
                if !isWatching {
                    isWatching = true
                    let span = min(.milliseconds(200), due.map { max(.zero, clock.now.duration(to: $0)) } ?? .hours(1))
                    group.addTask {
                        try await watch.sleep(for: max(.milliseconds(1), span))
                        return .looked
                    }
                }
                switch try await group.next() {
                case .delivered: underWay -= 1
                case .looked, nil: isWatching = false
                }
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
