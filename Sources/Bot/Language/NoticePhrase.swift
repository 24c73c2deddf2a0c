/// Standing sentences; each begins with its icon.
///
/// The names of the values are those of `Notice.arguments`.
enum NoticePhrase: String, Phrase {
    case schedulerStarted, schedulerStopped, schedulerSilent, schedulerBack, botBack
    case dayEdited, calendarMismatch, calendarHorizon, unknownDay
    case jobFailed, runFinished, allQuiet, silenceEnded, silenceEndedAll
    case hi2Title, hi2Recheck, hi2Present, hi2Missing, hi2Unknown
    case plotsTitle, plotsNone, plotsFailed

    var texts: Texts {
        switch self {
        case .schedulerStarted: Texts("⚪ Планировщик запущен {detail}", "⚪ Scheduler started {detail}")
        case .schedulerStopped: Texts("⚪ Планировщик остановлен {detail}", "⚪ Scheduler stopped {detail}")
        case .schedulerSilent:
            Texts(
                "🔴 Планировщик молчит с {since}: проверок нет",
                "🔴 Scheduler silent since {since}: nothing is checked"
            )
        case .schedulerBack:
            Texts("🟢 Планировщик снова работает, молчал {minutes}", "🟢 Scheduler is back after {minutes}")
        case .botBack: Texts("🟢 Бот снова на связи, молчал {minutes}", "🟢 Bot is back after {minutes}")
        case .dayEdited:
            Texts(
                "📅 {market}, {date}: {before} → {after} ({author})",
                "📅 {market}, {date}: {before} → {after} ({author})"
            )
        case .calendarMismatch:
            Texts(
                "🟠 {market}, {date}: в календаре {ours}, у биржи {feed}",
                "🟠 {market}, {date}: calendar says {ours}, exchange says {feed}"
            )
        case .calendarHorizon:
            Texts("🟠 {market}: подтверждено вперёд только {days}", "🟠 {market}: only {days} confirmed ahead")
        case .unknownDay:
            Texts(
                "🟠 {market}, {date}: неизвестно, торгуют ли. Следим вполголоса",
                "🟠 {market}, {date}: unknown whether it trades. Watching quietly"
            )
        case .jobFailed: Texts("🟠 Задача {job}: сбой. {detail}", "🟠 Job {job} failed. {detail}")
        case .runFinished: Texts("⚪ Задача {job}: {outcome}. {detail}", "⚪ Job {job}: {outcome}. {detail}")
        case .allQuiet: Texts("🟢 За день сбоев не было {detail}", "🟢 No incidents today {detail}")
        case .silenceEnded:
            Texts(
                "🔔 Тишина кончилась ({scope}): горит {firing}, закрылось без звука {closed}",
                "🔔 Silence over ({scope}): {firing} firing, {closed} closed unheard"
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
