import Market
import Operations
import Platform
import Store

/// What a handler of commands and buttons may use: they are found by name in one table, so that all are called alike.
///
/// The parts of the service, which are built one by one, are given what they use instead.
struct BotContext: Sendable {
    let store: OperationsStore
    let clock: any MarketClock
    let options: BotOptions
    let calendars: CalendarCache
    let log: Log
    /// Telegram's time, as its last answer said it; nil: not known yet.
    let telegramTime: @Sendable () -> Timestamp?
    /// Asks Telegram for the group's administrators where that was long ago.
    private let renewAdministrators: @Sendable () async throws -> Void

    /// What admins have set from the chat.
    var settings: ChatSettings { ChatSettings(settings: store.settings, options: options) }
    /// How the admins are told something.
    var adminVoice: AdminVoice {
        AdminVoice(people: store.people, settings: store.settings, options: options, clock: clock)
    }
    var now: Timestamp { clock.now }
    var today: CivilDate { MoscowTime.date(of: clock.now) }

    /// Everybody with a role, the group's administrators among them, whether or not they have spoken.
    func team() async throws -> [Person] {
        try await renewAdministrators()
        return try await store.people.team()
    }

    /// How old something is that Telegram dated: by its own clock, whatever ours shows.
    ///
    /// Telegram keeps updates for 24 hours, so a time of day that makes one older is not Telegram's but that of a server in
    /// between; then our clock counts.
    func age(of date: Timestamp) -> Duration {
        guard let telegram = telegramTime(), date.duration(to: telegram) <= .hours(25) else {
            return date.duration(to: clock.now)
        }
        return date.duration(to: telegram)
    }

    init(
        store: OperationsStore,
        calendars: CalendarCache,
        clock: any MarketClock,
        options: BotOptions,
        log: Log,
        telegramTime: @escaping @Sendable () -> Timestamp? = { nil },
        renewAdministrators: @escaping @Sendable () async throws -> Void = {}
    ) {
        self.store = store
        self.calendars = calendars
        self.clock = clock
        self.options = options
        self.log = log
        self.telegramTime = telegramTime
        self.renewAdministrators = renewAdministrators
    }
}
