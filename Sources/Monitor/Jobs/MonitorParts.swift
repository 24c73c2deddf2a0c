package import Exchange
package import Market
package import Platform
package import Store

/// What the monitor's jobs work with.
package struct MonitorParts: Sendable {
    package let store: StateStore
    package let exchange: AlgoPackClient
    package let book: StoredAlertBook
    package let calendars: CalendarCache
    package let clock: any MarketClock
    package let log: Log
    package let options: MonitorOptions
    /// nil when no URL is configured.
    package let deadMan: DeadManSwitch?

    package init(
        store: StateStore,
        exchange: AlgoPackClient,
        book: StoredAlertBook,
        calendars: CalendarCache,
        clock: any MarketClock,
        log: Log,
        options: MonitorOptions,
        deadMan: DeadManSwitch? = nil
    ) {
        self.store = store
        self.exchange = exchange
        self.book = book
        self.calendars = calendars
        self.clock = clock
        self.log = log
        self.options = options
        self.deadMan = deadMan
    }
}
