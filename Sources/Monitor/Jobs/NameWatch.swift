import Exchange
import Market
import Store

/// Counts the names of every page, and judges who has stopped.
actor NameWatch {
    private struct Session {
        var tally: NameTally
        let earlier: [NameTally]
        /// How many names the last page had.
        var count: Int?
    }

    private let feeds: FeedStore
    private var sessions: [Feed: Session] = [:]

    init(feeds: FeedStore) {
        self.feeds = feeds
    }

    /// Adds the newest slot of a feed and judges its names; nothing where its label lies in no session.
    func verdicts(
        _ feed: Feed,
        _ slot: FeedSlot,
        day: TradingDay,
        facts: AlertFacts,
        batch: inout StoreBatch
    ) async throws -> [Verdict] {
        guard let name = day.sessions.first(where: { $0.open < slot.label && $0.contains(slot.label) })?.name else {
            return []
        }
        var session = try await session(feed, on: day.date, name)
        SilentNamesRule.count(slot, into: &session.tally, previousCount: session.count)
        session.count = slot.secids.count
        sessions[feed] = session
        batch.feeds.nameTallies.append(session.tally)
        let silences = SilentNamesRule.silences(session.tally, earlier: session.earlier)
        return [SilentNamesRule.verdict(feed, silences, facts: facts)]
    }

    /// What is counted so far, from the store after a restart.
    private func session(_ feed: Feed, on date: CivilDate, _ name: TradingSession.Name) async throws -> Session {
        if let known = sessions[feed], known.tally.date == date, known.tally.session == name { return known }
        let limit = SilentNamesRule.comparedDays
        return Session(
            tally: try await feeds.nameTally(feed, on: date, name) ?? NameTally(feed: feed, date: date, session: name),
            earlier: try await feeds.nameTallies(feed, before: date, name, limit: limit)
        )
    }
}
