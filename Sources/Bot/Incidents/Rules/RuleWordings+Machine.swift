import Store

extension RuleWordings {
    /// Mayak's own processes and the machine that they run on.
    static let machine: [AlertRule: RuleWording] = [
        .botSilent: RuleWording(
            subject: Texts("Бот", "Bot"),
            symptom: RuleSentence("нет отметки уже {value}", "no heartbeat for {value}"),
            unit: .seconds,
            isLive: true
        ),
        .missedRuns: RuleWording(
            subject: Texts("Планировщик", "Scheduler"),
            symptom: RuleSentence("пропущено {value}", "{value} missed"),
            unit: .counted(.run),
            peak: .total,
            recovered: RuleSentence("запуски по плану", "runs on schedule"),
            ending: .failure
        ),
        .clockSkew: RuleWording(
            subject: Texts("Часы", "Clock"),
            symptom: RuleSentence("расходятся на {value}", "off by {value}"),
            unit: .seconds,
            peak: .highest,
            recovered: RuleSentence("снова верны", "right again"),
            ending: .failure
        ),
    ]
}
