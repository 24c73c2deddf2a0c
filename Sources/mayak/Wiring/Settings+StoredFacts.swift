import Bot
import Market
import Monitor
import Store

/// What is read out of a store for people, the same for the chat, the browser and the command line.
extension Settings {
    /// The calendar of a store, over the bundled file that the configuration names.
    ///
    /// - Throws: `CommandFailure` for a file that cannot be read.
    func calendars(of store: StateStore) throws -> CalendarCache {
        calendars(of: store, over: try CalendarFile.bundled(calendar))
    }

    func calendars(of store: StateStore, over file: CalendarFile) -> CalendarCache {
        CalendarCache(store: store.calendar, profiles: file.profiles, pin: calendar.pin(file))
    }

    /// The delay plots of stored days.
    func plotRenderer(of store: StateStore, _ calendars: CalendarCache) -> StorePlotRenderer {
        StorePlotRenderer(
            feeds: store.feeds,
            runs: store.jobs,
            calendars: calendars,
            limit: monitor.timing.limit,
            own: monitor.timing.own
        )
    }

    /// The facts of reports on stored days.
    func reportFacts(of store: StateStore, _ calendars: CalendarCache, clock: any MarketClock) -> ReportFacts {
        ReportFacts(of: store, calendars: calendars, clock: clock, options: monitor)
    }
}
