import Store

extension RuleWordings {
    /// Mayak's own processes and the machine that they run on.
    static let machine: [AlertRule: RuleWording] = [
        .botSilent: RuleWording(
            subject: Texts("Бот", "Bot"),
            symptom: RuleSentence("нет отметки уже {value}", "no heartbeat for {value}"),
            isLive: true
        ),
        .missedRuns: RuleWording(
            subject: Texts("Планировщик", "Scheduler"),
            symptom: RuleSentence("пропущено {value}", "{value} missed"),
            unit: .counted(.run),
            peak: Texts("пропущено {peak}", "{peak} missed"),
            recovered: RuleSentence("запуски по плану", "runs on schedule"),
            ending: .failure
        ),
        .clockSkew: RuleWording(
            subject: Texts("Часы", "Clock"),
            symptom: RuleSentence("расходятся на {value}", "off by {value}"),
            peak: Texts("расходились на {peak}", "off by up to {peak}"),
            recovered: RuleSentence("снова верны", "right again"),
            ending: .failure
        ),
        .diskSpace: RuleWording(
            subject: Texts("Диск", "Disk"),
            symptom: RuleSentence([
                Texts("осталось {value} МБ", "{value} MB left"), Texts("места не осталось", "no room left"),
            ]) { $0.severity < .critical ? 0 : 1 },
            digestWord: Texts("мало места", "little room"),
            hint: RuleSentence("Освободите место: записи прекратятся", "Make room, or nothing can be stored"),
            recovered: RuleSentence("место есть", "enough room"),
            ending: .nothing
        ),
        .backupAge: RuleWording(
            subject: Texts("Копии хранилища", "Backups"),
            symptom: RuleSentence("нет уже {value}", "none for {value}"),
            unit: .counted(.day),
            digestWord: Texts("нет копий", "no copies"),
            hint: RuleSentence("Проверьте место и права на папку", "Check its folder: room and rights"),
            recovered: RuleSentence("копия есть", "there is one"),
            ending: .nothing
        ),
    ]
}
