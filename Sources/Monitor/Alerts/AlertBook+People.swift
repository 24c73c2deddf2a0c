package import Market
package import Store

extension AlertBook {
    /// A person takes an alert: no more reminders until it gets worse, or the taking runs out.
    ///
    /// Who takes the number of a group's message takes all of the group that is open. Nil when nothing of it is open, or was
    /// ever confirmed.
    ///
    /// - Parameter isAlone: only what its feed has, although its number stands for a group.
    package mutating func acknowledge(
        _ id: Int64,
        isAlone: Bool = false,
        by person: String,
        at now: Timestamp
    ) -> AlertChanges? {
        let taken = (isAlone ? openOfFeed(id) : openMembers(of: id)).filter { $0.firedAt != nil }
        guard !taken.isEmpty else { return nil }
        var changes = AlertChanges()
        for member in taken {
            var member = member
            member.acknowledgedBy = person
            member.acknowledgedAt = now
            if member.state == .firing { member.state = .acknowledged }
            keep(&member, in: &changes)
            if member.toldAt != nil { redraw(member, in: &changes) }
        }
        return changes
    }

    /// An open alert with what its message shows of the same feed, which has one row there and one button.
    private func openOfFeed(_ id: Int64) -> [AlertRecord] {
        guard let alert = open[id] else { return [] }
        guard let group = alert.groupID, let feed = alert.key.feed else { return [alert] }
        return openMembers(of: group).filter { $0.key.feed == feed }
    }

    /// Notes who had an alert checked out of turn, and shows it in the message.
    ///
    /// Nil when nothing of it is open: then the closing message is the answer.
    package mutating func noteCheck(_ id: Int64, by person: String, at now: Timestamp) -> AlertChanges? {
        let checked = openMembers(of: id)
        guard !checked.isEmpty else { return nil }
        var changes = AlertChanges()
        for member in checked {
            var member = member
            member.facts.checkedAt = MoscowTime.time(of: now).minuteStart
            member.facts.checkedBy = person
            keep(&member, in: &changes)
            if member.toldAt != nil { redraw(member, isAsked: true, in: &changes) }
        }
        return changes
    }

    /// Silences an alert's key, or for the number of a group's message its feed or its whole markets, until the given instant.
    ///
    /// Nil when nothing of it is open.
    package mutating func silenceAlert(
        _ id: Int64,
        until: Timestamp,
        by person: String,
        at now: Timestamp
    ) -> AlertChanges? {
        let meant = openMembers(of: id)
        guard let first = meant.first else { return nil }
        let isGroup = first.groupID == id
        let isOneFeed = Set(meant.map(\.key.feed)).count == 1
        var markets: [AlgoPackSegment?] = []
        for member in meant where !markets.contains(member.key.market) { markets.append(member.key.market) }
        var changes = AlertChanges()
        for market in markets {
            silence(
                Silence(
                    rule: isGroup ? nil : first.key.rule,
                    market: market,
                    endpoint: isGroup && !isOneFeed ? nil : first.key.endpoint,
                    createdAt: now,
                    until: until,
                    author: person
                ),
                at: now,
                in: &changes
            )
        }
        return changes
    }

    /// Puts a silence into force; open alerts that it covers show it.
    package mutating func silence(_ silence: Silence, at now: Timestamp) -> AlertChanges {
        var changes = AlertChanges()
        self.silence(silence, at: now, in: &changes)
        return changes
    }

    private mutating func silence(_ silence: Silence, at now: Timestamp, in changes: inout AlertChanges) {
        var silence = silence
        silence.id = takeSilenceID()
        silences.append(silence)
        changes.silences.append(silence)
        for record in ordered where silence.covers(record.key, at: now) {
            var record = record
            record.silencedUntil = max(record.silencedUntil ?? silence.until, silence.until)
            record.silencedBy = silence.author
            keep(&record, in: &changes)
            if record.toldAt != nil { redraw(record, in: &changes) }
        }
    }

    /// Ends silences early.
    ///
    /// Nil when there is none of those numbers.
    package mutating func endSilences(_ ids: [Int64], by person: String, at now: Timestamp) -> AlertChanges? {
        let lifted = silences.filter { ids.contains($0.id) }
        guard !lifted.isEmpty else { return nil }
        var changes = AlertChanges()
        end(lifted, endedAt: { _ in now }, by: person, now: now, in: &changes)
        settleInhibition(at: now, in: &changes)
        announceEndings(at: now, in: &changes)
        return changes
    }

    /// Takes silences out of force and says once of all of them what still fires and what went by unseen.
    ///
    /// - Parameter person: who lifted them; nil where their time was over.
    mutating func end(
        _ ended: [Silence],
        endedAt: (Silence) -> Timestamp,
        by person: String? = nil,
        now: Timestamp,
        in changes: inout AlertChanges
    ) {
        guard let first = ended.first else { return }
        let ids = Set(ended.map(\.id))
        silences.removeAll { ids.contains($0.id) }
        changes.silences.removeAll { ids.contains($0.id) }
        for silence in ended {
            var silence = silence
            silence.endedAt = endedAt(silence)
            changes.silences.append(silence)
        }
        var firing = 0
        for record in ordered where ended.contains(where: { $0.covers(record.key, at: $0.createdAt) }) {
            guard silence(covering: record.key, at: now) == nil else { continue }
            var record = record
            record.silencedUntil = nil
            record.silencedBy = nil
            // Reminders start again from here.
            record.remindedAt = record.toldAt == nil ? nil : now
            keep(&record, in: &changes)
            guard record.firedAt != nil else { continue }
            firing += record.goodTicks == 0 ? 1 : 0
            if record.toldAt != nil { redraw(record, in: &changes) }
        }
        let unseen = ids.reduce(0) { sum, id in sum + (closedInSilence.removeValue(forKey: id) ?? 0) }
        guard firing + unseen > 0 else { return }
        let tally = Notice.SilenceTally(scope: ended.scope, firing: firing, closed: unseen)
        changes.drafts.append(
            OutboxDraft(
                dedupeKey: "silence-ended:\(first.id)",
                content: .notice(person.map { Notice.silenceLifted(tally, by: $0) } ?? .silenceEnded(tally)),
                priority: .warning
            )
        )
    }
}

extension [Silence] {
    /// `FO obstats`, or of several `EQ, FO`; the rule where it is of one and of no market; empty where one of them is over everything.
    fileprivate var scope: String {
        let feeds = map { silence in
            let feed = [silence.market?.rawValue, silence.endpoint?.rawValue].compactMap(\.self)
            return feed.isEmpty ? silence.rule?.rawValue ?? "" : feed.joined(separator: " ")
        }
        guard !feeds.contains("") else { return "" }
        let names = Set(feeds).sorted()
        let markets = Set(compactMap(\.market?.rawValue)).sorted()
        return (names.count > 2 && markets.count < names.count ? markets : names).joined(separator: ", ")
    }
}
