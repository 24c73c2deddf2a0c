import Market
import Store

/// How an alert ended, in the words of its rule: only silence of a feed or a service is downtime.
struct IncidentEnding {
    let alert: AlertRecord
    let now: Timestamp
    let wording: Wording

    private var rule: RuleWording { alert.key.rule.wording }

    /// For the first line: `сбой был 17 мин`.
    var headline: String {
        switch alert.closing {
        case .recovered, nil: wording.sentence(rule.recovered, of: alert, lasting: span)
        case .sessionClosed where alert.isOfDay: wording.symptom(alert)
        case .sessionClosed: alert.key.rule.listsGaps ? wording.symptom(alert) : text(.overSession)
        case .withdrawn where alert.facts.closedBy != nil: wording.text(HandPhrase.closed)
        case .withdrawn: text(.overWithdrawn)
        case .unconfirmed: text(.overUnconfirmed)
        }
    }

    /// Duration and peak, for the lines below; each fits on a line.
    var parts: [String] {
        switch alert.closing {
        case .recovered, nil:
            switch rule.ending {
            case .downtime: return [downtime] + peak
            case .failure: return [failure] + peak
            case .gaps: return gaps
            case .nothing: return []
            }
        case .sessionClosed where alert.isOfDay: return [failure]
        case .sessionClosed:
            let gaps = alert.key.rule.listsGaps ? gaps : []
            return [text(.sessionOver)] + (gaps.isEmpty ? [failure] + peak : gaps)
        case .withdrawn:
            guard let who = alert.facts.closedBy else { return [text(.nothingToCheck), failure] }
            return [wording.text(HandPhrase.closedBy, ["who": wording.shortName(of: who)]), failure]
        case .unconfirmed: return []
        }
    }

    private var span: Duration { alert.openedAt.shownSpan(to: alert.closedAt ?? now) }

    /// The first line has the duration already.
    private var downtime: String {
        let today = MoscowTime.date(of: now)
        let until = wording.clock(alert.closedAt ?? now, today: today)
        return text(.lastedDown, ["from": wording.clock(alert.openedAt, today: today), "until": until])
    }

    private var failure: String { text(.lastedFailure, ["span": wording.shortDuration(span)]) }

    private var peak: [String] {
        guard let peak = rule.peak, !alert.key.rule.listsGaps else { return [] }
        return [wording.text(peak, ["peak": wording.measure(alert.peak, of: alert)])]
    }

    private var gaps: [String] { wording.gaps(alert, at: now) }

    private func text(_ phrase: IncidentPhrase, _ values: KeyValuePairs<String, String> = [:]) -> String {
        wording.text(phrase, values)
    }
}

extension Wording {
    /// `Не пришли 12:15, 12:20`; none where no slot is missing.
    ///
    /// A slot may come an hour late, so until then nobody says that it never will: `Пока нет 12:15` while the alert is open,
    /// `К 12:31 нет 12:15` when it has ended.
    ///
    /// - Parameter isFixed: the line is never drawn anew, so that it may not speak of the present.
    func gaps(_ alert: AlertRecord, at now: Timestamp, isFixed: Bool = false) -> [String] {
        let slots = alert.facts.slots
        guard let last = slots.last else { return [] }
        let total = max(alert.facts.slotCount ?? 0, slots.count)
        let today = MoscowTime.date(of: now)
        let isPast = last <= Slot.settled(on: alert.date, at: now)
        let isOpen = alert.state.isOpen && !isFixed
        let phrase: IncidentPhrase = isOpen ? .gapOpen : !isPast ? .gapBy : total == 1 ? .gapOne : .gapMany
        let time = clock(now, today: today)
        let used = Self.widest(phrase, ["time": time, "list": ""])
        return [text(phrase, ["time": time, "list": list(slots.map(\.shortDescription), of: total, beside: used)])]
            + (alert.facts.isUnproved == true ? [text(IncidentPhrase.tradesUnknown)] : [])
    }

    /// `Пропадали: PHOR, MTLR`, `Отличались: -val_b`; none for none.
    func findings(_ phrase: IncidentPhrase, _ items: [String], of total: Int? = nil) -> [String] {
        guard !items.isEmpty else { return [] }
        let total = max(total ?? 0, items.count)
        let phrase = phrase.of(total)
        return [text(phrase, ["list": list(items, of: total, beside: Self.widest(phrase))])]
    }

    /// The same beside a fault; that they came after all is told as well.
    func gaps(besideFault alert: AlertRecord, at now: Timestamp, isFixed: Bool = false) -> [String] {
        alert.facts.slots.isEmpty ? [text(IncidentPhrase.gapFilled)] : gaps(alert, at: now, isFixed: isFixed)
    }
}

extension AlertRule {
    /// True where an ending names the slots that never came.
    var listsGaps: Bool { wording.ending == .gaps }
}

extension AlertRecord {
    /// True for what comes once a day and belongs to no session: with its day it is over, and is not looked for again.
    var isOfDay: Bool { key.endpoint.map { !$0.isSlotted } ?? false }

    /// The alert without the slots that came after all: no message may call them absent.
    func withoutLateSlots(_ feeds: FeedStore) async throws -> AlertRecord {
        guard key.rule.listsGaps, let feed = key.feed, !facts.slots.isEmpty else { return self }
        let come = Set(try await feeds.slots(feed, on: date).map(\.label))
        return without(slots: come)
    }
}
