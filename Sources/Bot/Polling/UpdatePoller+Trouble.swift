import Market
import Operations
import Platform
import Store

extension UpdatePoller {
    /// Takes in a failed poll: keeps its cause where others can read it, and ends a webhook that blocks the polls.
    ///
    /// No heartbeat: whoever cannot poll does not hear, however alive the process is.
    func takeIn(_ error: TelegramError) async throws -> PollBackoff.Decision {
        let now = pollClock.now
        context.options.metrics?.polls.add(.failed)
        let decision = backoff.failed(error, at: now, jitter: jitter())
        // 1, 2, 4, 8 …: a night without network is no reason for a log of thousands of lines.
        if backoff.failures.nonzeroBitCount == 1 {
            if backoff.isConflictLasting(at: now) {
                context.log.error("Another program polls with the same token", ["error": error.detail])
            } else {
                context.log.warning("Poll failed", ["error": error.description, "failures": "\(backoff.failures)"])
            }
        }
        guard error.kind == .webhookSet, decision != .stop else {
            try await keep(PollTrouble(error))
            return decision
        }
        return try await endWebhook(otherwise: decision)
    }

    /// Names the webhook and removes it, unless that has been done too often.
    private func endWebhook(otherwise decision: PollBackoff.Decision) async throws -> PollBackoff.Decision {
        do {
            let info = try await client.webhookInfo()
            // Gone already: the next poll shows it.
            guard !info.url.isEmpty else { return decision }
            try await keep(PollTrouble(.webhook, info.host))
            switch fight.found(at: pollClock.now) {
            case .remove:
                context.log.error("Another program set a webhook; it is removed", ["webhook.host": info.host])
                try await client.deleteWebhook()
                return decision
            case .leave(let isNews):
                if isNews { try await tellWebhook(info.host) }
                return .wait(.seconds(30))
            }
        } catch let error as TelegramError {
            context.log.warning("Webhook not removed", ["error": error.description])
            return decision
        }
    }

    /// Tells the admins that somebody else has the token.
    private func tellWebhook(_ host: String) async throws {
        context.log.error("A webhook comes back again and again: another program has the token", ["webhook.host": host])
        let drafts = try await context.adminVoice.drafts(key: "webhook:\(context.now.milliseconds)") {
            wording in
            wording.html(AccessPhrase.webhookBack, ["host": host])
        }
        try await context.store.outbox.enqueue(drafts)
    }

    private func keep(_ trouble: PollTrouble) async throws {
        guard trouble != self.trouble else { return }
        try await context.store.processes.setPollTrouble(trouble)
        self.trouble = trouble
    }

    /// Takes in a poll that succeeded: the heartbeat by which the bot counts as hearing.
    func polled(_ count: Int) async throws {
        backoff.succeeded()
        context.options.metrics?.polls.add(.succeeded)
        context.options.metrics?.updates.add(count)
        let now = context.now
        // The watch counts minutes; a chat in which much is written need not pay for every poll.
        if count == 0 || heardAt.map({ now < $0 || $0 + .seconds(5) <= now }) ?? true {
            try await context.store.processes.heartbeat(.bot, detail: "polled, \(count) updates")
            heardAt = now
        }
        // What an earlier process left is cleared as well.
        if trouble != nil || !hasPolled { try await context.store.processes.setPollTrouble(nil) }
        trouble = nil
        hasPolled = true
    }
}

extension PollTrouble {
    init(_ error: TelegramError) {
        let cause: Cause =
            switch error.kind {
            case .conflict: .conflict
            case .webhookSet: .webhook
            case .unauthorized: .refused
            case .rateLimited: .limited
            case .unreachable: .unreachable
            case .serverError, .foreignAnswer, .noAnswer: .noAnswer
            case .notModified, .messageGone, .replyGone, .migrated, .chatNotFound, .topicGone, .badMarkup, .tooLong,
                .badPhoto, .callbackExpired, .notAllowed, .mediaForbidden, .blocked, .methodNotFound, .tooLarge,
                .refused:
                .other
            }
        self.init(cause, error.detail)
    }
}
