package import Market
import Platform
import Store

extension OutboxDelivery {
    private enum Event: Sendable {
        case delivered, looked
    }

    /// Delivers until cancelled, several messages at a time; what is under way then is finished first.
    ///
    /// - Parameter watch: real time, for looking at the store: the scheduler writes from another process.
    package func run(watch: any MarketClock) async throws {
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
                            // Not cancelled with this task: a call that is under way is finished, so that its outcome is known.
                            try await Task { try await self.deliver(message) }.value
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
}
