package import Market
import Store

/// What people do to an alert beside taking it: give it back, hand it over, close it, and take the closing back.
extension AlertBook {
    /// Gives back what somebody had taken; reminders begin again from now.
    ///
    /// Nil when nothing of it is open and taken.
    package mutating func release(_ id: Int64, at now: Timestamp) -> AlertChanges? {
        change(openMembers(of: id).filter { $0.acknowledgedBy != nil }) { member in
            member.giveBack(at: now)
            if member.state == .acknowledged { member.state = .firing }
        }
    }

    /// Puts somebody in charge, whoever was before.
    ///
    /// Nil when nothing of it is open.
    package mutating func handOver(_ id: Int64, to person: String, at now: Timestamp) -> AlertChanges? {
        change(openMembers(of: id).filter { $0.firedAt != nil }) { member in
            member.acknowledgedBy = person
            member.acknowledgedAt = now
            if member.state == .firing { member.state = .acknowledged }
        }
    }

    /// Closes by hand what is open; it stays closed until its feed has been good, gets worse, or a new day begins.
    ///
    /// Nil when nothing of it is open.
    package mutating func resolve(_ id: Int64, by person: String, at now: Timestamp) -> AlertChanges? {
        let members = openMembers(of: id).filter { $0.firedAt != nil }
        guard !members.isEmpty else { return nil }
        var changes = AlertChanges()
        for member in members {
            var member = member
            member.facts.closedBy = person
            member.goodTicks = 0
            close(member, .withdrawn, at: now, in: &changes)
            closedByHand[member.key] = changes.alerts.last { $0.id == member.id }
        }
        announceEndings(at: now, in: &changes)
        return changes
    }

    /// Takes a closing by hand back: the alert is open as before.
    ///
    /// Nil when it was not closed by hand, or its feed has been good since.
    package mutating func reopen(_ id: Int64, at now: Timestamp) -> AlertChanges? {
        let closed = closedByHand.values.filter { $0.id == id || $0.groupID == id }.sorted { $0.id < $1.id }
        guard !closed.isEmpty else { return nil }
        let fresh = seenSinceClosing
        for record in closed {
            closedByHand[record.key] = nil
            seenSinceClosing[record.key] = nil
            guard let group = record.groupID else { continue }
            if let place = groupClosings[group]?.lastIndex(of: .withdrawn) { groupClosings[group]?.remove(at: place) }
            guard groups[group]?.contains(record.id) != true else { continue }
            groups[group] = ((groups[group] ?? []) + [record.id]).sorted()
        }
        return change(closed) { [self] member in
            member.state = member.acknowledgedBy == nil ? .firing : .acknowledged
            member.closing = nil
            member.closedAt = nil
            member.facts.closedBy = nil
            // What was seen of it since is what goes on.
            if case .bad(let value, let limit)? = fresh[member.key]?.finding, let seen = fresh[member.key] {
                member.value = value
                member.limit = limit
                member.peak = policy(member).worst.worse(member.peak, value)
                member.facts = Self.facts(seen, after: member)
            }
            // Until now it was in the hands of whoever had closed it.
            if member.acknowledgedBy == nil { member.waitAnew(from: now) }
            member.remindedAt = now
        }
    }

    /// True for a verdict whose alert somebody has closed by hand on that day, unless it is worse than what was closed.
    mutating func staysClosed(_ verdict: Verdict, on date: CivilDate) -> Bool {
        guard let closed = closedByHand[verdict.key] else { return false }
        if closed.date == date, verdict.severity <= closed.severity {
            seenSinceClosing[verdict.key] = verdict
            return true
        }
        closedByHand[verdict.key] = nil
        seenSinceClosing[verdict.key] = nil
        return false
    }

    /// The feed is good: whatever comes next is a new alert, also after a restart.
    mutating func forgetClosing(of key: AlertKey, in changes: inout AlertChanges) {
        guard var closed = closedByHand.removeValue(forKey: key) else { return }
        seenSinceClosing[key] = nil
        closed.goodTicks = 1
        keep(&closed, in: &changes)
        if closed.toldAt != nil { redraw(closed, in: &changes) }
    }

    private mutating func change(_ members: [AlertRecord], _ body: (inout AlertRecord) -> Void) -> AlertChanges? {
        guard !members.isEmpty else { return nil }
        var changes = AlertChanges()
        for member in members {
            var member = member
            body(&member)
            keep(&member, in: &changes)
            if member.toldAt != nil { redraw(member, in: &changes) }
        }
        return changes
    }
}

extension AlertRecord {
    /// Nobody has it any more; from now on it waits for a person.
    mutating func giveBack(at now: Timestamp) {
        guard let who = acknowledgedBy else { return }
        facts.hadBy = who
        acknowledgedBy = nil
        acknowledgedAt = nil
        waitAnew(from: now)
    }

    /// Reminders and the call for help begin again; who was called in before goes on hearing of it.
    mutating func waitAnew(from now: Timestamp) {
        facts.releasedAt = now
        if escalatedAt != nil { facts.wasEscalated = true }
        escalatedAt = nil
        reminderCount = 0
        remindedAt = toldAt == nil ? nil : now
    }

    /// True where the second chat was called in, and has to hear how it goes on.
    var isKnownToSecondChat: Bool { escalatedAt != nil || facts.wasEscalated == true }

    /// What tells the reminders and calls after a release from those before it: a message of a known name is never sent again.
    var waitingName: String { facts.releasedAt.map { ":\($0.milliseconds)" } ?? "" }
}
