import Market
import Store

extension Wording {
    /// What an alert is about, as the headline begins: `FO · obstats`, `FO`, `AlgoPack`.
    func subject(_ key: AlertKey) -> String {
        let parts = [key.market?.rawValue, key.endpoint?.rawValue].compactMap { $0 }
        guard parts.isEmpty else { return parts.joined(separator: " · ") }
        switch key.rule {
        case .calendarMismatch, .calendarHorizon: return text(SymptomPhrase.calendar)
        case .botSilent: return text(SymptomPhrase.bot)
        case .missedRuns: return text(SymptomPhrase.scheduler)
        case .clockSkew: return text(SymptomPhrase.clock)
        case .staleness, .publicationDelay, .missingSlots, .secidRise, .secidDrop, .hi2Missing, .schemaDrift,
            .authentication, .entitlement, .rateLimit, .badPayload, .unreachable, .keyExpiry:
            return text(SymptomPhrase.wholeService)
        }
    }

    /// What is wrong, with the number: `отстаёт на 14 мин`.
    func symptom(_ alert: AlertRecord) -> String {
        let value = measure(alert.value, of: alert, isShort: true)
        let limit = measure(alert.limit, of: alert)
        let status = alert.facts.status.map { " (\($0))" } ?? ""
        switch alert.key.rule {
        case .staleness: return text(SymptomPhrase.staleness, ["value": value])
        case .publicationDelay: return text(SymptomPhrase.publicationDelay, ["value": value])
        case .missingSlots:
            let phrase: SymptomPhrase =
                switch PluralForm(Int(exactly: alert.value.rounded()) ?? 0) {
                case .one: .missingOne
                case .few: .missingFew
                case .many: .missingMany
                }
            return text(phrase, ["value": value])
        case .secidRise: return text(SymptomPhrase.secidRise, ["value": value, "limit": limit])
        case .secidDrop: return text(SymptomPhrase.secidDrop, ["value": value, "limit": limit])
        case .hi2Missing: return text(SymptomPhrase.hi2Missing, ["date": shortDate(alert.date)])
        case .schemaDrift: return text(SymptomPhrase.schemaDrift, ["value": grouped(columns(alert))])
        case .authentication: return text(SymptomPhrase.authentication, ["status": status])
        case .entitlement: return text(SymptomPhrase.entitlement, ["status": status])
        case .rateLimit: return text(SymptomPhrase.rateLimit, ["status": status])
        case .badPayload: return text(SymptomPhrase.badPayload)
        case .unreachable: return text(SymptomPhrase.unreachable, ["status": status])
        case .keyExpiry:
            return alert.value > 0
                ? text(SymptomPhrase.keyExpiry, ["value": value]) : text(SymptomPhrase.keyExpired)
        case .calendarMismatch: return text(SymptomPhrase.calendarMismatch)
        case .calendarHorizon: return text(SymptomPhrase.calendarHorizon, ["value": value])
        case .botSilent: return text(SymptomPhrase.botSilent, ["value": value])
        case .missedRuns: return text(SymptomPhrase.missedRuns, ["value": value])
        case .clockSkew: return text(SymptomPhrase.clockSkew, ["value": value])
        }
    }

    /// A value of the alert in its rule's unit (`AlertRecord.value`).
    ///
    /// - Parameter isShort: for a first line.
    func measure(_ value: Double, of alert: AlertRecord, isShort: Bool = false) -> String {
        guard value.isFinite, value.magnitude < 1e12 else { return "—" }
        let whole = Int(value.rounded())
        switch alert.key.rule {
        case .staleness, .publicationDelay, .botSilent, .clockSkew:
            return isShort ? shortDuration(.seconds(whole)) : duration(.seconds(whole))
        case .missingSlots: return count(whole, .candle)
        case .secidRise, .secidDrop: return grouped(whole)
        case .schemaDrift: return count(columns(alert), .column)
        case .keyExpiry, .calendarHorizon: return count(whole, .day)
        case .missedRuns: return count(whole, .run)
        case .hi2Missing, .authentication, .entitlement, .rateLimit, .badPayload, .unreachable, .calendarMismatch:
            return grouped(whole)
        }
    }

    private func columns(_ alert: AlertRecord) -> Int {
        let value = alert.value.magnitude < 1e12 ? Int(alert.value.rounded()) : 0
        return max(value, alert.facts.columns.count)
    }
}

extension AlertRule {
    /// True where the peak says more than the duration.
    var hasPeak: Bool {
        switch self {
        case .staleness, .publicationDelay, .missingSlots, .secidRise, .secidDrop, .missedRuns, .clockSkew: true
        case .hi2Missing, .schemaDrift, .authentication, .entitlement, .rateLimit, .badPayload, .unreachable,
            .keyExpiry, .calendarMismatch, .calendarHorizon, .botSilent:
            false
        }
    }

    /// True where the message follows a growing number: a limit that people set, the time now, the next check.
    ///
    /// The others show only what changes when something happened, so that they are not edited at every check.
    var isLive: Bool {
        switch self {
        case .staleness, .publicationDelay, .botSilent: true
        case .missingSlots, .secidRise, .secidDrop, .hi2Missing, .schemaDrift, .authentication, .entitlement,
            .rateLimit, .badPayload, .unreachable, .keyExpiry, .calendarMismatch, .calendarHorizon, .missedRuns,
            .clockSkew:
            false
        }
    }
}

extension AlertRecord {
    /// The icon of the headline, always beside a word (`telegram.md` §5.1).
    var icon: String {
        guard state.isOpen else { return closing == .recovered || closing == .unconfirmed ? "🟢" : "⚪" }
        switch severity {
        case .critical: return "🔴"
        case .warning: return "🟠"
        case .info: return "⚪"
        }
    }

    /// How long it has lasted, or lasted in all.
    func span(at now: Timestamp) -> Duration {
        max(.zero, openedAt.duration(to: closedAt ?? now))
    }
}
