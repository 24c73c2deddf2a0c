package import Store

/// Which alert hides which: a cause that is told makes its effects silent.
package enum Inhibition {
    /// True when `cause`, while firing, explains `effect`.
    ///
    /// A disagreement of the calendars explains only the days that it is about.
    package static func hides(_ cause: AlertRecord, _ effect: AlertRecord) -> Bool {
        guard cause.key.rule != .calendarMismatch || cause.facts.slots.contains("\(effect.date)") else { return false }
        return hides(cause.key, effect.key)
    }

    /// True when an alert of the one key can explain one of the other.
    ///
    /// An alert never inhibits itself.
    package static func hides(_ cause: AlertKey, _ effect: AlertKey) -> Bool {
        guard cause != effect else { return false }
        switch cause.rule {
        case .authentication, .unreachable, .rateLimit:
            // Without answers nothing can be said of the feeds behind them.
            return (effect.rule.isFeedSymptom || effect.rule == .unreachable || effect.rule == cause.rule)
                && covers(cause, effect)
        case .calendarMismatch:
            // "Is today a holiday?" comes before "the feed is silent".
            return effect.rule.isFeedSymptom && cause.market == effect.market
        case .staleness:
            // A silent feed also misses slots: one message is enough.
            return (effect.rule == .missingSlots || effect.rule == .publicationDelay) && cause.feed == effect.feed
        case .entitlement, .badPayload:
            return effect.rule.isFeedSymptom && cause.feed == effect.feed
        case .publicationDelay, .missingSlots, .secidRise, .secidDrop, .hi2Missing, .schemaDrift, .keyExpiry,
            .calendarHorizon, .botSilent, .missedRuns, .clockSkew:
            return false
        }
    }

    private static func covers(_ cause: AlertKey, _ effect: AlertKey) -> Bool {
        (cause.market == nil || cause.market == effect.market)
            && (cause.endpoint == nil || cause.endpoint == effect.endpoint)
    }
}

extension AlertRule {
    /// True for what a feed shows, as opposed to why it cannot be asked.
    package var isFeedSymptom: Bool {
        switch self {
        case .staleness, .publicationDelay, .missingSlots, .secidRise, .secidDrop, .hi2Missing: true
        case .schemaDrift, .authentication, .entitlement, .rateLimit, .badPayload, .unreachable, .keyExpiry,
            .calendarMismatch, .calendarHorizon, .botSilent, .missedRuns, .clockSkew:
            false
        }
    }
}
