import Store

/// The screens of the calendar menu.
enum CalendarPhrase: String, Phrase {
    case yearsTitle, monthsTitle, daysTitle, legend, dayTitle, dayLine, noSessions, unconfirmed, pickStatus, pickLine
    case layerEdit, noEdit, confirmTitle, confirmChange, confirm, automatic, applied, undone
    case changedBy, waiting, impactNone, impactAdded, impactRemoved, impactNext, noScheduler, undo, undoUntil
    case historyTitle, historyRow, historyEmpty, history, changedMeanwhile, undoTooLate, earlier, later, edited,
        confirmCopy, historyUndo

    var texts: Texts {
        switch self {
        case .yearsTitle: Texts("Календарь: год", "Calendar: year")
        case .monthsTitle: Texts("Календарь: {year}", "Calendar: {year}")
        case .daysTitle: Texts("Календарь: {month} {year}", "Calendar: {month} {year}")
        case .legend:
            Texts("· торги  × нет  ~ особый\n* правка  [ ] сегодня", "· open  × closed  ~ special\n* edited  [ ] today")
        case .dayTitle: Texts("{date}", "{date}")
        case .dayLine: Texts("<b>{market}</b>: {kind}, {layer}", "<b>{market}</b>: {kind}, {layer}")
        case .noSessions: Texts("сессий нет", "no sessions")
        case .unconfirmed: Texts("предварительно", "provisional")
        case .pickStatus: Texts("{market}, {date}: какой день?", "{market}, {date}: what kind of day?")
        case .pickLine: Texts("Сейчас: {kind}, {layer}", "Now: {kind}, {layer}")
        case .layerEdit: Texts("{layer}: {kind} ({author})", "{layer}: {kind} ({author})")
        case .noEdit: Texts("без правки", "no edit")
        case .confirmTitle: Texts("{market}, {date}: изменить?", "{market}, {date}: change it?")
        case .confirmChange: Texts("{before} → {after}", "{before} → {after}")
        case .confirm: Texts("✅ Изменить", "✅ Change")
        case .automatic: Texts("↩ Снять правку", "↩ Remove edit")
        case .applied: Texts("📅 {market}, {date}: {before} → {after}", "📅 {market}, {date}: {before} → {after}")
        case .undone: Texts("↩ {market}, {date}: снова {after}", "↩ {market}, {date}: {after} again")
        case .changedBy: Texts("{who}, {time}", "{who}, {time}")
        case .waiting: Texts("Планировщик пересчитывает задачи…", "The scheduler is working out the jobs…")
        case .impactNone: Texts("Задачи не изменились", "No job changes")
        case .impactAdded: Texts("Добавлены задачи: {jobs}", "Jobs added: {jobs}")
        case .impactRemoved: Texts("Сняты задачи: {jobs}", "Jobs removed: {jobs}")
        case .impactNext: Texts("Ближайшие запуски: {jobs}", "Next runs: {jobs}")
        case .noScheduler:
            Texts(
                "Планировщик не ответил: правка подействует, когда он запустится",
                "The scheduler did not answer: the edit takes effect when it starts"
            )
        case .undo: Texts("↩ Отменить", "↩ Undo")
        case .undoUntil: Texts("Отменить можно до {time}", "Can be undone until {time}")
        case .historyTitle: Texts("{market}, {date}: история", "{market}, {date}: history")
        case .historyRow: Texts("{time} {who}: {before} → {after}", "{time} {who}: {before} → {after}")
        case .historyEmpty: Texts("Правок не было", "No edits")
        case .history: Texts("🕘 История", "🕘 History")
        case .changedMeanwhile:
            Texts("Календарь тем временем изменили, проверьте", "The calendar changed meanwhile, look again")
        case .undoTooLate: Texts("Отменить можно только 10 минут", "Can be undone for 10 minutes only")
        case .earlier: Texts("⬅ Раньше", "⬅ Earlier")
        case .later: Texts("Позже ➡", "Later ➡")
        case .confirmCopy: Texts("{date}: всем рынкам как {market}?", "{date}: all markets as {market}?")
        case .historyUndo: Texts("{time} {who} отменяет: {before} → {after}", "{time} {who} undoes: {before} → {after}")
        case .edited: Texts("✎{count}", "✎{count}")
        }
    }
}
