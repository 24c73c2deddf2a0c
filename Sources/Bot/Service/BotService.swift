package import Market
package import Operations
package import Platform
package import Store

/// The bot process as one part: polling, delivery, and watching the scheduler.
///
/// `run()` does all three at once; a replay calls `step()` between its own steps instead.
package struct BotService: Service {
    package let poller: UpdatePoller
    package let delivery: OutboxDelivery
    private let followUps: FollowUps
    private let identity: BotIdentity
    private let watch: SchedulerWatch
    private let polls: PollWatch
    private let menus: CommandMenus
    private let members: GroupMembers
    private let firstAdmin: FirstAdmin
    private let store: OperationsStore
    private let options: BotOptions
    private let clock: any MarketClock
    private let log: Log
    private let pollClock: any MarketClock

    /// Puts the parts together.
    ///
    /// - Parameters:
    ///   - poll: the client for `getUpdates`, on a connection of its own.
    ///   - send: the client for everything else.
    ///   - pollClock: real time, for looking at the store, waiting out failures and the stop limit; the replay's clock
    ///     in a replay.
    ///   - jitter: numbers in 0..<1 that spread retries; a replay passes a constant.
    package init(
        store: OperationsStore,
        calendars: CalendarCache,
        poll: TelegramClient,
        send: TelegramClient,
        plots: any PlotRenderer,
        clock: any MarketClock,
        pollClock: any MarketClock,
        options: BotOptions,
        log: Log,
        jitter: @escaping RandomFraction
    ) {
        var (poll, send) = (poll, send)
        poll.clock = clock
        send.clock = clock
        let ownLog = log.named("bot")
        let members = GroupMembers(
            client: send,
            people: store.people,
            settings: store.settings,
            options: options,
            clock: clock,
            log: ownLog
        )
        self.members = members
        let context = BotContext(
            store: store,
            calendars: calendars,
            clock: clock,
            options: options,
            log: ownLog,
            telegramTime: { [meter = poll.meter] in meter.served },
            renewAdministrators: { try await members.renewAdministrators() }
        )
        let followUps = FollowUps(store: store, clock: clock, log: log)
        identity = BotIdentity(
            bot: BotToken.bot(send.options.token),
            group: options.group,
            updates: store.updates,
            settings: store.settings,
            clock: clock,
            log: ownLog
        )
        firstAdmin = FirstAdmin(members: members, store: store, options: options, clock: clock, log: ownLog)
        let dispatcher = Dispatcher(context: context, client: send, members: members)
        let delivery = OutboxDelivery(
            store: store,
            client: send,
            plots: plots,
            clock: clock,
            options: options,
            log: log.named("delivery"),
            jitter: jitter
        )
        self.delivery = delivery
        poller = UpdatePoller(
            client: poll,
            dispatcher: dispatcher,
            delivery: delivery,
            pollClock: pollClock,
            jitter: jitter
        )
        watch = SchedulerWatch(store: store, clock: clock, options: options)
        polls = PollWatch(store: store, voice: context.adminVoice, options: options, clock: clock, log: ownLog)
        menus = CommandMenus(
            client: send,
            people: store.people,
            settings: store.settings,
            options: options,
            log: ownLog
        )
        self.followUps = followUps
        self.store = store
        self.options = options
        self.clock = clock
        self.log = ownLog
        self.pollClock = pollClock
    }

    /// Polls without waiting, tells what is due, and delivers what may leave now.
    ///
    /// - Returns: when something is due next; nil when nothing is until the store or the chat changes.
    /// - Throws: `DatabaseError`; a failed poll is logged and made good by the next one, except a token refused
    ///   again and again.
    package func step() async throws -> Timestamp? {
        try await identity.settle()
        try await appoint()
        try await members.meet()
        try await firstAdmin.step()
        do {
            try await poller.step(timeout: .zero)
        } catch let error as TelegramError {
            if try await poller.takeIn(error) == .stop { throw error }
        }
        var due = [try await tell()].compactMap { $0 }
        while let next = try await delivery.step() {
            guard next <= clock.now else {
                due.append(next)
                break
            }
        }
        return due.min()
    }

    /// Runs until cancelled: then polling stops first, and what may leave at once is sent.
    ///
    /// All of the end together takes ``stopLimit`` at most, whatever the server does.
    ///
    /// - Throws: `TelegramError` of kind `unauthorized` when the token is refused; `DatabaseError`.
    package func run() async throws {
        try await identity.settle()
        try await appoint()
        let parts: [any Service] = [
            poller, Delivering(delivery: delivery, watch: pollClock),
            FollowingUp(followUps: followUps, watch: pollClock), Watching(bot: self), menuWatch,
        ]
        let (delivery, pollClock) = (delivery, pollClock)
        let stopped = Lock<Timestamp?>(nil)
        do {
            try await withTaskCancellationHandler {
                try await runTogether(parts)
            } onCancel: {
                stopped.withLock { $0 = pollClock.now }
            }
        } catch is CancellationError {
            // A stop is no failure.
        }
        let deadline = (stopped.withLock { $0 } ?? pollClock.now) + Self.stopLimit
        // A task of its own, because this one is cancelled.
        try await Task { try await delivery.drain(until: deadline, by: pollClock) }.value
    }

    private static let stopLimit = Duration.seconds(5)

    /// Before anything is answered or delivered: whoever has left `MAYAK_ADMINS` has lost what only that gave.
    private func appoint() async throws {
        try await members.settle()
        let gone = try await store.people.appoint(options.admins)
        guard !gone.isEmpty else { return }
        log.warning(
            "Admins by configuration are gone: their codes, questions and commands are withdrawn",
            ["user.ids": gone.map(String.init).joined(separator: ",")]
        )
    }

    /// Outcomes the chat waits for, the scheduler's silence, and the bot's own deafness.
    private func tell() async throws -> Timestamp? {
        try await watch.step()
        try await polls.step()
        return try await followUps.step()
    }

    /// The watches count seconds, and nothing tells of a silence.
    private struct Watching: Service {
        let bot: BotService

        func run() async throws {
            try await bot.members.meet()
            while true {
                try await bot.watch.step()
                try await bot.polls.step()
                try await bot.members.refresh()
                try await bot.firstAdmin.step()
                try await bot.pollClock.sleep(for: .seconds(5))
            }
        }
    }

    private struct FollowingUp: Service {
        let followUps: FollowUps
        let watch: any MarketClock

        func run() async throws { try await followUps.run(watch: watch) }
    }

    /// The command lists follow people and languages within seconds.
    private var menuWatch: CommandMenuWatch {
        CommandMenuWatch(menus: menus, store: store, pollClock: pollClock)
    }

    private struct Delivering: Service {
        let delivery: OutboxDelivery
        let watch: any MarketClock

        func run() async throws { try await delivery.run(watch: watch) }
    }
}
