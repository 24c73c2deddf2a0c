package import Market

/// The trading calendar as the store has it now, built anew only when its revision has changed.
package actor CalendarCache {
    private let store: StateStore
    private let profiles: SessionProfiles
    private let pin: ProfilePin?
    private var cached: (revision: Int64, calendar: TradingCalendar)?

    package init(store: StateStore, profiles: SessionProfiles = .exchange, pin: ProfilePin? = nil) {
        self.store = store
        self.profiles = profiles
        self.pin = pin
    }

    /// The calendar with every edit committed so far by any process.
    package func calendar() async throws -> TradingCalendar {
        let revision = try await store.calendarRevision()
        if let cached, cached.revision == revision { return cached.calendar }
        let statements = try await store.calendarStatements()
        let calendar = TradingCalendar(profiles: profiles, statements: statements, pin: pin)
        cached = (revision, calendar)
        return calendar
    }
}
