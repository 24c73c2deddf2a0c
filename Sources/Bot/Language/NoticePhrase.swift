import Store

/// Standing sentences; each begins with its icon.
///
/// The names of the values are those of `Notice.arguments`.
enum NoticePhrase: String, Phrase {
    case schedulerStarted, schedulerStopped, schedulerOff, schedulerSilent, schedulerBack, botBack, botDeaf, botChanged
    case deafConflict, deafWebhook, deafRefused, deafLimited, deafUnreachable, deafNoAnswer, deafOther
    case dayEdited, calendarMismatch, calendarHorizon, unknownDay
    case jobFailed, runFinished, allQuiet, silenceEnded, silenceEndedAll, clockResumed
    case hi2Title, hi2Recheck, hi2Present, hi2Missing, hi2Unknown
    case plotsTitle, plotsNone, plotsFailed

    var texts: Texts {
        switch self {
        case .schedulerStarted: Texts("⚪ Планировщик запущен {detail}", "⚪ Scheduler started {detail}")
        case .schedulerStopped: Texts("⚪ Планировщик остановлен {detail}", "⚪ Scheduler stopped {detail}")
        case .schedulerOff:
            Texts(
                "⚪ Планировщик остановлен с {since}\nПроверок нет",
                "⚪ Scheduler stopped since {since}\nNothing is checked"
            )
        case .schedulerSilent:
            Texts(
                "🔴 Планировщик молчит с {since}\nПроверок нет",
                "🔴 No scheduler since {since}\nNothing is checked"
            )
        case .schedulerBack:
            Texts("🟢 Планировщик снова работает\nМолчал {minutes}", "🟢 Scheduler is back\nSilent for {minutes}")
        case .botBack: Texts("🟢 Бот снова на связи\nМолчал {minutes}", "🟢 Bot is back\nSilent for {minutes}")
        case .botDeaf:
            Texts(
                "🟠 Бот не слышит с {since}\n{cause}\nКоманд не слышно, тревоги приходят",
                "🟠 Bot is deaf since {since}\n{cause}\nNo command is heard, alerts arrive"
            )
        case .botChanged:
            Texts(
                "⚪ Теперь здесь пишет другой бот\nВ личке начните с ним заново: /start",
                "⚪ Another bot writes here now\nIn private begin anew: /start"
            )
        case .deafConflict: Texts("Этот токен опрашивает ещё кто-то", "Another program polls this token")
        case .deafWebhook: Texts("Другая программа ставит вебхук", "Another program sets a webhook")
        case .deafRefused: Texts("Telegram не принимает токен", "Telegram refuses the token")
        case .deafLimited: Texts("Telegram просит подождать", "Telegram asks to wait")
        case .deafUnreachable: Texts("Опрос Telegram не проходит", "Telegram cannot be polled")
        case .deafNoAnswer: Texts("Telegram не отвечает на опрос", "Telegram answers no poll")
        case .deafOther: Texts("Опрос Telegram не удаётся", "Polls of Telegram fail")
        case .dayEdited:
            Texts(
                "📅 {market}, {date}: {after}\nБыло: {before} · {author}",
                "📅 {market}, {date}: {after}\nWas: {before} · {author}"
            )
        case .calendarMismatch:
            Texts(
                "🟠 {market}, {date}: какой это день?\nВ календаре: {ours}\nУ биржи: {feed}",
                "🟠 {market}, {date}: what kind of day?\nCalendar: {ours}\nExchange: {feed}"
            )
        case .calendarHorizon:
            Texts("🟠 {market}: календарь лишь на {days}", "🟠 {market}: calendar only for {days}")
        case .unknownDay:
            Texts(
                "🟠 {market}, {date}: торгуют ли?\nНеизвестно, следим вполголоса",
                "🟠 {market}, {date}: is it traded?\nUnknown, watching quietly"
            )
        case .jobFailed: Texts("🟠 Задача {job}: сбой\n{detail}", "🟠 Job {job} failed\n{detail}")
        case .runFinished: Texts("⚪ Задача {job}: {outcome}\n{detail}", "⚪ Job {job}: {outcome}\n{detail}")
        case .allQuiet: Texts("🟢 За день сбоев не было\n{detail}", "🟢 No incidents today\n{detail}")
        case .silenceEnded:
            Texts(
                "🔔 Тишина кончилась: {scope}\nГорит {firing}, закрылось тихо {closed}",
                "🔔 Silence is over: {scope}\n{firing} firing, {closed} closed unheard"
            )
        case .clockResumed:
            Texts(
                "⚪ Часы спешили на {minutes}\nПроверки идут снова",
                "⚪ The clock was {minutes} ahead\nChecks go on"
            )
        case .silenceEndedAll: Texts("все источники", "all feeds")
        case .hi2Title: Texts("hi2 за {date}", "hi2 for {date}")
        case .hi2Recheck: Texts("hi2 за {date}, повторная проверка", "hi2 for {date}, checked again")
        case .hi2Present: Texts("есть", "present")
        case .hi2Missing: Texts("нет данных", "missing")
        case .hi2Unknown: Texts("не проверено", "not checked")
        case .plotsTitle: Texts("📈 {market}, {date}: задержка публикации", "📈 {market}, {date}: publication delay")
        case .plotsNone: Texts("⚪ {market}, {date}: нет слотов для графика", "⚪ {market}, {date}: no slots to draw")
        case .plotsFailed:
            Texts("🟠 {market}, {date}: график не построен", "🟠 {market}, {date}: plot could not be drawn")
        }
    }
}

extension PollTrouble.Cause {
    var phrase: NoticePhrase {
        switch self {
        case .conflict: .deafConflict
        case .webhook: .deafWebhook
        case .refused: .deafRefused
        case .limited: .deafLimited
        case .unreachable: .deafUnreachable
        case .noAnswer: .deafNoAnswer
        case .other: .deafOther
        }
    }
}
