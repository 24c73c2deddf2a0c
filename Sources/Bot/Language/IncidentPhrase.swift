/// The lines of an alert's message, its replies and its buttons.
enum IncidentPhrase: String, Phrase {
    case limit, lastCandle, nowIs, since, sinceNow, sessionUntil, tickers, slots, days, more, newTickers, lostTickers,
        columns, feeds
    case nextCheck, taken, silencedUntil, flappingLine, recoveringLine, pendingLine, inhibitedLine, askHoliday
    case newTickersPast, lostTickersPast, columnsPast, feedsPast
    case hintLogin, hintPlan, hintLimit, hintHost, hintPayload
    case closedRecovered, closedStaleness, closedDelay, closedGaps, closedGapsFilled, gapOne, gapMany, closedRise
    case closedDrop, closedHI2, closedSchema, closedKey, closedMismatch, closedHorizon, closedRuns
    case closedSession, closedSessionGaps, closedWithdrawn, closedUnconfirmed
    case replyRecoveredAll, replySessionClosed, replyWithdrawn, replyReminder, replyReminderNobody, replyEscalation
    case replyEscalationWait, replyWorsened, replyFlapping, replySettledGood, replySettledBad
    case digestTitle, digestOver, digestFeed, digestValue, digestMore, digestOK
    case wordAbsent, wordColumns, wordLogin, wordPlan, wordLimit, wordPayload, wordHost, wordKey, wordCalendar, wordLate
    case buttonTake, buttonThirty, buttonTwoHours, buttonSession, buttonTomorrow, buttonUnmute, buttonPlot
    case buttonDetails, buttonCheck, buttonEditDay, buttonLink
    case detailsTitle, detailsRule, detailsOpened, detailsPeak, detailsHistory, detailsFlips

    var texts: Texts {
        switch self {
        case .limit: Texts("Порог {limit}", "Limit {limit}")
        case .lastCandle: Texts("последняя свеча {label}", "last candle {label}")
        case .nowIs: Texts("сейчас {time}", "now {time}")
        case .since: Texts("С {time} ({span})", "Since {time} ({span})")
        case .sinceNow: Texts("С {time}", "Since {time}")
        case .sessionUntil: Texts("сессия до {time}", "session ends {time}")
        case .tickers: Texts("Тикеров {count} ({date}: {compared})", "Tickers {count} ({date}: {compared})")
        case .slots: Texts("Слоты: {list}", "Slots: {list}")
        case .days: Texts("Дни: {list}", "Days: {list}")
        case .more: Texts("ещё {count}", "{count} more")
        case .newTickers: Texts("Новые: {list}", "New: {list}")
        case .lostTickers: Texts("Пропали: {list}", "Lost: {list}")
        case .columns: Texts("Столбцы: {list}", "Columns: {list}")
        case .newTickersPast: Texts("Появлялись: {list}", "Were new: {list}")
        case .lostTickersPast: Texts("Пропадали: {list}", "Were lost: {list}")
        case .columnsPast: Texts("Отличались столбцы: {list}", "Columns that differed: {list}")
        case .feedsPast: Texts("Были затронуты: {list}", "Were affected: {list}")
        case .feeds: Texts("Затронуты: {list}", "Affected: {list}")
        case .nextCheck: Texts("Следующая проверка {time}", "Next check {time}")
        case .taken: Texts("👀 В работе: {who}, {time}", "👀 Taken: {who}, {time}")
        case .silencedUntil: Texts("🔕 Без звука до {time} ({who})", "🔕 Muted until {time} ({who})")
        case .flappingLine: Texts("То норма, то сбой: следим", "Comes and goes: watching")
        case .recoveringLine: Texts("Похоже на норму, перепроверяем", "Looks good, checking again")
        case .pendingLine: Texts("Не подтверждено, проверяем", "Not confirmed, checking")
        case .inhibitedLine: Texts("Причина: #A{id}", "Cause: #A{id}")
        case .hintLogin: Texts("Проверьте MOEX_API_KEY или логин и пароль", "Check MOEX_API_KEY, or login and password")
        case .hintPlan: Texts("Проверьте, входит ли набор в подписку", "Check that the plan includes this data set")
        case .hintLimit: Texts("Опрос продолжится, когда лимит снимут", "Requests go on once the limit is lifted")
        case .hintHost: Texts("Проверьте сеть и новости биржи", "Check the network and the exchange's news")
        case .hintPayload: Texts("Возможно, биржа меняет формат", "The exchange may be changing the format")
        case .askHoliday: Texts("Сегодня выходной?", "Is today a holiday?")
        case .closedRecovered: Texts("восстановлено, простой {span}", "recovered, down {span}")
        case .closedStaleness:
            Texts("восстановлено, простой {span}, максимум {peak}", "recovered, down {span}, peak {peak}")
        case .closedDelay: Texts("снова вовремя, максимум {peak}", "on time again, peak {peak}")
        case .closedGaps: Texts("новых пропусков нет, {gaps}", "no new gaps, {gaps}")
        case .closedGapsFilled: Texts("все свечи пришли", "all candles have come")
        case .gapOne: Texts("не пришла {list}", "missed {list}")
        case .gapMany: Texts("не пришли {list}", "missed {list}")
        case .closedRise:
            Texts("число тикеров в норме ({span}), максимум {peak}", "ticker count normal ({span}), peak {peak}")
        case .closedDrop:
            Texts("тикеры вернулись через {span}, минимум {peak}", "tickers are back after {span}, lowest {peak}")
        case .closedHI2: Texts("данные за {date} пришли через {span}", "data for {date} came after {span}")
        case .closedSchema: Texts("столбцы снова прежние ({span})", "columns as before again ({span})")
        case .closedKey: Texts("ключ обновлён", "key renewed")
        case .closedMismatch: Texts("биржа и календарь снова согласны", "exchange and calendar agree again")
        case .closedHorizon: Texts("календарь снова подтверждён вперёд", "enough days confirmed ahead again")
        case .closedRuns: Texts("запуски снова по плану, пропущено {peak}", "runs on schedule again, {peak} missed")
        case .closedSessionGaps: Texts("сессия закрыта, {gaps}", "session closed, {gaps}")
        case .closedSession:
            Texts("сессия закрыта, сбой не устранён ({span})", "session closed, still failing ({span})")
        case .closedWithdrawn: Texts("снято, проверять нечего ({span})", "withdrawn, nothing to check ({span})")
        case .closedUnconfirmed: Texts("не подтвердилось", "not confirmed")
        case .replyRecoveredAll:
            Texts("{subject}: всё восстановлено, {count} за {span}", "{subject}: all recovered, {count} in {span}")
        case .replySessionClosed:
            Texts("Следующая сессия начнётся с новой проверки", "The next session starts with a fresh check")
        case .replyWithdrawn: Texts("День изменён в календаре", "The day was changed in the calendar")
        case .replyReminder: Texts("Напоминание", "Reminder")
        case .replyReminderNobody: Texts("Никто не взял уже {span}", "Nobody has taken it for {span}")
        case .replyEscalation: Texts("Эскалация", "Escalation")
        case .replyEscalationWait: Texts("Без ответа {span}, с {time}", "No answer for {span}, since {time}")
        case .replyWorsened: Texts("Стало хуже", "Got worse")
        case .replyFlapping:
            Texts(
                "то норма, то сбой ({count} за час). Молчим, пока не успокоится",
                "comes and goes ({count} an hour). Quiet until it settles"
            )
        case .replySettledGood: Texts("успокоилось, всё в норме", "settled, all good")
        case .replySettledBad: Texts("скачки кончились, но {symptom}", "no longer flapping, but {symptom}")
        case .digestTitle: Texts("{market}: {count} сразу", "{market}: {count} at once")
        case .digestOver: Texts("{market}: всё закрыто, {count}", "{market}: all closed, {count}")
        case .digestFeed: Texts("Источник", "Feed")
        case .digestValue: Texts("Сбой", "Problem")
        case .digestMore: Texts("ещё {count}", "{count} more")
        case .digestOK: Texts("норма", "ok")
        case .wordAbsent: Texts("нет данных", "no data")
        case .wordColumns: Texts("столбцы", "columns")
        case .wordLogin: Texts("вход", "login")
        case .wordPlan: Texts("тариф", "plan")
        case .wordLimit: Texts("лимит", "limit")
        case .wordPayload: Texts("не читается", "unreadable")
        case .wordHost: Texts("нет ответа", "no answer")
        case .wordKey: Texts("ключ", "key")
        case .wordCalendar: Texts("календарь", "calendar")
        case .wordLate: Texts("опоздание", "late")
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
