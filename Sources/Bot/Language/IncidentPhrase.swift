/// The lines of an alert's message, its replies and its buttons.
enum IncidentPhrase: String, Phrase {
    case limit, lastCandle, nowIs, since, sessionUntil, tickers, slots, more, newTickers, lostTickers, columns, feeds
    case nextCheck, taken, silencedUntil, flappingLine, recoveringLine, pendingLine, inhibitedLine, askHoliday
    case closedRecovered, closedPeak, closedSession, closedWithdrawn, closedUnconfirmed
    case replyRecoveredAll, replySessionClosed, replyWithdrawn, replyReminder, replyReminderNobody, replyEscalation
    case replyEscalationWait, replyWorsened, replyFlapping, replySettledGood, replySettledBad
    case digestTitle, digestOver, digestFeed, digestValue, digestMore, digestOK
    case buttonTake, buttonThirty, buttonTwoHours, buttonSession, buttonTomorrow, buttonUnmute, buttonPlot
    case buttonDetails, buttonCheck, buttonEditDay, buttonLink
    case detailsTitle, detailsRule, detailsOpened, detailsPeak, detailsHistory, detailsFlips

    var texts: Texts {
        switch self {
        case .limit: Texts("Порог {limit}", "Limit {limit}")
        case .lastCandle: Texts("последняя свеча {label}", "last candle {label}")
        case .nowIs: Texts("сейчас {time}", "now {time}")
        case .since: Texts("С {time} ({span})", "Since {time} ({span})")
        case .sessionUntil: Texts("сессия до {time}", "session ends {time}")
        case .tickers: Texts("Тикеров {count} ({date}: {compared})", "Tickers {count} ({date}: {compared})")
        case .slots: Texts("Слоты: {list}", "Slots: {list}")
        case .more: Texts("ещё {count}", "{count} more")
        case .newTickers: Texts("Новые: {list}", "New: {list}")
        case .lostTickers: Texts("Пропали: {list}", "Lost: {list}")
        case .columns: Texts("Столбцы: {list}", "Columns: {list}")
        case .feeds: Texts("Затронуты: {list}", "Affected: {list}")
        case .nextCheck: Texts("Следующая проверка {time}", "Next check {time}")
        case .taken: Texts("👀 В работе: {who}, {time}", "👀 Taken: {who}, {time}")
        case .silencedUntil: Texts("🔕 Без звука до {time} ({who})", "🔕 Muted until {time} ({who})")
        case .flappingLine: Texts("То норма, то сбой: следим", "Comes and goes: watching")
        case .recoveringLine: Texts("Похоже на норму, перепроверяем", "Looks good, checking again")
        case .pendingLine: Texts("Не подтверждено, проверяем", "Not confirmed, checking")
        case .inhibitedLine: Texts("Причина: #A{id}", "Cause: #A{id}")
        case .askHoliday: Texts("Сегодня выходной?", "Is today a holiday?")
        case .closedRecovered: Texts("восстановлено, простой {span}", "recovered, down {span}")
        case .closedPeak: Texts("максимум {peak}", "peak {peak}")
        case .closedSession: Texts("сессия закрыта, сбой остался ({span})", "session closed, still failing ({span})")
        case .closedWithdrawn: Texts("снято, проверять нечего ({span})", "withdrawn, nothing to check ({span})")
        case .closedUnconfirmed: Texts("не подтвердилось", "not confirmed")
        case .replyRecoveredAll:
            Texts("{subject}: всё восстановлено, {count} за {span}", "{subject}: all recovered, {count} in {span}")
        case .replySessionClosed:
            Texts("Следующая сессия начнётся с новой проверки", "The next session starts with a fresh check")
        case .replyWithdrawn: Texts("День изменён в календаре", "The day was changed in the calendar")
        case .replyReminder: Texts("всё ещё: {symptom}", "still: {symptom}")
        case .replyReminderNobody: Texts("Никто не взял уже {span}", "Nobody has taken it for {span}")
        case .replyEscalation: Texts("Эскалация", "Escalation")
        case .replyEscalationWait: Texts("Без ответа {span}, с {time}", "No answer for {span}, since {time}")
        case .replyWorsened: Texts("стало хуже: {symptom}", "got worse: {symptom}")
        case .replyFlapping:
            Texts(
                "то норма, то сбой ({count} за час). Молчим, пока не успокоится",
                "comes and goes ({count} an hour). Quiet until it settles"
            )
        case .replySettledGood: Texts("успокоилось: норма", "settled: good")
        case .replySettledBad: Texts("успокоилось: сбой остался, {symptom}", "settled: still failing, {symptom}")
        case .digestTitle: Texts("{market}: {count} сразу", "{market}: {count} at once")
        case .digestOver: Texts("{market}: всё закрыто, {count}", "{market}: all closed, {count}")
        case .digestFeed: Texts("Источник", "Feed")
        case .digestValue: Texts("Что", "What")
        case .digestMore: Texts("ещё {count}", "{count} more")
        case .digestOK: Texts("норма", "ok")
        case .buttonTake: Texts("👀 Взять", "👀 Take")
        case .buttonThirty: Texts("🔕 30 мин", "🔕 30 min")
        case .buttonTwoHours: Texts("🔕 2 ч", "🔕 2 h")
        case .buttonSession: Texts("🔕 До конца сессии", "🔕 Session end")
        case .buttonTomorrow: Texts("🔕 До открытия", "🔕 Next open")
        case .buttonUnmute: Texts("🔔 Включить звук", "🔔 Unmute")
        case .buttonPlot: Texts("📈 График", "📈 Plot")
        case .buttonDetails: Texts("ℹ️ Подробно", "ℹ️ Details")
        case .buttonCheck: Texts("▶️ Проверить", "▶️ Check now")
        case .buttonEditDay: Texts("📅 Изменить день", "📅 Edit the day")
        case .buttonLink: Texts("🔗 Данные", "🔗 Data")
        case .detailsTitle: Texts("Подробно о #A{id}", "Details of #A{id}")
        case .detailsRule: Texts("Правило {rule}, уровень {severity}", "Rule {rule}, level {severity}")
        case .detailsOpened: Texts("Замечено {opened}, подтверждено {fired}", "Seen {opened}, confirmed {fired}")
        case .detailsPeak: Texts("Сейчас {value}, максимум {peak}", "Now {value}, peak {peak}")
        case .detailsHistory: Texts("История", "History")
        case .detailsFlips: Texts("Переходов за час: {count}", "Turns in the last hour: {count}")
        }
    }
}
