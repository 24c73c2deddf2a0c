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
            let isRipe = record.badTicks >= policy(record).ticksToFire || (record.isFlapping && record.badTicks > 0)
            guard cause == nil, isRipe, record.toldAt == nil else { continue }
            let isFirst = record.firedAt == nil
            if isFirst {
                record.firedAt = now
                record.state = .firing
            }
            if let silence = silence(covering: record.key, at: now) {
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
    private func cause(of record: AlertRecord) -> AlertRecord? {
        open.values.filter { $0.firedAt != nil && $0.goodTicks == 0 && Inhibition.hides($0, record) }
            .min { $0.id < $1.id }
    }

    /// Posts a message per alert, or one for all where a market, or what belongs to none, has too many at once.
    private mutating func announce(_ told: [AlertRecord], at now: Timestamp, in changes: inout AlertChanges) {
        var crowds = ([nil] + AlgoPackSegment.allCases).compactMap { market in
            let members = told.filter { $0.key.market == market }
            return members.count > options.digestAbove ? members : nil
        }
        // Markets that disagree at once are one question to the people.
        let crowded = Set(crowds.flatMap { $0.map(\.id) })
        let asked = told.filter { policy($0).sharesMessage && !crowded.contains($0.id) }
        crowds += Dictionary(grouping: asked, by: \.key.rule).values.filter { $0.count > 1 }
            .sorted { $0[0].id < $1[0].id }
        for members in crowds {
            guard let leader = members.max(by: { ($0.severity, -$0.id) < ($1.severity, -$1.id) }) else { continue }
            for var member in members {
                member.groupID = leader.id
                keep(&member, in: &changes)
            }
            groups[leader.id] = members.map(\.id)
            redraw(leader, isPost: true, in: &changes)
        }
        let grouped = Set(crowds.flatMap { $0.map(\.id) })
        for record in told where !grouped.contains(record.id) { redraw(record, isPost: true, in: &changes) }
        for record in told where record.isFlapping { sayFlapping(record, at: now, in: &changes) }
    }
}

extension AlertKey {
    /// Causes before effects, and of one rule the wider before the narrower.
    fileprivate var causeOrder: Int {
        AlertPolicy.of(rule).causeRank.rawValue * 4 + (market == nil ? 0 : 2) + (endpoint == nil ? 0 : 1)
    }
}
