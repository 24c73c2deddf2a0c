package import Market
import Store

extension AlertBook {
    /// Lets time pass: silences that ended, flapping that settled, reminders, escalation.
    package mutating func tick(
        at now: Timestamp,
        in surroundings: AlertSurroundings = AlertSurroundings()
    ) -> AlertChanges {
        var changes = AlertChanges()
        end(silences.filter { $0.until <= now }, endedAt: \.until, now: now, in: &changes)
        for record in ordered {
            settle(record, at: now, in: &changes)
        }
        for record in ordered {
            expireAcknowledgement(record, at: now, in: &changes)
        }
        // A call for help reminds as well, so it goes first: never both at once.
        for record in ordered {
            escalate(record, at: now, surroundings, in: &changes)
        }
        for record in ordered {
            remind(record, at: now, surroundings, in: &changes)
        }
        settleInhibition(at: now, in: &changes)
        announceEndings(at: now, in: &changes)
        settleSlots(at: now, in: &changes)
        return changes
    }

    /// Closes what belongs to a session of a market; nobody may claim a recovery because the market shut.
    ///
    /// - Parameters:
    ///   - close: the session's close; what opened later belongs to the next one.
    ///   - isLast: true when no market trades any more: then nobody asks the exchange, and its own failures end too.
    ///   - nextOpen: when the market's next session begins, or has begun.
    package mutating func closeSession(
        of market: AlgoPackSegment,
        closedAt close: Timestamp,
        isLast: Bool = false,
        nextOpen: Timestamp? = nil,
        at now: Timestamp
    ) -> AlertChanges {
        let latest = close + options.closingGrace
        return end(as: .sessionClosed, nextOpen: nextOpen, at: now) { record, policy in
            policy.endsWithSession && record.openedAt <= latest
                && (record.key.market == market || (isLast && record.key.market == nil))
        }
    }

    /// Closes a market's alerts of a day because their subject is gone: the day was edited to closed.
    package mutating func withdraw(_ market: AlgoPackSegment, on date: CivilDate, at now: Timestamp) -> AlertChanges {
        end(as: .withdrawn, at: now) { record, policy in
            record.key.market == market && record.date == date && (policy.endsWithSession || policy.endsWithDay)
        }
    }

    /// Closes what a day has left behind, such as hi2 that never came, or sessions that ended while nobody watched.
    package mutating func closeDays(before date: CivilDate, at now: Timestamp) -> AlertChanges {
        end(as: .sessionClosed, at: now) { record, policy in
            (policy.endsWithDay && record.lastDay < date)
                || (policy.endsWithSession && record.date < date.adding(days: -1))
        }
    }

    private mutating func end(
        as closing: AlertClosing,
        nextOpen: Timestamp? = nil,
        at now: Timestamp,
        where isMeant: (AlertRecord, AlertPolicy) -> Bool
    ) -> AlertChanges {
        var changes = AlertChanges()
        if closing == .sessionClosed {
            tellHidden(ordered.filter { isMeant($0, policy($0)) }, at: now, in: &changes)
        }
        for var record in ordered where isMeant(record, policy(record)) {
            if record.key.market != nil { record.facts.nextOpen = nextOpen }
            let isGood = record.state == .recovering
            let ending: AlertClosing = record.firedAt == nil ? .unconfirmed : isGood ? .recovered : closing
            close(record, ending, at: now, in: &changes)
        }
        announceEndings(at: now, in: &changes)
        return changes
    }

    private mutating func settle(_ record: AlertRecord, at now: Timestamp, in changes: inout AlertChanges) {
        guard record.isFlapping, let last = record.flips.last, now - last >= options.settleAfter else { return }
        flips[record.key] = []
        if record.state == .recovering {
            // The half hour without a turn was a good one.
            close(record, .recovered, endedAt: last, at: now, in: &changes)
        } else {
            var record = record
            record.isFlapping = false
            record.flips = []
            keep(&record, in: &changes)
            guard record.toldAt != nil else { return }
            redraw(record, in: &changes)
            reply(record, .settled, "settled:\(record.id):\(record.revision)", at: now, in: &changes)
        }
    }

    /// Nobody has taken for ever what they took hours ago.
    private mutating func expireAcknowledgement(
        _ record: AlertRecord,
        at now: Timestamp,
        in changes: inout AlertChanges
    ) {
        guard record.state == .acknowledged, let takenAt = record.acknowledgedAt,
            now - takenAt >= options.acknowledgementLasts
        else { return }
        var record = record
        // Whoever had it has heard nothing for hours: the reminder of it is due at once.
        let reminded = record.remindedAt
        record.giveBack(at: now)
        record.remindedAt = reminded
        record.state = .firing
        keep(&record, in: &changes)
        redraw(record, in: &changes)
    }

    private mutating func remind(
        _ record: AlertRecord,
        at now: Timestamp,
        _ surroundings: AlertSurroundings,
        in changes: inout AlertChanges
    ) {
        guard isWaiting(record), record.groupID == nil || speaker(of: record.groupID)?.id == record.id,
            silence(covering: record.key, at: now) == nil,
            let since = record.remindedAt ?? record.toldAt,
            surroundings.mayRemind(of: record.key.market, told: since, grace: options.firstReminder, at: now)
        else { return }
        guard now - since >= reminderWait(of: record) else { return }
        let count = record.reminderCount + 1
        // A group is reminded of as one, so the next to speak goes on counting.
        for member in ordered
        where member.id == record.id || (member.groupID != nil && member.groupID == record.groupID) {
            var member = member
            member.remindedAt = now
            member.reminderCount = count
            keep(&member, in: &changes)
        }
        let subject = record.groupID ?? record.id
        reply(record, .reminder, "reminder:\(subject):\(count)\(record.waitingName)", at: now, in: &changes)
    }

    private func reminderWait(of record: AlertRecord) -> Duration {
        guard record.severity == .critical else { return options.longestReminder }
        return min(options.firstReminder * (1 << min(record.reminderCount, 16)), options.longestReminder)
    }

    /// The worst member of a group that waits for a person; the leader may be over.
    private func speaker(of group: Int64?) -> AlertRecord? {
        ordered.filter { $0.groupID == group && isWaiting($0) }.max { ($0.severity, -$0.id) < ($1.severity, -$1.id) }
    }

    /// True for what somebody should take.
    private func isWaiting(_ record: AlertRecord) -> Bool {
        record.state == .firing && record.severity > .info && !record.isFlapping && record.inhibitedBy == nil
            && !policy(record).tellsPast
    }

    private mutating func escalate(
        _ record: AlertRecord,
        at now: Timestamp,
        _ surroundings: AlertSurroundings,
        in changes: inout AlertChanges
    ) {
        guard var record = open[record.id], record.state == .firing, record.severity == .critical,
            record.escalatedAt == nil, record.inhibitedBy == nil,
            silence(covering: record.key, at: now) == nil,
            let toldAt = record.toldAt, let since = record.waitsSince,
            now - since >= surroundings.escalateAfter ?? options.escalateAfter,
            surroundings.mayRemind(of: record.key.market, told: toldAt, grace: options.firstReminder, at: now)
        else { return }
        record.escalatedAt = now
        // It reminds as well, and the next reminder is no sooner than after a first one.
        record.remindedAt = now
        record.reminderCount = max(record.reminderCount, 1)
        keep(&record, in: &changes)
        // A group escalates once.
        for member in ordered where record.groupID != nil && member.groupID == record.groupID {
            var member = member
            member.escalatedAt = member.escalatedAt ?? now
            member.remindedAt = now
            member.reminderCount = max(member.reminderCount, 1)
            keep(&member, in: &changes)
        }
        let subject = record.groupID ?? record.id
        reply(
            record,
            .escalation,
            "escalation:\(subject)\(record.waitingName)",
            target: .escalation,
            at: now,
            in: &changes
        )
    }
}

extension AlertRecord {
    /// The day with which it ends: what a report finds out after midnight about the day before lives for a day as well.
    fileprivate var lastDay: CivilDate { max(date, MoscowTime.date(of: openedAt)) }
}
