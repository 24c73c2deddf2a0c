import Store

extension RuleWordings {
    /// What feeds show.
    static let feeds: [AlertRule: RuleWording] = [
        .staleness: RuleWording(
            symptom: RuleSentence("отстаёт на {value}", "data {value} late"),
            many: Texts("отстают {feeds}", "{feeds} late"),
            isLive: true,
            peak: Texts("отстал на {peak}", "up to {peak} late"),
            isLateness: true
        ),
        .publicationDelay: RuleWording(
            symptom: RuleSentence("задержка {value}", "slot {value} late"),
            many: Texts("опаздывают {feeds}", "slots of {feeds} late"),
            isLive: true,
            peak: Texts("задержка до {peak}", "slots up to {peak} late"),
            recovered: RuleSentence("снова вовремя", "on time again"),
            ending: .failure
        ),
        .missingSlots: RuleWording(
            symptom: RuleSentence([
                Texts("пропущен {value}", "{value} missing"), Texts("пропущены {value}", "{value} missing"),
                Texts("пропущено {value}", "{value} missing"), Texts("все слоты пришли", "all slots came"),
            ]) { $0.value == 0 ? 3 : PluralForm(Int(exactly: $0.value.rounded()) ?? 0).variant },
            many: Texts("{feeds} с пропусками", "gaps in {feeds}"),
            unit: .counted(.slot),
            peak: Texts("пропусков до {peak}", "up to {peak} missing"),
            recovered: RuleSentence([
                Texts("все слоты пришли", "all slots came"), Texts("новых пропусков нет", "no new gaps"),
            ]) { $0.facts.slots.isEmpty ? 0 : 1 },
            ending: .gaps
        ),
        .secidRise: RuleWording(
            symptom: RuleSentence("тикеров {value}, было {limit}", "{value} tickers, were {limit}"),
            peak: Texts("тикеров доходило до {peak}", "up to {peak} tickers"),
            digestWord: Texts("тикеры", "tickers"),
            recovered: tickersRecovered,
            ending: .failure
        ),
        .secidDrop: RuleWording(
            symptom: RuleSentence("тикеров {value}, было {limit}", "{value} tickers, were {limit}"),
            peak: Texts("тикеров оставалось {peak}", "{peak} tickers left"),
            digestWord: Texts("тикеры", "tickers"),
            recovered: tickersRecovered,
            ending: .failure
        ),
        .silentNames: RuleWording(
            symptom: RuleSentence([
                Texts("пропал {value}", "{value} silent"), Texts("пропали {value}", "{value} silent"),
                Texts("пропало {value}", "{value} silent"),
            ]) { PluralForm(Int(exactly: $0.value.rounded()) ?? 0).variant },
            unit: .counted(.ticker),
            recovered: RuleSentence("тикеры вернулись", "tickers are back"),
            ending: .failure,
            isOfMarket: true,
            showsLastLabel: true
        ),
        .hi2Missing: RuleWording(
            symptom: RuleSentence("нет данных за {date}", "no data for {date}"),
            digestWord: Texts("нет данных", "no data"),
            recovered: RuleSentence("данные за {date} пришли", "data for {date} came"),
            ending: .failure
        ),
        .schemaDrift: RuleWording(
            symptom: RuleSentence("другие столбцы ({columns})", "columns differ ({columns})"),
            unit: .columns,
            digestWord: Texts("столбцы", "columns"),
            recovered: RuleSentence("столбцы прежние", "columns as before"),
            ending: .failure
        ),
    ]

    private static let tickersRecovered = RuleSentence("тикеры в норме", "tickers as before")
}

extension PluralForm {
    /// Which of three sentences has its verb in this form.
    fileprivate var variant: Int {
        switch self {
        case .one: 0
        case .few: 1
        case .many: 2
        }
    }
}
