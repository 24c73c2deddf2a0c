package import Market
package import Store

extension AlertBook {
    /// Takes in the verdicts of one tick and says what has to be stored and sent.
    ///
    /// - Parameters:
    ///   - date: the trading date that new alerts belong to.
    ///   - corrected: alerts that are over and called slots absent which came since, as they are without these.
    package mutating func observe(
        _ verdicts: [Verdict],
        at now: Timestamp,
        date: CivilDate,
        corrected: [AlertRecord] = []
    ) -> AlertChanges {
        var changes = AlertChanges()
        for var record in corrected where open[record.id] == nil {
            keep(&record, in: &changes)
            if unsettled[record.id] != nil { unsettled[record.id] = record.slotsDue == nil ? nil : record }
            if record.toldAt != nil { redraw(record, in: &changes) }
        }
        for verdict in verdicts {
            let verdict = apart(verdict, at: now, date: date, in: &changes)
            switch verdict.finding {
            case .bad(let value, let limit):
                bad(verdict, value: value, limit: limit, at: now, date: date, in: &changes)
            case .good(let isClearlyGood):
                good(verdict.key, isClearlyGood: isClearlyGood, at: now, in: &changes)
            }
        }
        settleInhibition(at: now, judged: Set(verdicts.map(\.key)), in: &changes)
        announceEndings(at: now, in: &changes)
        return changes
    }

    private mutating func bad(
        _ verdict: Verdict,
        value: Double,
        limit: Double,
        at now: Timestamp,
        date: CivilDate,
        in changes: inout AlertChanges
    ) {
        let known = alert(of: verdict.key)
        if known == nil, staysClosed(verdict, on: date) { return }
        var record =
            known
            ?? AlertRecord(
                key: verdict.key,
                severity: verdict.severity,
                date: date,
                openedAt: now,
                value: value,
                limit: limit
            )
        if known == nil {
            record.id = takeID()
            turn(&record, at: now)
        } else if record.goodTicks > 0 {
            turn(&record, at: now)
        }
        let startsFlapping = record.isFlapping && known?.isFlapping == false
        let isWorse = known != nil && verdict.severity > record.severity
        let facts = Self.facts(verdict, after: known)
        let isOneLook = known.map { isSameLook($0, verdict, at: now) } ?? false
        let isChanged = record.facts != facts || record.value != value
        let hasNews = record.goodTicks > 0 || (isChanged && !record.facts.differsInMinute(from: facts))
        record.value = value
        record.peak = known == nil ? value : policy(record).worst.worse(record.peak, value)
        record.limit = limit
        record.facts = facts
        record.severity = verdict.severity
        if !isOneLook { record.badTicks += 1 }
        record.goodTicks = 0
        if record.state == .recovering {
            record.state = record.acknowledgedBy == nil ? .firing : .acknowledged
        }
        if isWorse {
            // What was taken was the milder problem.
            record.giveBack(at: now)
            if record.state == .acknowledged { record.state = .firing }
        }
        keep(&record, in: &changes)
        guard record.toldAt != nil else { return }
        if startsFlapping { sayFlapping(record, at: now, in: &changes) }
        if hasNews || isWorse { redraw(record, in: &changes) }
        if isWorse { reply(record, .worsened, "worsened:\(record.id):\(record.revision)", at: now, in: &changes) }
    }

    private mutating func good(
        _ key: AlertKey,
        isClearlyGood: Bool,
        at now: Timestamp,
        in changes: inout AlertChanges
    ) {
        guard var record = alert(of: key) else { return forgetClosing(of: key, in: &changes) }
        let wasFlapping = record.isFlapping
        if record.goodTicks == 0 { turn(&record, at: now) }
        record.goodTicks += 1
        record.badTicks = 0
        if record.firedAt == nil {
            if !policy(record).turnsConfirm { forgetTurns(of: &record) }
            close(record, .unconfirmed, at: now, in: &changes)
        } else if record.isFlapping {
            record.state = .recovering
            keep(&record, in: &changes)
            if !wasFlapping && record.toldAt != nil { sayFlapping(record, at: now, in: &changes) }
        } else if isClearlyGood || record.goodTicks >= policy(record).ticksToClose {
            close(record, .recovered, at: now, in: &changes)
        } else {
            let wasRecovering = record.state == .recovering
            record.state = .recovering
            keep(&record, in: &changes)
            if !wasRecovering && record.toldAt != nil { redraw(record, in: &changes) }
        }
    }

    /// True for the word of one more market on what all share, within the minute in which it was first seen: what they ask at the same time
    /// says no more than one of them does.
    private func isSameLook(_ known: AlertRecord, _ verdict: Verdict, at now: Timestamp) -> Bool {
        guard verdict.key.market == nil, !verdict.facts.feeds.isEmpty, known.badTicks > 0, let first = known.flips.last
        else { return false }
        return first <= now && now - first < options.look
    }

    /// Markets, and jobs of one market, report one after another what they share: a feed stays in the list until it has answered.
    static func facts(_ verdict: Verdict, after known: AlertRecord?) -> AlertFacts {
        var facts = verdict.facts
        facts.checkedAt = known?.facts.checkedAt
        facts.checkedBy = known?.facts.checkedBy
        facts.releasedAt = known?.facts.releasedAt
        facts.hadBy = known?.facts.hadBy
        facts.wasEscalated = known?.facts.wasEscalated
        guard verdict.key.endpoint == nil, !facts.feeds.isEmpty, let known, known.badTicks > 0 else { return facts }
        let over = Set(verdict.answered.map(\.description) + facts.feeds)
        let feeds = Feed.all.map(\.description)
        let others = known.facts.feeds.filter { feeds.contains($0) && !over.contains($0) }
        guard !others.isEmpty else { return facts }
        facts.feeds = feeds.filter { (others + facts.feeds).contains($0) }
        // One market's words speak for all, or every tick would look like news.
        facts.detail = known.facts.detail
        facts.status = known.facts.status
        facts.failure = known.facts.failure
        return facts
    }

    /// Counts a turn between bad and good; too many within an hour is flapping.
    private mutating func turn(_ record: inout AlertRecord, at now: Timestamp) {
        let recent = (flips[record.key] ?? []).filter { $0 > now - .hours(1) } + [now]
        flips[record.key] = recent
        record.flips = recent
        if recent.count > options.flipsPerHour { record.isFlapping = true }
    }

    /// A doubt that was settled is no turn: neither its begin nor its end counts.
    private mutating func forgetTurns(of record: inout AlertRecord) {
        record.flips = Array(record.flips.dropLast(2))
        record.isFlapping = false
        flips[record.key] = record.flips
    }
}

extension AlertFacts {
    /// True where only the minute is another: after a close its session's last slots are looked for every minute, and a message that is
    /// edited as often says nothing new.
    fileprivate func differsInMinute(from next: AlertFacts) -> Bool {
        guard measuredAt != nil, next.measuredAt != nil, nextCheck == nil, next.nextCheck == nil else { return false }
        var same = next
        same.measuredAt = measuredAt
        return same == self
    }
}
