import Market
import Store

extension AlertBook {
    /// Confirms what is ripe, causes before effects, and decides who speaks for whom.
    mutating func settleInhibition(at now: Timestamp, in changes: inout AlertChanges) {
        var told: [AlertRecord] = []
        for candidate in ordered.sorted(by: { ($0.key.rule.causeRank, $0.id) < ($1.key.rule.causeRank, $1.id) }) {
            guard var record = open[candidate.id] else { continue }
            let cause = ordered.first { $0.firedAt != nil && $0.goodTicks == 0 && Inhibition.hides($0.key, record.key) }
            if record.inhibitedBy != cause?.id {
                record.inhibitedBy = cause?.id
                keep(record, in: &changes)
            }
            guard cause == nil, record.badTicks >= policy(record).ticksToFire, record.toldAt == nil else { continue }
            let isFirst = record.firedAt == nil
            if isFirst {
                record.firedAt = now
                record.state = .firing
            }
            if let silence = silence(covering: record.key, at: now) {
                record.silencedUntil = silence.until
                record.silencedBy = silence.author
                if isFirst { keep(record, in: &changes) }
                continue
            }
            record.toldAt = now
            keep(record, in: &changes)
            told.append(record)
        }
        announce(told, at: now, in: &changes)
    }

    /// Posts a message per alert, or one for all where a market has too many at once.
    private mutating func announce(_ told: [AlertRecord], at now: Timestamp, in changes: inout AlertChanges) {
        let crowded = MarketID.allCases.filter { market in
            told.count { $0.key.market == market } > options.digestAbove
        }
        for market in crowded {
            var members = told.filter { $0.key.market == market }
            guard let leader = members.max(by: { ($0.severity, -$0.id) < ($1.severity, -$1.id) }) else { continue }
            for index in members.indices {
                members[index].groupID = leader.id
                keep(members[index], in: &changes)
            }
            groups[leader.id] = members.map(\.id)
            redraw(leader, isPost: true, in: &changes)
        }
        for record in told where !crowded.contains(where: { $0 == record.key.market }) {
            redraw(record, isPost: true, in: &changes)
        }
        for record in told where record.isFlapping {
            reply(record, .flapping, "flapping:\(record.id)", at: now, in: &changes)
        }
    }
}

extension AlertRule {
    /// Causes come before effects when several ripen at one tick.
    fileprivate var causeRank: Int {
        switch self {
        case .authentication, .unreachable, .rateLimit, .calendarMismatch: 0
        case .entitlement, .badPayload: 1
        case .staleness: 2
        case .publicationDelay, .missingSlots, .secidRise, .secidDrop, .hi2Missing, .schemaDrift, .keyExpiry,
            .calendarHorizon, .botSilent, .missedRuns:
            3
        }
    }
}
