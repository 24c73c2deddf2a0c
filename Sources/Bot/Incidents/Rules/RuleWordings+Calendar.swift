import Store

extension RuleWordings {
    /// Which days are traded.
    static let calendar: [AlertRule: RuleWording] = [
        .calendarMismatch: RuleWording(
            subject: calendarItself,
            symptom: RuleSentence("биржа и календарь расходятся", "exchange and calendar differ"),
            digestWord: digestWord,
            recovered: RuleSentence("биржа и календарь согласны", "exchange and calendar agree"),
            ending: .nothing,
            asksAboutDay: true
        ),
        .calendarHorizon: RuleWording(
            subject: calendarItself,
            symptom: RuleSentence("календарь лишь на {value}", "calendar only for {value}"),
            unit: .counted(.day),
            digestWord: digestWord,
            recovered: RuleSentence("календарь подтверждён", "calendar confirmed ahead"),
            ending: .nothing
        ),
    ]

    private static let calendarItself = Texts("Календарь", "Calendar")
    private static let digestWord = Texts("календарь", "calendar")
}
