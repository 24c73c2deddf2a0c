import Market
import Operations
import Platform
import Store

/// What every command and button handler needs at hand.
struct BotContext: Sendable {
    let store: OperationsStore
    let clock: any MarketClock
    let options: BotOptions
    let calendars: CalendarCache
    let log: Log
    /// Telegram's time, as its last answer said it; nil: not known yet.
    let telegramTime: @Sendable () -> Timestamp?

    /// What admins have set from the chat.
    var settings: ChatSettings { ChatSettings(settings: store.settings, options: options) }
    var now: Timestamp { clock.now }
    /// What ages of updates are counted by: Telegram dates them, so its own clock tells how old they are.
    var telegramNow: Timestamp { telegramTime() ?? clock.now }
    var today: CivilDate { MoscowTime.date(of: clock.now) }

    init(
        store: StateStore,
        calendars: CalendarCache,
        clock: any MarketClock,
        options: BotOptions,
        log: Log,
        telegramTime: @escaping @Sendable () -> Timestamp? = { nil }
    ) {
        self.store = OperationsStore(store)
        self.calendars = calendars
        self.clock = clock
        self.options = options
        self.log = log
        self.telegramTime = telegramTime
    }
}
