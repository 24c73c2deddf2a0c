import Market
import Store

extension Wording {
    /// How an alert ended, in the words of its rule: only silence of a feed or a service is downtime.
    func ending(of alert: AlertRecord, at now: Timestamp) -> String {
        let span = duration(alert.span(at: now))
        switch alert.closing {
        case .recovered, nil: return recovery(of: alert, span: span)
        case .sessionClosed:
            // What is absent stays absent, whatever the session does.
            return alert.key.rule == .missingSlots
                ? text(IncidentPhrase.closedSessionGaps, ["gaps": gaps(of: alert)])
                : text(IncidentPhrase.closedSession, ["span": span])
        case .withdrawn: return text(IncidentPhrase.closedWithdrawn, ["span": span])
        case .unconfirmed: return text(IncidentPhrase.closedUnconfirmed)
        }
    }

    private func recovery(of alert: AlertRecord, span: String) -> String {
        let peak = measure(alert.peak, of: alert)
        switch alert.key.rule {
        case .staleness: return text(IncidentPhrase.closedStaleness, ["span": span, "peak": peak])
        case .publicationDelay: return text(IncidentPhrase.closedDelay, ["peak": peak])
        case .missingSlots:
            return alert.facts.slots.isEmpty
                ? text(IncidentPhrase.closedGapsFilled)
                : text(IncidentPhrase.closedGaps, ["gaps": gaps(of: alert)])
        case .secidRise: return text(IncidentPhrase.closedRise, ["span": span, "peak": peak])
        case .secidDrop: return text(IncidentPhrase.closedDrop, ["span": span, "peak": peak])
        case .hi2Missing: return text(IncidentPhrase.closedHI2, ["date": shortDate(alert.date), "span": span])
        case .schemaDrift: return text(IncidentPhrase.closedSchema, ["span": span])
        case .keyExpiry: return text(IncidentPhrase.closedKey)
        case .calendarMismatch: return text(IncidentPhrase.closedMismatch)
        case .calendarHorizon: return text(IncidentPhrase.closedHorizon)
        case .missedRuns: return text(IncidentPhrase.closedRuns, ["peak": peak])
        case .authentication, .entitlement, .rateLimit, .badPayload, .unreachable, .botSilent:
            return text(IncidentPhrase.closedRecovered, ["span": span])
        }
    }

    static let gapsInHeadline = 3

    /// `не пришли 12:15, 12:20`.
    private func gaps(of alert: AlertRecord) -> String {
        let slots = alert.facts.slots
        let total = max(alert.facts.slotCount ?? 0, slots.count)
        let phrase: IncidentPhrase = total == 1 ? .gapOne : .gapMany
        return text(phrase, ["list": list(slots, of: total, showing: Self.gapsInHeadline)])
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
