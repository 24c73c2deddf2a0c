import Market
import Store

/// Alerts that share a message, and what is said of them as one.
struct IncidentGroup {
    /// Never empty; those that are over included.
    let members: [AlertRecord]
    let wording: Wording

    /// What goes on.
    ///
    /// Slots that never came are past: beside a fault that has ended they no longer count.
    var open: [AlertRecord] {
        let open = members.filter(\.state.isOpen)
        return members.allSatisfy(\.key.rule.listsGaps) ? open : open.filter { !$0.key.rule.listsGaps }
    }

    /// What has decided how it went: all but the slots that a fault has left behind.
    var told: [AlertRecord] {
        let faults = members.filter { !$0.key.rule.listsGaps }
        return faults.isEmpty ? members : faults
    }

    /// The alert that stands for all of them where all are of one feed; nil where several things are concerned.
    ///
    /// One fault may change its face, from data that do not come to data that come late: it has begun with the first.
    var single: AlertRecord? {
        guard members.count > 1 else { return members.first }
        guard let feed = members.first?.key.feed, members.allSatisfy({ $0.key.feed == feed }) else { return nil }
        let worst = open.max { ($0.severity, -$0.id) < ($1.severity, -$1.id) } ?? told.max { $0.id < $1.id }
        guard var shown = worst else { return nil }
        if let start { shown.openedAt = start }
        (shown.toldAt, shown.facts.releasedAt) = (waitsSince, nil)
        if open.isEmpty { shown.closedAt = told.compactMap(\.closedAt).max() }
        (shown.facts.lostSecids, shown.facts.lostSecidCount) = (lostNames, lostCount)
        if shown.facts.columns.isEmpty { shown.facts.columns = cells }
        return shown
    }

    /// The alert whose missing slots are told beside ``single``.
    var gaps: AlertRecord? {
        guard let single, !single.key.rule.listsGaps else { return nil }
        return members.last { $0.key.rule.listsGaps && $0.toldAt != nil }
    }

    /// Only late feeds, so that what is told of them is one span each.
    var isLateness: Bool { members.allSatisfy(\.key.rule.wording.isLateness) }

    /// The worst of what goes on, else of what was: there what nobody may call mended.
    var worst: AlertRecord? {
        let left = told.filter { $0.closing == .sessionClosed || $0.closing == .withdrawn }
        let shown = open.isEmpty ? (left.isEmpty ? told : left) : open
        return shown.max { ($0.severity, -$0.id) < ($1.severity, -$1.id) }
    }

    /// `EQ, FO`; with the data set where all have the same: `EQ, FO · hi2`.
    ///
    /// What is over is not named beside what goes on.
    var subject: String {
        if let single { return wording.subject(single.key) }
        return wording.subject((open.isEmpty ? members : open).map(\.key))
    }

    /// What is wrong with all of them: `отстают 6 источников`, else how many they are.
    var symptom: String {
        let open = open.isEmpty ? told : open
        guard let first = open.first, Self.rows(of: open) > 1 else {
            return open.max { ($0.severity, -$0.id) < ($1.severity, -$1.id) }.map(wording.symptom) ?? ""
        }
        let sentence = wording.symptom(first)
        let isOne = open.allSatisfy { wording.symptom($0) == sentence }
        let isOfMarket = open.allSatisfy(\.key.rule.wording.isOfMarket)
        let endpoint = first.key.endpoint
        if isOne, isOfMarket || (endpoint != nil && open.allSatisfy { $0.key.endpoint == endpoint }) {
            return sentence
        }
        if let many = first.key.rule.wording.many, open.allSatisfy({ $0.key.rule == first.key.rule }) {
            return wording.text(many, ["feeds": wording.count(open.count, .feed)])
        }
        return isOne ? sentence : wording.count(Self.rows(of: open), .incident)
    }

    /// The span of the whole.
    var start: Timestamp? { told.map(\.openedAt).min() }
    func end(at now: Timestamp) -> Timestamp { open.isEmpty ? told.compactMap(\.closedAt).max() ?? now : now }

    /// Since when nobody has taken what should be; what was there before it and had no answer either counts as well.
    var waitsSince: Timestamp? {
        guard open.contains(where: { $0.acknowledgedBy == nil }) else { return members.compactMap(\.toldAt).min() }
        return told.filter { $0.acknowledgedBy == nil }.compactMap(\.waitsSince).min()
    }

    /// Of when the numbers are, and when the next ones come; none where nothing grows.
    ///
    /// Markets are asked one after another: the time is that of the oldest number.
    var checks: [String] {
        let live = open.filter { $0.key.rule.wording.isLive }
        return [
            live.compactMap(\.facts.measuredAt).min().map {
                wording.html(IncidentPhrase.nowIs, ["time": $0.shortDescription])
            },
            live.compactMap(\.facts.nextCheck).max().map {
                wording.html(IncidentPhrase.nextCheck, ["time": $0.shortDescription])
            },
        ].compactMap(\.self)
    }

    /// Until when the last of them has its session; nil where one of them belongs to none.
    var sessionClose: TimeOfDay? {
        let closes = open.map(\.facts.sessionClose)
        return closes.contains(nil) ? nil : closes.compactMap(\.self).max()
    }

    /// How long something has lasted by the instant of the numbers.
    func lasting(from start: Timestamp, at now: Timestamp) -> Duration {
        let measured = open.filter { $0.key.rule.wording.isLive }.compactMap { $0.facts.measured(by: now) }.min()
        return measured.map(start.span(toMinute:)) ?? start.shownSpan(to: now)
    }

    /// `6 источников`, or how many rows its table has where some concern no feed.
    var size: String {
        wording.count(rows, members.allSatisfy { $0.key.feed != nil } ? .feed : .incident)
    }

    /// How many rows its table has.
    var rows: Int { Self.rows(of: members) }

    /// A feed has one row, whatever is wrong with it; what concerns no feed has one each.
    private static func rows(of alerts: [AlertRecord]) -> Int {
        Set(alerts.compactMap(\.key.feed)).count + alerts.count { $0.key.feed == nil }
    }

    /// Who has closed it by hand; nil while something goes on, and where it has ended by itself.
    var closedBy: String? {
        guard open.isEmpty else { return nil }
        return told.filter { $0.closing == .withdrawn && $0.facts.closedBy != nil }
            .max { ($0.closedAt ?? $0.openedAt) < ($1.closedAt ?? $1.openedAt) }?.facts.closedBy
    }

    /// `Вручную: Анна`; none where nobody has closed it by hand.
    var hand: [String] {
        closedBy.map { [wording.text(HandPhrase.closedBy, ["who": wording.shortName(of: $0)])] } ?? []
    }

    /// The first line, without icon.
    func headline(at now: Timestamp) -> String {
        if let single { return IncidentScreen(alert: single, gaps: gaps, now: now, wording: wording).headline }
        return "\(subject): \(open.isEmpty ? ending(at: now) : symptom)"
    }

    private func ending(at now: Timestamp) -> String {
        // Slots that never came had no span.
        if told.allSatisfy(\.key.rule.listsGaps),
            let left = told.first(where: { !$0.facts.slots.isEmpty }) ?? told.first
        {
            return wording.sentence(left.key.rule.wording.recovered, of: left)
        }
        let unfinished = told.filter { $0.closing == .sessionClosed }
        if let first = unfinished.first {
            return unfinished.allSatisfy(\.isOfDay) ? wording.symptom(first) : wording.text(IncidentPhrase.overSession)
        }
        if closedBy != nil { return wording.text(HandPhrase.closed) }
        if told.contains(where: { $0.closing == .withdrawn }) { return wording.text(IncidentPhrase.overWithdrawn) }
        // For slots that never came it is not over when the next ones come.
        if let hole = members.first(where: { $0.key.rule.listsGaps && $0.toldAt != nil && !$0.facts.slots.isEmpty }) {
            return wording.sentence(hole.key.rule.wording.recovered, of: hole)
        }
        // How late they were stands below, feed by feed: another span of the same fault would contradict it.
        if isLateness, let worst = members.max(by: { $0.peak < $1.peak }) {
            return wording.text(
                IncidentPhrase.groupLate,
                ["span": wording.measure(worst.peak, of: worst, isShort: true)]
            )
        }
        let span = start.map { $0.shownSpan(to: end(at: now)) } ?? .zero
        let isOne = Set(members.map(\.key.market)).count == 1
        return wording.text(
            isOne ? IncidentPhrase.groupOver : .groupsOver,
            ["span": wording.shortDuration(span)]
        )
    }

    /// `С 11:05 до 13:00`.
    func span(at now: Timestamp) -> String {
        let today = MoscowTime.date(of: now)
        let from = wording.clock(start ?? now, today: today)
        return wording.text(
            IncidentPhrase.lastedDown,
            ["from": from, "until": wording.clock(end(at: now), today: today)]
        )
    }
}
