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
        defer { loop = nil }
        let loop = Wakeup()
        self.loop = loop
        let commits = await store.commits()
        do {
            try await commits.waking(loop, at: .messages) {
                try await withThrowingDiscardingTaskGroup { group in
                    group.addTask { try await loop.call(every: commits.safetyNet, of: watch) }
                    try await serve(loop)
                }
            }
        } catch {
            await finish(within: grace, by: watch)
            throw failure ?? error
        }
    }

    private func serve(_ loop: Wakeup) async throws {
        while !Task.isCancelled {
            if let failure { throw failure }
            let seen = loop.count
            if flights.count < options.deliveries || !handedOver.isEmpty {
                switch try await claim() {
                case .message(let message):
                    begin(message)
                    continue
                case .none(let due?): loop.call(at: due, of: clock)
                case .none(nil): break
                }
            }
            await loop.wait(after: seen)
        }
        throw CancellationError()
    }

    /// Delivers a message beside others.
    ///
    /// A task of its own, not one of a group: it is not cancelled with ``run(watch:grace:)``, because the outcome of a call that
    /// is finished is known, and it begins on this actor, without another thread.
    private func begin(_ message: OutboxMessage) {
        work[message.id] = Task {
            do {
                try await deliver(message)
            } catch is CancellationError {
                // It was cut short at a stop, and is queued again.
            } catch {
                failure = failure ?? error
            }
            work[message.id] = nil
            loop?.call()
        }
    }

    private func finish(within grace: Duration, by watch: any MarketClock) async {
        let tasks = Array(work.values)
        guard !tasks.isEmpty else { return }
        let timer = Task {
            // Throws only when nothing is left to cut short.
            guard (try? await watch.sleep(for: grace)) != nil else { return }
            for task in tasks { task.cancel() }
        }
        for task in tasks { await task.value }
        timer.cancel()
    }
}
