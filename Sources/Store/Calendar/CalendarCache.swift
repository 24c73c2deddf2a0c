package import Market

/// The trading calendar as the store has it now, built anew only when its revision has changed.
package actor CalendarCache {
    private let store: CalendarStore
    private let profiles: SessionProfiles
    private let pin: ProfilePin?
    private var cached: CalendarSnapshot?

    package init(store: CalendarStore, profiles: SessionProfiles = .exchange, pin: ProfilePin? = nil) {
        self.store = store
        self.profiles = profiles
        self.pin = pin
    }

    /// The calendar with every edit committed so far by any process.
    package func calendar() async throws -> TradingCalendar {
        try await snapshot().calendar
    }

    /// The same with the revision and the statements that it was built from.
    package func snapshot() async throws -> CalendarSnapshot {
        let revision = try await store.revision()
        if let cached, cached.revision == revision { return cached }
        let statements = try await store.statements()
        let snapshot = CalendarSnapshot(
            revision: revision,
            statements: statements,
            calendar: TradingCalendar(profiles: profiles, statements: statements, pin: pin)
        )
        cached = snapshot
        return snapshot
    }
}
