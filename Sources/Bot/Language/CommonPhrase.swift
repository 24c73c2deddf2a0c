import Store

/// Words used in many places.
enum CommonPhrase: String, Phrase {
    case repeated, yesterday, today, none, unknown, yes, no, back, close, closed, refresh
    case market, severityInfo, severityWarning, severityCritical
    case roleViewer, roleOperator, roleTrader, roleAdmin
    case dayNormal, dayTransferred, dayWeekendSession, dayShort, dayClosed, dayUnknown
    case layerRule, layerBundled, layerFeed, layerEdit
    case sessionMorning, sessionMain, sessionEvening, sessionWeekend
    case refusedRole, refusedOwner, refusedForged, refusedStale, refusedExpired, refusedClosed, failed, gaveUp
    case theExchange, theBot, terminal, atTerminal
    case partOf, commandPosted, commandWaiting, schedulerQuiet

    var texts: Texts {
        switch self {
        case .repeated: Texts("(повтор)", "(repeat)")
        case .yesterday: Texts("вчера", "yesterday")
        case .today: Texts("сегодня", "today")
        case .none: Texts("нет", "none")
        case .unknown: Texts("неизвестно", "unknown")
        case .yes: Texts("да", "yes")
        case .no: Texts("нет", "no")
        case .back: Texts("⬅ Назад", "⬅ Back")
        case .close: Texts("✖ Закрыть", "✖ Close")
        case .closed: Texts("Меню закрыто", "Menu closed")
        case .refresh: Texts("🔄 Обновить", "🔄 Refresh")
        case .market: Texts("Рынок", "Market")
        case .severityInfo: Texts("справка", "info")
        case .severityWarning: Texts("внимание", "warning")
        case .severityCritical: Texts("авария", "critical")
        case .roleViewer: Texts("наблюдатель", "viewer")
        case .roleOperator: Texts("оператор", "operator")
        case .roleTrader: Texts("трейдер", "trader")
        case .roleAdmin: Texts("администратор", "admin")
        case .dayNormal: Texts("обычный", "normal")
        case .dayTransferred: Texts("рабочий выходной", "working weekend")
        case .dayWeekendSession: Texts("сессия выходного дня", "weekend session")
        case .dayShort: Texts("сокращённый", "short")
        case .dayClosed: Texts("торгов нет", "closed")
        case .dayUnknown: Texts("неизвестно", "unknown")
        case .layerRule: Texts("по дню недели", "weekday rule")
        case .layerBundled: Texts("из файла", "bundled file")
        case .layerFeed: Texts("с биржи", "exchange feed")
        case .layerEdit: Texts("изменён вручную", "edited by hand")
        case .sessionMorning: Texts("утренняя", "morning")
        case .sessionMain: Texts("основная", "main")
        case .sessionEvening: Texts("вечерняя", "evening")
        case .sessionWeekend: Texts("выходного дня", "weekend")
        case .refusedRole: Texts("Нет прав: нужна роль «{role}»", "Not allowed: needs the role “{role}”")
        case .refusedOwner: Texts("Это меню открыл другой человек", "Somebody else opened this menu")
        case .refusedForged: Texts("Кнопка больше не действует", "This button no longer works")
        case .refusedStale:
            Texts("Команда {command} старше 2 минут и не выполнена", "{command} is over 2 minutes old and was not run")
        case .refusedExpired: Texts("Время вышло, начните заново", "Too late, please start again")
        case .refusedClosed: Texts("Тревога уже закрыта", "The alert is closed already")
        case .theExchange: Texts("биржи", "the exchange")
        case .theBot: Texts("бот", "the bot")
        case .terminal: Texts("терминал", "terminal")
        case .atTerminal: Texts("{user} с терминала", "{user} via terminal")
        case .failed: Texts("Не получилось, номер сбоя {id}", "That failed, incident number {id}")
        case .gaveUp: Texts("Пропущено: бот дважды на этом упал", "Skipped: the bot crashed on it twice")
        case .partOf: Texts("{part}/{total}", "{part} of {total}")
        case .commandPosted: Texts("Принято", "Accepted")
        case .commandWaiting: Texts("Ждём планировщик…", "Waiting for the scheduler…")
        case .schedulerQuiet:
            Texts(
                "Планировщик не ответил: применится, когда он запустится",
                "The scheduler did not answer: takes effect when it starts"
            )
        }
    }
}
