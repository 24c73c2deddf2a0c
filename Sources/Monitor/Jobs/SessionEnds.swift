import Market
import Store

/// Follows sessions past their close, when no cycle is planned any more: their last slots come then, or never.
///
/// Until `DELAY` after the close a market whose last slot is outstanding is judged every minute; then its alerts end with the session.
/// What comes even later is stored for an hour, so that reports call it late, not absent. Midnight changes nothing of it.
actor SessionEnds {
    private let sessions: SessionMonitor
    private let feeds: FeedStore
    private let settings: SettingStore
    private let book: StoredAlertBook
    private let options: MonitorOptions
    /// When a closed market was last asked for what comes late.
    private var collectedAt: [AlgoPackSegment: Timestamp] = [:]

    init(
        sessions: SessionMonitor,
        feeds: FeedStore,
        settings: SettingStore,
        book: StoredAlertBook,
        options: MonitorOptions
    ) {
        self.sessions = sessions
        self.feeds = feeds
        self.settings = settings
        self.book = book
        self.options = options
    }

    /// How long after a close the alerts of its session end.
    private func grace(_ market: AlgoPackSegment) -> Duration {
        options.timing.longestLimit(of: market) + .minutes(1)
    }

    /// How long after a close slots are collected.
    private static let collects = Slot.arrival

    /// Runs every minute.
    func watch(_ calendar: TradingCalendar, at now: Timestamp) async throws {
        for market in AlgoPackSegment.allCases {
            guard let window = latestClose(calendar, market, at: now) else { continue }
            if now < window.close + grace(market) {
                // The last planned cycle comes first.
                guard now >= window.close + options.timing.publishLag + .seconds(10) else { continue }
                guard try await wasWatched(window), try await isOutstanding(window, calendar) else { continue }
                _ = try await sessions.check(market, on: window.date)
            } else {
                try await close(window, calendar, at: now)
                try await collect(window, calendar, at: now)
            }
        }
    }

    /// The session that closed last; a short pause before the next session is not an end.
    private func latestClose(_ calendar: TradingCalendar, _ market: AlgoPackSegment, at now: Timestamp)
        -> SessionWindow?
    {
        let today = MoscowTime.date(of: now)
        return [today.adding(days: -1), today].compactMap { date in
            let windows = calendar.day(date, market).windows
            return windows.indices.last { index in
                let close = windows[index].close
                let next = index + 1 < windows.count ? windows[index + 1].open : nil
                return now >= close && next.map { $0 > close + grace(market) } ?? true
            }
            .map { windows[$0] }
        }.last
    }

    /// True where something is known of the session's day: one that ended before Mayak began owes it nothing.
    private func wasWatched(_ window: SessionWindow) async throws -> Bool {
        for feed in options.watched(window.market) {
            if try await !feeds.slots(feed, on: window.date).isEmpty { return true }
        }
        return await book.open.contains { $0.key.market == window.market && $0.date == window.date }
    }

    /// True while the last slot of a feed has neither come nor been without trading.
    private func isOutstanding(_ window: SessionWindow, _ calendar: TradingCalendar) async throws -> Bool {
        for feed in options.watched(window.market) {
            let session = window.session
            let labels = calendar.expectedSlots(feed, on: window.date)
            guard let last = labels.last(where: { session.open < $0 && $0 <= session.close }),
                try await feeds.slot(feed, on: window.date, label: last) == nil
            else { continue }
            let quiet = try await feeds.quietSlots(feed, from: window.date, through: window.date)
            if !quiet.contains(where: { $0.label == last }) { return true }
        }
        return false
    }

    /// Ends the alerts of the session, once.
    private func close(_ window: SessionWindow, _ calendar: TradingCalendar, at now: Timestamp) async throws {
        let market = window.market
        let close = window.close
        let name = SettingName.sessionClosed(market)
        if let closedUpTo = try await settings.instant(name), close <= closedUpTo { return }
        // A last look first: only now is all of the session due. Hours later it tells nothing.
        if now < close + grace(market) + .minutes(15), try await wasWatched(window) {
            _ = try await sessions.check(market, on: window.date)
        }
        // The evening follows within minutes: an outage that goes on across the break is one.
        let isLast = AlgoPackSegment.allCases.allSatisfy { market in
            let next = calendar.nextWindow(after: now, market)?.open
            let isOver = next.map { $0 - now > options.alerts.longestBreak } ?? true
            return calendar.window(at: now, market) == nil && isOver
        }
        let nextOpen = (calendar.window(at: now, market) ?? calendar.nextWindow(after: now, market))?.open
        var batch = StoreBatch()
        batch.settings.values[name] = "\(close.milliseconds)"
        try await book.apply(batch) { book, now in
            book.closeSession(of: market, closedAt: close, isLast: isLast, nextOpen: nextOpen, at: now)
        }
    }

    /// Stores what comes late, every cycle's time; once the next session runs, its own cycles do so.
    private func collect(_ window: SessionWindow, _ calendar: TradingCalendar, at now: Timestamp) async throws {
        let market = window.market
        guard now < window.close + Self.collects, calendar.window(at: now, market) == nil else { return }
        if let last = collectedAt[market], last <= now, now - last < options.interval { return }
        guard try await wasWatched(window), try await isOutstanding(window, calendar) else { return }
        collectedAt[market] = now
        try await sessions.collect(market, on: window.date)
    }
}
