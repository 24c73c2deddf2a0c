package import Market
import Platform

/// A clock that was wrong once must not leave anything waiting for the future.
extension MaintenanceStore {
    /// Sets back to now what a clock that was ahead has written; nil when nothing lies further ahead than the tolerance.
    ///
    /// Marks of jobs, signs of life, silences, alerts, leases, waits, questions, codes and counts are set back; runs,
    /// report keys and slots of days to come are forgotten, or the real ones would be taken for repeated. What the
    /// exchange published after "now" says that it is now that is wrong: then only the marks move, until the exchange's
    /// clock confirms ours.
    ///
    /// - Parameter isConfirmed: the exchange's clock agrees with ours.
    package func mendFuture(at now: Timestamp, isConfirmed: Bool = false) throws -> MendedClock? {
        guard let farthest = try database.farthestInstant(), farthest > now + MendedClock.tolerance else { return nil }
        let isTrusted = try isConfirmed || (newestSlotInstant().map { $0 <= now + MendedClock.tolerance } ?? true)
        let mended = try write { database in
            let jobs = try database.query("SELECT job FROM high_water WHERE nominal > ? ORDER BY job", [now]) { row in
                try row["job"] as String
            }
            var rows = try database.setBackMarks(to: now)
            if isTrusted { rows += try database.setBackRows(to: now) + database.forgetFuture(after: now) }
            let mended = MendedClock(at: now, farthest: farthest, jobs: jobs, rows: rows)
            if rows > 0 { try database.saveSetting(SettingName.mendedClock, mended.text) }
            return mended
        }
        return mended.rows > 0 ? mended : nil
    }

    /// The label of the newest slot of any feed.
    func newestSlotInstant() throws -> Timestamp? {
        try Feed.all.compactMap { feed in
            try database.newestSlot(feed).map { MoscowTime.instant($0.date, $0.label) }
        }.max()
    }
}
