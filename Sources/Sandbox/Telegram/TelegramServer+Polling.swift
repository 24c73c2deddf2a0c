import Market
import Platform

/// Polls that wait: none of them holds a thread.
extension TelegramServer {
    func poll(_ call: MethodCall) async -> WebResponse {
        var request = PollRequest(call)
        do {
            let number = try withWorld { world, now throws(TelegramFailure) in
                try world.admit(call)
                return try request.begin(in: &world, at: now)
            }
            if let updates = request.ready { return Self.success(MethodAnswer(.array(updates))) }
            switch await wait(bot: call.bot, number: number, timeout: request.timeout) {
            case .updates, .timedOut:
                let updates = withWorld { world, now in
                    world.bots[call.bot].take(offset: request.offset, limit: request.limit, at: now)
                }
                return Self.success(MethodAnswer(.array(updates)))
            case .replaced: return await conflict(PollRequest.replaced, bot: call.bot)
            case .webhook: return await conflict(PollRequest.endedByWebhook, bot: call.bot)
            case .stopped: return Self.response(.restart)
            }
        } catch {
            return error.code == 409 ? await conflict(error, bot: call.bot) : Self.response(error)
        }
    }

    /// A 409; the second and later ones within 3 s are held back (docs/reference/telegram.md, Updates).
    private func conflict(_ failure: TelegramFailure, bot: Int) async -> WebResponse {
        let delay = withWorld { world, now in
            world.rules.holdsPolls ? world.bots[bot].conflictDelay(at: now) : 0
        }
        if delay > 0 {
            // A cancelled wait means that the client has left: the answer goes nowhere anyway.
            try? await clock.sleep(for: .seconds(delay))
        }
        return Self.response(failure)
    }

    private func wait(bot: Int, number: Int, timeout: Int) async -> PollOutcome {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [clock] in
                // A cancelled sleep means that the poll has ended another way.
                guard (try? await clock.sleep(for: .seconds(timeout))) != nil else { return }
                self.finish(bot: bot, number: number, .timedOut)
            }
            let outcome = await withTaskCancellationHandler {
                await withCheckedContinuation { park(bot: bot, number: number, $0) }
            } onCancel: {
                self.finish(bot: bot, number: number, .stopped)
            }
            group.cancelAll()
            return outcome
        }
    }

    /// Registers a poll; an older one of the same bot is ended, a newer one or an update ends this one at once.
    private func park(bot: Int, number: Int, _ continuation: CheckedContinuation<PollOutcome, Never>) {
        let isCancelled = Task.isCancelled
        let (ended, outcome): (Waiter?, PollOutcome) = shared.withLock { shared in
            let new = Waiter(number: number, continuation: continuation)
            if shared.isStopped || isCancelled { return (new, .stopped) }
            if shared.world.bots[bot].pollNumber != number { return (new, .replaced) }
            if !shared.world.bots[bot].queue.isEmpty { return (new, .updates) }
            if let early = shared.earlyEnds[bot], early.number == number { return (new, early.outcome) }
            let old = shared.waiters[bot]
            shared.waiters[bot] = new
            return (old, .replaced)
        }
        ended?.continuation.resume(returning: outcome)
    }

    private func finish(bot: Int, number: Int, _ outcome: PollOutcome) {
        let waiter: Waiter? = shared.withLock { shared in
            guard shared.waiters[bot]?.number == number else {
                if outcome == .timedOut { shared.earlyEnds[bot] = (number, outcome) }
                return nil
            }
            return shared.waiters.removeValue(forKey: bot)
        }
        waiter?.continuation.resume(returning: outcome)
    }
}

extension TelegramServer.Shared {
    /// The polls that what was just done ends, taken out of the list.
    mutating func pollsToEnd() -> [(TelegramServer.Waiter, TelegramServer.PollOutcome)] {
        var ended: [(TelegramServer.Waiter, TelegramServer.PollOutcome)] = []
        for poll in world.endedPolls {
            let outcome: TelegramServer.PollOutcome = poll.cause == .webhook ? .webhook : .timedOut
            guard let waiter = waiters.removeValue(forKey: poll.bot) else {
                earlyEnds[poll.bot] = (world.bots[poll.bot].pollNumber, outcome)
                continue
            }
            ended.append((waiter, outcome))
        }
        world.endedPolls = []
        for bot in waiters.keys.sorted() where !world.bots[bot].queue.isEmpty {
            if let waiter = waiters.removeValue(forKey: bot) { ended.append((waiter, .updates)) }
        }
        return ended
    }
}
