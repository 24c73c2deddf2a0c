/// What is wrong, as the headline of an alert says it; one or two keys per rule.
enum SymptomPhrase: String, Phrase {
    case staleness, publicationDelay, missingOne, missingFew, missingMany, secidRise, secidDrop, hi2Missing, schemaDrift
    case authentication, entitlement, rateLimit, badPayload, unreachable, keyExpiry, keyExpired
    case calendarMismatch, calendarHorizon, botSilent, missedRuns, clockSkew
    case wholeService, calendar, bot, scheduler, clock

    var texts: Texts {
        switch self {
        case .staleness: Texts("отстаёт на {value}", "data {value} late")
        case .publicationDelay: Texts("задержка {value}", "slot {value} late")
        case .missingOne: Texts("пропущена {value}", "{value} missing")
        case .missingFew: Texts("пропущены {value}", "{value} missing")
        case .missingMany: Texts("пропущено {value}", "{value} missing")
        case .secidRise: Texts("тикеров {value}, было {limit}", "{value} tickers, was {limit}")
        case .secidDrop: Texts("тикеров {value}, было {limit}", "{value} tickers, was {limit}")
        case .hi2Missing: Texts("нет данных за {date}", "no data for {date}")
        case .schemaDrift: Texts("другие столбцы ({value})", "columns differ ({value})")
        case .authentication: Texts("вход отклонён{status}", "login refused{status}")
        case .entitlement: Texts("не в тарифе{status}", "not in plan{status}")
        case .rateLimit: Texts("превышен лимит{status}", "over the limit{status}")
        case .badPayload: Texts("ответ не читается", "unreadable answer")
        case .unreachable: Texts("нет ответа{status}", "no answer{status}")
        case .keyExpiry: Texts("ключ истечёт через {value}", "key expires in {value}")
        case .keyExpired: Texts("срок ключа истёк", "key has expired")
        case .calendarMismatch: Texts("биржа и календарь расходятся", "exchange and calendar differ")
        case .calendarHorizon: Texts("календарь лишь на {value}", "calendar only for {value}")
        case .botSilent: Texts("нет отметки уже {value}", "no heartbeat for {value}")
        case .missedRuns: Texts("пропущено {value}", "{value} missed")
        case .clockSkew: Texts("расходятся на {value}", "off by {value}")
        case .wholeService: Texts("AlgoPack", "AlgoPack")
        case .calendar: Texts("Календарь", "Calendar")
        case .bot: Texts("Бот", "Bot")
        case .scheduler: Texts("Планировщик", "Scheduler")
        case .clock: Texts("Часы", "Clock")
        }
    }
}
