extension Slot {
    /// Up to which label of a session it is known what became of its slots: what has not come by then is absent.
    ///
    /// A session that is over and was asked for its last slot owes nothing more a slot's length later: what has not come by then is not in
    /// time, though `limit` is not over.
    ///
    /// - Parameters:
    ///   - last: the session's last label.
    ///   - watched: when the market was last asked.
    ///   - limit: within which a slot is in time.
    package static func known(
        upTo last: TimeOfDay,
        on date: CivilDate,
        watched: Timestamp,
        now: Timestamp,
        limit: Duration
    ) -> TimeOfDay {
        let end = min(watched, now - limit)
        let day = MoscowTime.date(of: end)
        let known: TimeOfDay = day > date ? .endOfDay : day < date ? .midnight : MoscowTime.time(of: end)
        let close = MoscowTime.instant(date, last)
        return watched >= close && now >= close + length ? max(known, last) : known
    }
}
