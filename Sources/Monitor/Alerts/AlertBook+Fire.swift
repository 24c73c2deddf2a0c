import Market
import Store

extension AlertBook {
    /// Confirms what is ripe, causes before effects, and decides who speaks for whom.
    ///
    /// - Parameter judged: the keys of which this step has fresh verdicts.
    mutating func settleInhibition(
        at now: Timestamp,
        judged: Set<AlertKey> = [],
        in changes: inout AlertChanges
    ) {
        var told: [AlertRecord] = []
        for candidate in ordered.sorted(by: { ($0.key.causeOrder, $0.id) < ($1.key.causeOrder, $1.id) }) {
            guard var record = open[candidate.id] else { continue }
            let cause = cause(of: record)
            // What a cause has hidden waits for its own next verdict: the old one may be out of date.
            if cause == nil, record.inhibitedBy != nil, !judged.contains(record.key) { continue }
            if record.inhibitedBy != cause?.id {
                record.inhibitedBy = cause?.id
                keep(&record, in: &changes)
            }
            // One that flaps never has many bad ticks in a row; its turns confirm it.
            let isProved = record.isFlapping && policy(record).turnsConfirm && record.badTicks > 0
            let isRipe = record.badTicks >= policy(record).ticksToFire || isProved
            guard cause == nil, isRipe, record.toldAt == nil else { continue }
            let isFirst = record.firedAt == nil
            if isFirst {
                record.firedAt = now
                record.state = .firing
            }
            if let silence = silence(covering: record.key, at: now), !isLastWord(record, changes) {
                record.silencedUntil = silence.until
                record.silencedBy = silence.author
                if isFirst { keep(&record, in: &changes) }
                continue
            }
            record.toldAt = now
            keep(&record, in: &changes)
            told.append(record)
        }
        announce(told, at: now, in: &changes)
    }

    /// The alert that speaks for this one now, the oldest of several.
    ///
    /// What somebody has closed by hand goes on hiding what follows from it, unless that is worse.
    private func cause(of record: AlertRecord) -> AlertRecord? {
        let closed = closedByHand.values.filter { $0.date == record.date && $0.severity >= record.severity }
        return (Array(open.values) + closed)
            .filter { $0.firedAt != nil && $0.goodTicks == 0 && Inhibition.hides($0, record) }
            .min { $0.id < $1.id }
    }
}

extension AlertKey {
    /// Causes before effects, and of one rule the wider before the narrower.
    fileprivate var causeOrder: Int {
        AlertPolicy.of(rule).causeRank.rawValue * 4 + (market == nil ? 0 : 2) + (endpoint == nil ? 0 : 1)
    }
}
