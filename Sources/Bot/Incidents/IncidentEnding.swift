import Market
import Store

/// How an alert ended, in the words of its rule: only silence of a feed or a service is downtime.
struct IncidentEnding {
    let alert: AlertRecord
    let now: Timestamp
    let wording: Wording

    /// For the first line: `в норме (17 мин)`.
    var headline: String {
        switch alert.closing {
        case .recovered, nil: recovered
        // What is absent stays absent, whatever the session does.
        case .sessionClosed: alert.key.rule == .missingSlots ? wording.symptom(alert) : text(.overSession)
        case .withdrawn: text(.overWithdrawn)
        case .unconfirmed: text(.overUnconfirmed)
        }
    }

    /// Duration and peak, for the lines below; each fits on a line.
    var parts: [String] {
        switch alert.closing {
        case .recovered, nil: return recoveredParts
        case .sessionClosed:
            let gaps = alert.key.rule == .missingSlots ? gaps : []
            return [text(.sessionOver)] + (gaps.isEmpty ? [failure] + peak : gaps)
        case .withdrawn: return [text(.nothingToCheck), failure]
        case .unconfirmed: return []
        }
    }

    private var recovered: String {
        switch alert.key.rule {
        case .staleness, .authentication, .entitlement, .rateLimit, .badPayload, .unreachable, .botSilent:
            text(.overInTime, ["span": wording.shortDuration(span)])
        case .publicationDelay: text(.overDelay)
        case .missingSlots: text(alert.facts.slots.isEmpty ? .overGapsFilled : .overGaps)
        case .secidRise, .secidDrop: text(.overTickers)
        case .hi2Missing: text(.overHI2, ["date": wording.shortDate(alert.date)])
        case .schemaDrift: text(.overSchema)
        case .keyExpiry: text(.overKey)
        case .calendarMismatch: text(.overMismatch)
        case .calendarHorizon: text(.overHorizon)
        case .missedRuns: text(.overRuns)
        case .clockSkew: text(.overClock)
        }
    }

    private var recoveredParts: [String] {
        switch alert.key.rule {
        case .staleness: return [downtime] + peak
        case .authentication, .entitlement, .rateLimit, .badPayload, .unreachable, .botSilent:
            return [downtime]
        case .missingSlots: return gaps
        case .publicationDelay, .secidRise, .secidDrop, .missedRuns, .clockSkew: return [failure] + peak
        case .hi2Missing, .schemaDrift: return [failure]
        case .keyExpiry, .calendarMismatch, .calendarHorizon: return []
        }
    }

    private var span: Duration { alert.span(at: now) }

    /// The first line has the duration already.
    private var downtime: String {
        let today = MoscowTime.date(of: now)
        let until = wording.clock(alert.closedAt ?? now, today: today)
        return text(.lastedDown, ["from": wording.clock(alert.openedAt, today: today), "until": until])
    }

    private var failure: String { text(.lastedFailure, ["span": wording.duration(span)]) }

    private var peak: [String] {
        guard alert.key.rule.hasPeak, alert.key.rule != .missingSlots else { return [] }
        let phrase: IncidentPhrase =
            switch alert.key.rule {
            case .secidDrop: .lowest
            case .missedRuns: .missedRunsInAll
            default: .peak
            }
        return [text(phrase, ["peak": wording.measure(alert.peak, of: alert)])]
    }

    /// `Не пришли 12:15, 12:20`.
    private var gaps: [String] {
        let slots = alert.facts.slots
        guard !slots.isEmpty else { return [] }
        let total = max(alert.facts.slotCount ?? 0, slots.count)
        let phrase: IncidentPhrase = total == 1 ? .gapOne : .gapMany
        let used = text(phrase, ["list": ""]).count
        return [text(phrase, ["list": wording.list(slots, of: total, beside: used)])]
    }

    private func text(_ phrase: IncidentPhrase, _ values: KeyValuePairs<String, String> = [:]) -> String {
        wording.text(phrase, values)
    }
}

extension AlertRecord {
    /// The alert without the slots that came after all: an ending must not call them absent.
    func withoutLateSlots(_ store: StateStore) async throws -> AlertRecord {
        guard key.rule == .missingSlots, !state.isOpen, let feed = key.feed, !facts.slots.isEmpty else { return self }
        let come = Set(try await store.slots(feed, on: date).map(\.label.shortDescription))
        var record = self
        record.facts.slots.removeAll { come.contains($0) }
        let late = facts.slots.count - record.facts.slots.count
        record.facts.slotCount = facts.slotCount.map { max(record.facts.slots.count, $0 - late) }
        return record
    }
}
