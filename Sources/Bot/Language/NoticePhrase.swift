import Store

/// Words inside notices (`NoticeWording`) and under pictures, and the rows of the hi2 report.
enum NoticePhrase: String, Phrase {
    case deafConflict, deafWebhook, deafRefused, deafLimited, deafUnreachable, deafNoAnswer, deafOther
    case silenceEndedAll
    case hi2Title, hi2Recheck, hi2Present, hi2Missing, hi2Unknown
    case plotsTitle, plotsNone, plotsFailed

    var texts: Texts {
        switch self {
        case .deafConflict: Texts("Этот токен опрашивает ещё кто-то", "Another program polls this token")
        case .deafWebhook: Texts("Другая программа ставит вебхук", "Another program sets a webhook")
        case .deafRefused: Texts("Telegram не принимает токен", "Telegram refuses the token")
        case .deafLimited: Texts("Telegram просит подождать", "Telegram asks to wait")
        case .deafUnreachable: Texts("Опрос Telegram не проходит", "Telegram cannot be polled")
        case .deafNoAnswer: Texts("Telegram не отвечает на опрос", "Telegram answers no poll")
        case .deafOther: Texts("Опрос Telegram не удаётся", "Polls of Telegram fail")
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
