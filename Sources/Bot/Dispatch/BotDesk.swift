import Market
import Platform
import Store

/// What every command and button handler needs at hand.
struct BotDesk: Sendable {
    let store: StateStore
    let clock: any MarketClock
    let options: BotOptions
    let calendars: CalendarCache
    let log: Log

    /// What admins have set from the chat.
    var settings: ChatSettings { ChatSettings(store: store, options: options) }
    var now: Timestamp { clock.now }
    var today: CivilDate { MoscowTime.date(of: clock.now) }

    init(store: StateStore, calendars: CalendarCache, clock: any MarketClock, options: BotOptions, log: Log) {
        self.store = store
        self.calendars = calendars
        self.clock = clock
        self.options = options
        self.log = log
    }
}
