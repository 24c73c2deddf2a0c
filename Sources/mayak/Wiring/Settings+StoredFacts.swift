import Bot
import Market
import Monitor
import Operations
import Platform
import Store

/// What is read out of a store for people, the same for the chat, the browser and the command line.
extension Settings {
    /// The calendar of a store, over the bundled file that the configuration names.
    ///
    /// - Throws: `CommandFailure` for a file that cannot be read.
    func calendars(of store: CalendarStore) throws -> CalendarCache {
        calendars(of: store, over: try CalendarFile.bundled(calendar))
    }

    /// Makes the folder of the store, where the calendar file can be read: a start that must fail leaves nothing behind.
    ///
    /// - Throws: `CommandFailure` for a file that cannot be read; `DatabaseError`.
    func makeStoreFolder() throws {
        _ = try CalendarFile.bundled(calendar)
        try makeFolder(for: general.storePath)
    }

    func calendars(of store: CalendarStore, over file: CalendarFile) -> CalendarCache {
        CalendarCache(store: store, profiles: file.profiles, pin: calendar.pin(file))
    }

    /// The delay plots of stored days.
    func plotRenderer(of store: OperationsStore, _ calendars: CalendarCache) -> StorePlotRenderer {
        StorePlotRenderer(
            feeds: store.feeds,
            runs: store.jobs,
            calendars: calendars,
            limit: monitor.timing.limit,
            own: monitor.timing.own
        )
    }

    /// The facts of reports on stored days.
    func reportFacts(of store: OperationsStore, _ calendars: CalendarCache, clock: any MarketClock) -> ReportFacts {
        ReportFacts(
            alerts: store.alerts,
            history: store.feeds,
            runs: store.jobs,
            calendars: calendars,
            clock: clock,
            options: monitor
        )
    }
}
