package import Market
import Platform

extension MaintenanceStore {
    /// Removes what nobody asks for any more.
    ///
    /// That is slots, secids, runs, finished outbox rows (with their keys) and commands, seen updates, confirmations
    /// and counts of refused attempts. Alerts, calendar history, invitations and audit stay.
    ///
    /// A clock that is ahead must not cost the history: the age is counted from what the exchange said last where that is
    /// older than two days, and the newest 20 days that hold slots stay (``RetentionBound``).
    ///
    /// - Parameter cutoff: older things go.
    /// - Returns: the number of rows removed.
    @discardableResult
    package func prune(before cutoff: Timestamp) throws -> Int {
        let bound = RetentionBound(
            cutoff: cutoff,
            now: clock.now,
            evidence: try newestEvidence(),
            slotDates: try newestSlotDates()
        )
        // One transaction each, so that no writer waits for all of it.
        return try TableGroup.all.flatMap(\.retention).reduce(0) { count, rule in
            let limit: any SQLConvertible = rule.bound == .day ? bound.date : bound.cutoff
            return try count + write { try $0.execute(rule.sql, [limit]) }
        }
    }

    /// The latest instant that somebody else's clock has vouched for; our own of half a day ago where nobody has.
    private func newestEvidence() throws -> Timestamp? {
        let systime =
            try database.first("SELECT MAX(systime) AS at FROM slots") { row in
                try row["at"] as Timestamp?
            } ?? nil
        let served = try [SettingName.telegramSkew, SettingName.exchangeSkew].compactMap {
            ClockSkew(text: try database.setting($0))?.served
        }
        if let known = (served + [systime].compactMap { $0 }).max() { return known }
        // What the wrong clock has written lies close to its own now; what came before does not.
        return try database.first(
            "SELECT MAX(claimed_at) AS at FROM job_runs WHERE claimed_at <= ?",
            [clock.now - .hours(12)]
        ) { row in try row["at"] as Timestamp? } ?? nil
    }

    private func newestSlotDates() throws -> [CivilDate] {
        try database.query(
            "SELECT DISTINCT date FROM slots ORDER BY date DESC LIMIT ?",
            [RetentionBound.keptDays + 1]
        ) { row in try row["date"] }
    }
}
