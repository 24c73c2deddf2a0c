/// What is wrong, as the headline of an alert says it; one or two keys per rule.
enum SymptomPhrase: String, Phrase {
    case staleness, publicationDelay, missingOne, missingFew, missingMany, secidRise, secidDrop, hi2Missing, schemaDrift
    case authentication, entitlement, rateLimit, badPayload, unreachable, keyExpiry, keyExpired
    case calendarMismatch, calendarHorizon, botSilent, missedRuns
    case wholeService, calendar, bot, scheduler

    var texts: Texts {
        switch self {
        case .staleness: Texts("данные отстают на {value}", "data is {value} late")
        case .publicationDelay: Texts("слот вышел с задержкой {value}", "slot published {value} late")
        case .missingOne: Texts("пропущена {value}", "{value} missing")
        case .missingFew: Texts("пропущены {value}", "{value} missing")
        case .missingMany: Texts("пропущено {value}", "{value} missing")
        case .secidRise: Texts("тикеров больше, {value} против {limit}", "more tickers, {value} against {limit}")
        case .secidDrop: Texts("тикеров меньше, {value} против {limit}", "fewer tickers, {value} against {limit}")
        case .hi2Missing: Texts("нет данных за {date}", "no data for {date}")
        case .schemaDrift: Texts("другой состав столбцов ({value})", "columns changed ({value})")
        case .authentication: Texts("вход не принят{status}", "login refused{status}")
        case .entitlement: Texts("нет доступа по тарифу{status}", "not in the plan{status}")
        case .rateLimit: Texts("превышен лимит запросов{status}", "request limit exceeded{status}")
        case .badPayload: Texts("ответ не читается", "answer cannot be read")
        case .unreachable: Texts("сервер не отвечает{status}", "server does not answer{status}")
        case .keyExpiry: Texts("ключ истекает через {value}", "key expires in {value}")
        case .keyExpired: Texts("срок ключа истёк", "key has expired")
        case .calendarMismatch: Texts("биржа и календарь расходятся", "exchange and calendar disagree")
        case .calendarHorizon: Texts("впереди подтверждено только {value}", "only {value} confirmed ahead")
        case .botSilent: Texts("нет отметки уже {value}", "no heartbeat for {value}")
        case .missedRuns: Texts("пропущено {value}", "{value} missed")
        case .wholeService: Texts("AlgoPack", "AlgoPack")
        case .calendar: Texts("Календарь", "Calendar")
        case .bot: Texts("Бот", "Bot")
        case .scheduler: Texts("Планировщик", "Scheduler")
        }
    }
}
