import Market
import Store

/// Pieces that the screens of one alert and of a group share.
extension Wording {
    /// `С 15:45 МСК (4 мин)`; below one minute there is nothing to say about the span.
    func since(_ start: Timestamp, lasting span: Duration, today: CivilDate) -> String {
        let time = moscow(start, today: today)
        guard span >= .minutes(1) else { return html(IncidentPhrase.sinceNow, ["time": time]) }
        return html(IncidentPhrase.since, ["time": time, "span": duration(span)])
    }

    /// `a, b, ещё 4`.
    func list(_ items: [String], of total: Int, showing limit: Int) -> String {
        let shown = items.prefix(limit).joined(separator: ", ")
        let rest = total - min(items.count, limit)
        return rest > 0 ? "\(shown), \(text(IncidentPhrase.more, ["count": grouped(rest)]))" : shown
    }

    /// `FO obstats, FO futoi`; from four on `EQ 3, FX 3, FO 3 источника`.
    func feeds(_ feeds: [String]) -> String {
        guard feeds.count > 3 else { return feeds.joined(separator: ", ") }
        var counts: [(market: Substring, count: Int)] = []
        for feed in feeds {
            let market = feed.prefix { $0 != " " }
            if let index = counts.firstIndex(where: { $0.market == market }) {
                counts[index].count += 1
            } else {
                counts.append((market, 1))
            }
        }
        let last = counts.last?.count ?? 0
        let list = counts.map { "\($0.market)\(Self.thinSpace)\($0.count)" }.joined(separator: ", ")
        return "\(list)\(Self.thinSpace)\(CountedNoun.feed.form(for: last, in: language))"
    }
}

extension AlertRule {
    /// What a person can do about a failure whose detail is for engineers.
    var hint: IncidentPhrase? {
        switch self {
        case .authentication: .hintLogin
        case .entitlement: .hintPlan
        case .rateLimit: .hintLimit
        case .unreachable: .hintHost
        case .badPayload: .hintPayload
        case .staleness, .publicationDelay, .missingSlots, .secidRise, .secidDrop, .hi2Missing, .schemaDrift,
            .keyExpiry, .calendarMismatch, .calendarHorizon, .botSilent, .missedRuns:
            nil
        }
    }

    /// The column of a digest that has no number.
    var keyword: IncidentPhrase {
        switch self {
        case .hi2Missing: .wordAbsent
        case .schemaDrift: .wordColumns
        case .authentication: .wordLogin
        case .entitlement: .wordPlan
        case .rateLimit: .wordLimit
        case .badPayload: .wordPayload
        case .unreachable: .wordHost
        case .keyExpiry: .wordKey
        case .calendarMismatch, .calendarHorizon: .wordCalendar
        case .staleness, .publicationDelay, .missingSlots, .secidRise, .secidDrop, .botSilent, .missedRuns: .wordLate
        }
    }
}
