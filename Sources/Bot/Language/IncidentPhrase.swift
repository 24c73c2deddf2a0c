import Store

/// The lines of an alert's message, its replies and its buttons.
enum IncidentPhrase: String, Phrase {
    case limit, lastCandle, nowIs, since, sinceNow, sessionUntil, sessionEnded, tickers, slots, days, more, newTickers,
        lostTickers,
        columns, feeds, tradesUnknown, lastSeen
    case nextCheck, taken, silencedUntil, silencedPart, checked, flappingLine, recoveringLine, pendingLine,
        inhibitedLine, askHoliday
    case newTickersPast, lostTickersPast, columnsPast, feedsPast
    case newTicker, lostTicker, column, newTickerPast, lostTickerPast, columnPast
    case clockTelegram, clockExchange, clockOurs, clockTheirs, clockUnknown
    case overSession, overWithdrawn, overUnconfirmed
    case lastedDown, lastedFailure, sessionOver, nothingToCheck,
        gapOne, gapMany, gapOpen, gapBy, gapFilled, gapsLeft, gapsLeftBelow
    case replyNextSession, replyWithdrawn, replyReminder, replyFree, replyStill
    case escalated, replyEscalation, replyWorsened, replyJoined, replyJoinedMany, replyFlapping, replyFlappingCount,
        replyFlappingQuiet
    case replySettledGood, replySettledBad
    case groupOver, groupsOver, groupLate, digestFeed, digestValue, digestLate, digestPeak, digestOutcome, digestWho,
        digestMore,
        digestOK, digestAtClose, digestByHand, digestWithdrawn
    case buttonTake, buttonTakeAll, buttonTakeOne, buttonThirty, buttonTwoHours, buttonSession, buttonTomorrow,
        buttonUnmute, buttonPlot
    case buttonDetails, buttonCheck, checking, buttonEditDay, buttonLink
    case detailsTitle, detailsRule, detailsOpened, detailsFired, detailsPeak, detailsValue, detailsHistory,
        detailsFlips, detailsSystime
    case statePending, stateFiring, stateAcknowledged, stateRecovering, stateResolved

    var texts: Texts {
        switch self {
        case .limit: Texts("Порог {limit}", "Limit {limit}")
        case .lastCandle: Texts("последний слот {label}", "last slot {label}")
        case .nowIs: Texts("На {time}", "As of {time}")
        case .since: Texts("С {time} ({span})", "Since {time} ({span})")
        case .sinceNow: Texts("С {time}", "Since {time}")
        case .sessionUntil: Texts("сессия до {time}", "session ends {time}")
        case .sessionEnded: Texts("сессия закрылась в {time}", "session ended {time}")
        case .tickers: Texts("Тикеров {count} ({date}: {compared})", "Tickers {count} ({date}: {compared})")
        case .slots: Texts("Слоты: {list}", "Slots: {list}")
        case .days: Texts("Дни: {list}", "Days: {list}")
        case .more: Texts("ещё {count}", "{count} more")
        case .tradesUnknown: Texts("Были ли сделки, неизвестно", "Whether it traded is unknown")
        case .lastSeen: Texts("Последний раз {label}", "Last seen {label}")
        case .newTickers: Texts("Новые: {list}", "New: {list}")
        case .lostTickers: Texts("Пропали: {list}", "Lost: {list}")
        case .columns: Texts("Столбцы: {list}", "Columns: {list}")
        case .newTicker: Texts("Новый: {list}", "New: {list}")
        case .lostTicker: Texts("Пропал: {list}", "Lost: {list}")
        case .column: Texts("Столбец: {list}", "Column: {list}")
        case .newTickerPast: Texts("Появлялся: {list}", "Was new: {list}")
        case .lostTickerPast: Texts("Пропадал: {list}", "Was lost: {list}")
        case .columnPast: Texts("Отличался: {list}", "Differed: {list}")
        case .newTickersPast: Texts("Появлялись: {list}", "Were new: {list}")
        case .lostTickersPast: Texts("Пропадали: {list}", "Were lost: {list}")
        case .columnsPast: Texts("Отличались: {list}", "Differed: {list}")
        case .feedsPast: Texts("Затронуты: {list}", "Affected: {list}")
        case .feeds: Texts("Затронуты: {list}", "Affected: {list}")
        case .nextCheck: Texts("проверка {time}", "next check {time}")
        case .taken: Texts("👀 В работе: {who}, {time}", "👀 Taken: {who}, {time}")
        case .silencedUntil: Texts("🔕 Тихо до {time} ({who})", "🔕 Muted until {time} ({who})")
        case .silencedPart: Texts("🔕 {subject}: тихо до {time} ({who})", "🔕 {subject}: muted until {time} ({who})")
        case .checked: Texts("▶️ Проверено {time} ({who})", "▶️ Checked {time} ({who})")
        case .flappingLine: Texts("То норма, то сбой: следим", "Comes and goes: watching")
        case .recoveringLine: Texts("Похоже на норму, перепроверяем", "Looks good, checking again")
        case .pendingLine: Texts("Не подтверждено, проверяем", "Not confirmed, checking")
        case .inhibitedLine: Texts("Причина: #A{id}", "Cause: #A{id}")
        case .clockTelegram: Texts("к Telegram {value}", "to Telegram {value}")
        case .clockExchange: Texts("к бирже {value}", "to the exchange {value}")
        case .clockOurs: Texts("Неверны часы сервера: проверьте NTP", "The host is off: check its NTP")
        case .clockTheirs: Texts("Неверны, похоже, часы {who}", "It seems that {who} is off")
        case .clockUnknown: Texts("Сверьте часы сервера", "Compare the host's clock")
        case .askHoliday: Texts("Сегодня выходной?", "Is today a holiday?")
        case .overSession: Texts("сбой до закрытия", "failing at close")
        case .overWithdrawn: Texts("тревога снята", "withdrawn")
        case .overUnconfirmed: Texts("не подтвердилось", "not confirmed")
        case .lastedDown: Texts("С {from} до {until}", "From {from} to {until}")
        case .lastedFailure: Texts("Длилось {span}", "Lasted {span}")
        case .sessionOver: Texts("Сессия закрыта", "Session closed")
        case .nothingToCheck: Texts("Проверять нечего", "Nothing to check")
        case .gapOne: Texts("Не пришёл {list}", "Never arrived: {list}")
        case .gapMany: Texts("Не пришли {list}", "Never arrived: {list}")
        case .gapOpen: Texts("Пока нет {list}", "Not here yet: {list}")
        case .gapBy: Texts("К {time} нет {list}", "Not here by {time}: {list}")
        case .gapsLeft: Texts("{feeds}: нет {list}", "{feeds}: missing {list}")
        case .gapsLeftBelow: Texts("нет {list}", "missing {list}")
        case .gapFilled: Texts("Все слоты пришли", "Every slot came")
        case .replyNextSession: Texts("Проверим снова на следующей сессии", "Checked again in the next session")
        case .replyWithdrawn: Texts("День изменён в календаре", "The day was changed in the calendar")
        case .replyReminder: Texts("Напоминание: не взято {span}", "Reminder: not taken for {span}")
        case .replyFree: Texts("Напоминание: больше никем не взято", "Reminder: nobody has it any more")
        case .replyStill: Texts("📣 После эскалации: не взято {span}", "📣 Escalated, not taken for {span}")
        case .escalated: Texts("📣 Эскалация: без ответа", "📣 Escalation: no answer")
        case .replyEscalation: Texts("📣 Эскалация: без ответа {span}", "📣 Escalation: no answer for {span}")
        case .replyWorsened: Texts("Стало хуже", "Got worse")
        case .replyJoined: Texts("Ещё один сбой в сообщении #A{id}", "One more in the message of #A{id}")
        case .replyJoinedMany: Texts("Ещё {count} в сообщении #A{id}", "{count} more in message #A{id}")
        case .replyFlapping: Texts("то норма, то сбой", "comes and goes")
        case .replyFlappingCount: Texts("Смен за час: {count}", "Turns in an hour: {count}")
        case .replyFlappingQuiet: Texts("молчим, пока скачет", "quiet until it settles")
        case .replySettledGood: Texts("успокоилось", "settled, all good")
        case .replySettledBad: Texts("Скачки кончились, сбой остался", "No longer flapping, still failing")
        case .groupOver: Texts("был сбой {span}", "was down {span}")
        case .groupsOver: Texts("был сбой {span}", "were down {span}")
        case .groupLate: Texts("отставали до {span}", "were up to {span} late")
        case .digestFeed: Texts("Источник", "Feed")
        case .digestValue: Texts("Сбой", "Problem")
        case .digestLate: Texts("Отстаёт", "Late by")
        case .digestPeak: Texts("Отстал", "Was late")
        case .digestOutcome: Texts("Итог", "State")
        case .digestWho: Texts("Взял", "Taken by")
        case .digestMore: Texts("ещё {count}", "{count} more")
        case .digestOK: Texts("норма", "ok")
        case .digestAtClose: Texts("до закрытия", "till close")
        case .digestByHand: Texts("вручную", "by hand")
        case .digestWithdrawn: Texts("снято", "withdrawn")
        case .buttonTake: Texts("👀 Взять", "👀 Take")
        case .buttonTakeAll: Texts("👀 Взять все", "👀 Take all")
        case .buttonTakeOne: Texts("👀 {name}", "👀 {name}")
        case .buttonThirty: Texts("🔕 30 мин", "🔕 30 min")
        case .buttonTwoHours: Texts("🔕 2 ч", "🔕 2 h")
        case .buttonSession: Texts("🔕 До конца сессии", "🔕 Session end")
        case .buttonTomorrow: Texts("🔕 До открытия", "🔕 Next open")
        case .buttonUnmute: Texts("🔔 Включить звук", "🔔 Unmute")
        case .buttonPlot: Texts("📈 График", "📈 Plot")
        case .buttonDetails: Texts("ℹ️ Подробно", "ℹ️ Details")
        case .buttonCheck: Texts("▶️ Проверить", "▶️ Check now")
        case .checking: Texts("Проверяем, ответ будет в сообщении", "Checking, the message will say")
        case .buttonEditDay: Texts("📅 Изменить день", "📅 Edit the day")
        case .buttonLink: Texts("🔗 Данные", "🔗 Data")
        case .detailsTitle: Texts("Подробно о #A{id}", "Details of #A{id}")
        case .detailsRule: Texts("Правило: {rule} ({severity})", "Rule: {rule} ({severity})")
        case .detailsOpened: Texts("Замечено {opened}", "Seen {opened}")
        case .detailsFired: Texts("подтверждено {fired}", "confirmed {fired}")
        case .detailsPeak: Texts("Сейчас {value}", "Now {value}")
        case .detailsValue: Texts("На {time}: {value}", "At {time}: {value}")
        case .statePending: Texts("замечено", "seen")
        case .stateFiring: Texts("тревога", "firing")
        case .stateAcknowledged: Texts("взято", "taken")
        case .stateRecovering: Texts("похоже на норму", "looks good")
        case .stateResolved: Texts("закрыто", "closed")
        case .detailsSystime: Texts("Данные от {time} {zone}", "Data of {time} {zone}")
        case .detailsHistory: Texts("История", "History")
        case .detailsFlips: Texts("Срабатываний и закрытий за час: {count}", "Turns in the last hour: {count}")
        }
    }

    /// The same of one name.
    func of(_ count: Int) -> IncidentPhrase {
        guard count == 1 else { return self }
        return switch self {
        case .newTickers: .newTicker
        case .lostTickers: .lostTicker
        case .columns: .column
        case .newTickersPast: .newTickerPast
        case .lostTickersPast: .lostTickerPast
        case .columnsPast: .columnPast
        default: self
        }
    }
}
