import Market
import Store

/// Which alerts are told in one message: those of a market, those of one cause, and what follows from what has just ended.
extension AlertBook {
    /// Shows newly told alerts: in the message of what they belong to, or in one of their own.
    mutating func announce(_ told: [AlertRecord], at now: Timestamp, in changes: inout AlertChanges) {
        let crowd = told.filter { $0.key.market == nil }
        let isCrowded = crowd.count > options.digestAbove
        if isCrowded { gather(crowd, in: &changes) }
        var waiting = Set(told.map(\.id))
        for record in told where !(isCrowded && record.key.market == nil) {
            if let host = host(of: record, waiting, at: now, changes) {
                join(record, host, at: now, in: &changes)
            } else {
                redraw(record, isPost: true, in: &changes)
            }
            waiting.remove(record.id)
        }
        for record in told where record.isFlapping { sayFlapping(record, at: now, in: &changes) }
    }

    /// One message for alerts that belong to no market and came too many at once.
    private mutating func gather(_ members: [AlertRecord], in changes: inout AlertChanges) {
        guard let leader = members.max(by: { ($0.severity, -$0.id) < ($1.severity, -$1.id) }) else { return }
        for var member in members {
            member.groupID = leader.id
            keep(&member, in: &changes)
        }
        groups[leader.id] = members.map(\.id)
        redraw(leader, isPost: true, in: &changes)
    }

    /// The told alert whose message shows this one as well; nil where it needs one of its own.
    ///
    /// - Parameter waiting: told at this step and not shown yet.
    private func host(
        of record: AlertRecord,
        _ waiting: Set<Int64>,
        at now: Timestamp,
        _ changes: AlertChanges
    ) -> AlertRecord? {
        guard let market = record.key.market else { return nil }
        // What alarms nobody may last for days: a fault that shared its message would have no end that is heard.
        let isQuiet = record.severity == .info
        let shown = ordered.filter {
            $0.toldAt != nil && $0.date == record.date && $0.key.market != nil && !waiting.contains($0.id)
                && !isOver($0) && ($0.severity == .info) == isQuiet
        }
        if policy(record).company == .market {
            // A hole that a late feed leaves behind belongs to the lateness, whatever else its market has.
            if policy(record).tellsPast, let feed = record.key.feed,
                let host = justEnded(feed, on: record.date, changes)
            {
                return host
            }
            if let host = shown.first(where: { $0.key.market == market && policy($0).company == .market }) {
                return host
            }
            if !isQuiet, let feed = record.key.feed, let host = justEnded(feed, on: record.date, changes) {
                return host
            }
        }
        return shown.first {
            guard let told = $0.toldAt, $0.key.rule == record.key.rule, $0.key.market != market else { return false }
            return now - told <= options.causeSpreads
        }
    }

    /// The fault of a feed that ends at this step; slots that it left behind long ago are no part of what begins.
    private func justEnded(_ feed: Feed, on date: CivilDate, _ changes: AlertChanges) -> AlertRecord? {
        changes.alerts.first {
            let isMended = changes.endings.contains($0.id) && $0.closing == .recovered
            // What was closed by hand has no end of its own when its feed is good again.
            let isMendedLater = $0.facts.closedBy != nil && $0.closing == .withdrawn && $0.goodTicks == 1
            return (isMended || isMendedLater) && $0.key.feed == feed && $0.date == date
                && policy($0).company == .market && !policy($0).tellsPast
        }
    }

    /// True for the slots that a told fault leaves behind as it ends: its message names them without a sound, also in a silence.
    func isLastWord(_ record: AlertRecord, _ changes: AlertChanges) -> Bool {
        guard policy(record).tellsPast, let feed = record.key.feed else { return false }
        return justEnded(feed, on: record.date, changes)?.toldAt != nil
    }

    /// True for a member of a group whose end has been told: what is left of it is past.
    func isOver(_ record: AlertRecord) -> Bool {
        guard let group = record.groupID, !(groupClosings[group] ?? []).isEmpty else { return false }
        return openMembers(of: group).allSatisfy { policy($0).tellsPast }
    }

    /// Puts an alert into the message of another; heard only where that is news to whoever has heard the other.
    private mutating func join(
        _ record: AlertRecord,
        _ host: AlertRecord,
        at now: Timestamp,
        in changes: inout AlertChanges
    ) {
        let leader = host.groupID ?? host.id
        if host.groupID == nil {
            var host = host
            host.groupID = leader
            keep(&host, in: &changes)
            groups[leader] = [host.id]
            if let closing = host.closing { groupClosings[leader] = [closing] }
        }
        let known = host.state.isOpen ? openMembers(of: leader) : [host]
        let isQuiet = isQuiet(record, beside: known, host, at: now)
        var record = record
        record.groupID = leader
        record.escalatedAt = known.compactMap(\.escalatedAt).min()
        record.facts.wasEscalated = known.contains { $0.facts.wasEscalated == true } ? true : nil
        record.reminderCount = known.map(\.reminderCount).max() ?? 0
        record.remindedAt = isQuiet ? lastHeard(known) : now
        // Whoever is at the one is at the other.
        if isQuiet, host.state.isOpen, let taken = known.first(where: { $0.acknowledgedBy != nil }),
            known.allSatisfy({ $0.acknowledgedBy != nil })
        {
            record.acknowledgedBy = taken.acknowledgedBy
            record.acknowledgedAt = taken.acknowledgedAt
            record.state = .acknowledged
        }
        keep(&record, in: &changes)
        groups[leader, default: []].append(record.id)
        redraw(record, isPost: known.contains { $0.toldAt == now }, in: &changes)
        guard !isQuiet else { return }
        reply(record, .joined, "joined:\(record.id)", at: now, in: &changes)
        // Who has just heard of one of them needs no reminder of the others.
        for var member in known where member.state.isOpen {
            member.remindedAt = now
            keep(&member, in: &changes)
        }
    }

    /// Puts what a told cause has hidden into its message where both end with their session: slots that never came are named, not only that
    /// the feed was late.
    mutating func tellHidden(_ ending: [AlertRecord], at now: Timestamp, in changes: inout AlertChanges) {
        for var hidden in ending where hidden.firedAt == nil && policy(hidden).tellsPast {
            guard hidden.badTicks > 0, !hidden.facts.slots.isEmpty,
                var cause = ending.first(where: { $0.id == hidden.inhibitedBy }).flatMap({ open[$0.id] }),
                cause.toldAt != nil, cause.goodTicks == 0, cause.key.feed == hidden.key.feed,
                silence(covering: hidden.key, at: now) == nil
            else { continue }
            let leader = cause.groupID ?? cause.id
            if cause.groupID == nil {
                cause.groupID = leader
                keep(&cause, in: &changes)
                groups[leader] = [cause.id]
            }
            (hidden.firedAt, hidden.toldAt) = (now, now)
            (hidden.state, hidden.inhibitedBy, hidden.groupID) = (.firing, nil, leader)
            keep(&hidden, in: &changes)
            groups[leader, default: []].append(hidden.id)
        }
    }

    private func isQuiet(_ record: AlertRecord, beside known: [AlertRecord], _ host: AlertRecord, at now: Timestamp)
        -> Bool
    {
        guard record.severity > .info else { return true }
        // Whoever has heard that a feed is late knows of the slots that it leaves behind, also while its end is being proved.
        if policy(record).tellsPast,
            known.contains(where: { $0.key.feed == record.key.feed && $0.goodTicks > 0 && !policy($0).tellsPast })
        {
            return true
        }
        guard known.contains(where: { $0.severity >= record.severity }), silence(covering: host.key, at: now) == nil
        else { return known.contains { $0.toldAt == now } }
        guard host.state.isOpen, let heard = lastHeard(known) else { return true }
        // Whoever has taken some markets is not at one more, so that is heard, once.
        if known.allSatisfy({ $0.acknowledgedBy != nil }),
            !known.contains(where: { $0.key.market == record.key.market })
        {
            return false
        }
        return now - heard <= options.joinsQuietly
    }

    /// When a group last made a sound that was not an ending.
    private func lastHeard(_ members: [AlertRecord]) -> Timestamp? {
        let first = members.compactMap(\.toldAt).min()
        return (members.flatMap { [$0.remindedAt, $0.escalatedAt] } + [first]).compactMap(\.self).max()
    }
}
