import Market
import Operations
import Platform
import Store

/// Asks Telegram for updates and acts on them, one after another.
///
/// An update's number, the offset past it and everything it caused are one transaction, so a crash at any point neither
/// loses an update nor acts twice. Updates of one poll that are only answered share it: a burst does not wait for the disk
/// once for each. A number already seen is skipped; a lower one than before is accepted, because the
/// server counts anew after a quiet week (docs/reference/telegram.md, Updates).
package actor UpdatePoller: Service {
    let client: TelegramClient
    private nonisolated let dispatcher: Dispatcher
    private let delivery: OutboxDelivery
    let pollClock: any MarketClock
    let jitter: RandomFraction
    private var bot: TelegramUser?
    var backoff = PollBackoff()
    var fight = WebhookFight()
    /// What is on record as the reason for failed polls.
    var trouble: PollTrouble?
    var hasPolled = false
    /// The last heartbeat.
    var heardAt: Timestamp?
    /// Polls in a row that brought elements which are no updates.
    private var unreadablePolls = 0
    /// Answers that wait for others of their poll, to be committed together.
    private var answers = StoreBatch()
    /// Not before a poll has gone well: an update that ended the last process is looked at alone.
    private var mayShareCommits = false

    /// The store's own, so that asking it is a plain call.
    package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe dispatcher.context.store.unownedExecutor }

    var context: BotContext { dispatcher.context }

    /// Makes a poller.
    ///
    /// - Parameters:
    ///   - client: with an HTTP client of its own, so that no other call waits for the poll's connection.
    ///   - delivery: takes an answer over from the transaction that writes it.
    ///   - pollClock: real time, for waiting out failures.
    init(
        client: TelegramClient,
        dispatcher: Dispatcher,
        delivery: OutboxDelivery,
        pollClock: any MarketClock,
        jitter: @escaping RandomFraction
    ) {
        self.client = client
        self.dispatcher = dispatcher
        self.delivery = delivery
        self.pollClock = pollClock
        self.jitter = jitter
    }

    /// Polls once and acts on what came.
    ///
    /// - Parameter timeout: how long the server may hold the poll open; zero in a replay.
    /// - Returns: how many updates came.
    /// - Throws: `TelegramError` when the poll failed; `DatabaseError`; `CancellationError`.
    @discardableResult
    package func step(timeout: Duration) async throws -> Int {
        let bot = try await identify()
        let offset = try await context.store.updates.offset()
        let batch = try await client.updates(offset: offset, timeout: timeout)
        try await polled(batch.updates.count)
        unreadablePolls = batch.unreadable > 0 ? unreadablePolls + 1 : 0
        if unreadablePolls == 1 {
            context.log.error("Updates without a number were skipped", ["updates": "\(batch.unreadable)"])
        }
        do {
            for (index, update) in batch.updates.enumerated() {
                let later = batch.updates[index...].lazy.compactMap(\.date).first
                let isLast = index == batch.updates.count - 1
                try await act(on: update, botName: bot.username?.lowercased() ?? "", before: later, isLast: isLast)
            }
        } catch {
            try await commitAnswers()
            throw error
        }
        mayShareCommits = mayShareCommits || !batch.updates.isEmpty
        try await noteSkew()
        return batch.updates.count
    }

    /// Polls until cancelled; failures are waited out, except a refused token.
    package func run() async throws {
        while !Task.isCancelled {
            do {
                let count = try await step(timeout: context.options.pollTimeout)
                // They come again at once until an update after them does: no reason to ask without a pause.
                if count == 0, unreadablePolls > 0 { try await pollClock.sleep(for: .seconds(5)) }
            } catch is CancellationError {
                break
            } catch let error as TelegramError {
                do {
                    try await waitOut(error)
                } catch is CancellationError {
                    break
                }
            }
        }
        await confirm()
    }

    private func waitOut(_ error: TelegramError) async throws {
        switch try await takeIn(error) {
        case .stop: throw error
        case .wait(let span):
            do {
                try await pollClock.sleep(for: span)
            } catch is CancellationError {
                return  // The loop sees it and ends in order.
            }
        }
    }

    /// Learns the bot's own name and ends a webhook that would block the polls.
    private func identify() async throws -> TelegramUser {
        if let bot { return bot }
        let me = try await client.me()
        try await client.deleteWebhook()
        context.log.info("Bot signed in", ["bot.id": "\(me.id)", "bot.name": me.username ?? ""])
        bot = me
        if let name = me.username { try await note(name) }
        return me
    }

    /// So that the command line can make links to the bot; another bot has no command lists yet.
    private func note(_ name: String) async throws {
        guard try await context.store.settings.value(SettingName.botName) != name else { return }
        var batch = StoreBatch()
        batch.settings.values[SettingName.botName] = name
        for (key, _) in try await context.store.settings.all(prefix: SettingName.commandMenuPrefix) {
            batch.settings.values.updateValue(nil, forKey: key)
        }
        try await context.store.commit(batch)
    }

    private static let mostAttempts = 2
    /// Updates whose answers share a commit: the first of them waits for the last.
    private static let mostSharing = 50

    /// The scheduler raises the alert; the two meet only in the store.
    private func noteSkew() async throws {
        guard let skew = client.meter.skew else { return }
        let known = ClockSkew(text: try await context.store.settings.value(SettingName.telegramSkew))
        let isNews = known.map { ($0.skew - skew.skew).wholeSeconds.magnitude >= 2 } ?? true
        let isOld = known.map { $0.measuredAt.duration(to: skew.measuredAt).wholeSeconds.magnitude >= 300 } ?? true
        guard isNews || isOld else { return }
        try await context.store.settings.set(SettingName.telegramSkew, skew.text)
    }

    private func act(on update: TelegramUpdate, botName: String, before: Timestamp?, isLast: Bool) async throws {
        let waiting = answers.updates.handled
        // Counted before anything is done with it: an update that ends the process comes again at every start.
        guard !waiting.contains(where: { $0.id == update.id }),
            let attempts = try await context.store.updates.begin(update.id)
        else {
            if isLast { try await commitAnswers() }
            context.log.debug("Update seen before", ["update.id": "\(update.id)"])
            return
        }
        var reaction =
            attempts <= Self.mostAttempts
            ? try await dispatcher.react(to: update, botName: botName, before: before)
            : try await dispatcher.giveUp(update)
        reaction.batch.updates.handled = [HandledUpdate(id: update.id, offset: min(update.id, .max - 1) + 1)]
        reaction.batch.followUps.leftScreens = reaction.batch.outbox.drafts.compactMap(\.replacedScreen)
        if mayShareCommits, reaction.batch.isOnlyAnswers, !isLast || !waiting.isEmpty {
            answers.add(answers: reaction.batch)
            if isLast || waiting.count + 1 >= Self.mostSharing { try await commitAnswers() }
            return
        }
        try await commitAnswers()
        reaction.batch.outbox.claim = await delivery.claim(of: reaction.batch.outbox.drafts)
        let receipt = try await context.store.commit(reaction.batch)
        if let claimed = receipt.claimed { await delivery.take(claimed) }
    }

    private func commitAnswers() async throws {
        guard !answers.updates.handled.isEmpty else { return }
        let batch = answers
        answers = StoreBatch()
        try await context.store.commit(batch)
    }

    /// Tells the server on the way out what was dealt with, so that it does not send it again to the next start.
    private func confirm() async {
        do {
            guard let offset = try await context.store.updates.offset() else { return }
            let client = client
            // A task of its own, because this one is cancelled and would cancel the call.
            _ = try await Task {
                try await client.updates(offset: offset, timeout: .zero, limit: 1, margin: .seconds(2))
            }.value
        } catch {
            context.log.info("Offset not confirmed", ["error": "\(error)"])
        }
    }
}
