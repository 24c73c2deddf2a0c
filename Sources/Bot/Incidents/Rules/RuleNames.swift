import Store

extension AlertRule {
    /// What a person calls the rule; one that this version does not know keeps its own name.
    var name: Texts { Self.names[self] ?? Texts(rawValue, rawValue) }

    private static let names: [AlertRule: Texts] = [
        .staleness: Texts("отставание", "late data"),
        .publicationDelay: Texts("задержка слота", "late slot"),
        .missingSlots: Texts("пропуски", "gaps"),
        .secidRise: Texts("лишние тикеры", "extra tickers"),
        .secidDrop: Texts("мало тикеров", "too few tickers"),
        .silentNames: Texts("пропавшие тикеры", "silent tickers"),
        .hi2Missing: Texts("нет hi2", "no hi2"),
        .schemaDrift: Texts("столбцы", "columns"),
        .authentication: Texts("вход", "login"),
        .entitlement: Texts("тариф", "plan"),
        .rateLimit: Texts("лимит запросов", "request limit"),
        .badPayload: Texts("нечитаемый ответ", "unreadable answer"),
        .unreachable: Texts("нет ответа", "no answer"),
        .calendarMismatch: Texts("расхождение дней", "days differ"),
        .calendarHorizon: Texts("запас календаря", "calendar's end"),
        .keyExpiry: Texts("срок ключа", "key expiry"),
        .missedRuns: Texts("пропущенные запуски", "missed runs"),
        .diskSpace: Texts("место на диске", "disk space"),
        .clockSkew: Texts("ход часов", "clock skew"),
        .botSilent: Texts("молчание бота", "silent bot"),
    ]
}
