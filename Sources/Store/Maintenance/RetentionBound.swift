import Market

/// How far the clean-up may go, whatever the clock shows; a pure value.
struct RetentionBound: Hashable, Sendable {
    /// Older runs, messages and the like go.
    let cutoff: Timestamp
    /// Slots of earlier days go.
    let date: CivilDate

    /// The newest days with slots that always stay; of fewer, all but the oldest.
    static let keptDays = 20
    /// How far the clock may be ahead of what the exchange said last: nights and weekends are quiet.
    static let lead = Duration.hours(48)

    /// - Parameters:
    ///   - cutoff: what is asked for, as an age before `now`.
    ///   - evidence: the latest instant that somebody else's clock has vouched for; nil when nothing is known.
    ///   - slotDates: the newest days with slots, descending, one more than are kept.
    init(cutoff: Timestamp, now: Timestamp, evidence: Timestamp?, slotDates: [CivilDate]) {
        let excess = evidence.map { ($0 + Self.lead).duration(to: now) } ?? .zero
        self.cutoff = excess > .zero ? cutoff - excess : cutoff
        let kept = min(Self.keptDays, slotDates.count - 1)
        let date = MoscowTime.date(of: self.cutoff)
        self.date = kept > 0 ? min(date, slotDates[kept - 1]) : date
    }
}
