package import Market
import Store

extension AlertBook {
    /// Lets time pass: silences that ended, flapping that settled, reminders, escalation.
    package mutating func tick(at now: Timestamp) -> AlertChanges {
        var changes = AlertChanges()
        for silence in silences where silence.until <= now {
            end(silence, at: silence.until, now: now, in: &changes)
        }
        for record in ordered {
            settle(record, at: now, in: &changes)
        }
        for record in ordered {
            remind(record, at: now, in: &changes)
            escalate(record, at: now, in: &changes)
        }
        settleInhibition(at: now, in: &changes)
        return changes
    }

    /// Closes what belongs to the sessions of a market; nobody may claim a recovery because the market shut.
    package mutating func closeSession(of market: MarketID, at now: Timestamp) -> AlertChanges {
        endSessionAlerts(of: market, as: .sessionClosed, at: now)
    }

    /// Closes a market's alerts because their subject is gone: the day was edited to closed.
    package mutating func withdraw(_ market: MarketID, at now: Timestamp) -> AlertChanges {
        endSessionAlerts(of: market, as: .withdrawn, at: now)
    }

    private mutating func endSessionAlerts(
        of market: MarketID,
        as closing: AlertClosing,
        at now: Timestamp
    ) -> AlertChanges {
        var changes = AlertChanges()
        for record in ordered where record.key.market == market && policy(record).endsWithSession {
            let isGood = record.state == .recovering
            let ending: AlertClosing = record.firedAt == nil ? .unconfirmed : isGood ? .recovered : closing
            close(record, ending, at: now, in: &changes)
        }
        return changes
    }

    private mutating func settle(_ record: AlertRecord, at now: Timestamp, in changes: inout AlertChanges) {
        guard record.isFlapping, let last = record.flips.last, now - last >= options.settleAfter else { return }
        flips[record.key] = []
        if record.state == .recovering {
            close(record, .recovered, at: now, in: &changes)
        } else {
            var record = record
            record.isFlapping = false
            record.flips = []
            keep(record, in: &changes)
            guard record.toldAt != nil else { return }
            redraw(record, in: &changes)
            reply(record, .settled, "settled:\(record.id):\(record.revision)", at: now, in: &changes)
        }
    }

    private mutating func remind(_ record: AlertRecord, at now: Timestamp, in changes: inout AlertChanges) {
        guard record.state == .firing, record.severity > .info, !record.isFlapping, record.inhibitedBy == nil,
            record.groupID == nil || record.groupID == record.id,
            silence(covering: record.key, at: now) == nil,
            let since = record.remindedAt ?? record.toldAt
        else { return }
        let doublings = min(record.reminderCount, 16)
        let wait = min(options.firstReminder * (1 << doublings), options.longestReminder)
        guard now - since >= wait else { return }
        var record = record
        record.remindedAt = now
        record.reminderCount += 1
        keep(record, in: &changes)
        reply(record, .reminder, "reminder:\(record.id):\(record.reminderCount)", at: now, in: &changes)
    }

    private mutating func escalate(_ record: AlertRecord, at now: Timestamp, in changes: inout AlertChanges) {
        guard var record = open[record.id], record.state == .firing, record.severity == .critical,
            record.escalatedAt == nil, record.inhibitedBy == nil,
            silence(covering: record.key, at: now) == nil,
            let toldAt = record.toldAt, now - toldAt >= options.escalateAfter
        else { return }
        record.escalatedAt = now
        keep(record, in: &changes)
        reply(record, .escalation, "escalation:\(record.id)", target: .escalation, at: now, in: &changes)
    }
}
