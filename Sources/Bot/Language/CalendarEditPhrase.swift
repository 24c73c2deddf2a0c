import Store

/// The calendar menu where several days or markets are spoken of, and what an edit would do.
enum CalendarEditPhrase: String, Phrase {
    case idle, monthsLegend, severalDays, firstDay, lastDay, pickMarket, allMarkets, editRow, more
    case copyToAll, pickClose, closeHint, weekendButton, closesAt
    case impossible, noEdits, sameAsNow, weekdaysStay, weekendsStay, leftOut, was, willBe, daysChange, daysStay, until,
        candles
    case jobsGo, jobsCome, alertsGo, noReports, appliedSeveral, undoneSeveral, undoGone
    case badDate, badMarket, badKind, badTime, tooLong, backwards, pickMarketFor, usage
    case questionToday, questionDay, questionSeveral, questionIntro, questionRow, questionMore, answerYes, answerNo,
        answered,
        answerNote, questionOver

    var texts: Texts {
        switch self {
        case .idle:
            Texts("Кнопки убраны: меню долго не трогали. Снова: {command}", "Buttons removed (idle). Reopen: {command}")
        case .monthsLegend: Texts("✎ дней с правкой", "✎ days edited by hand")
        case .severalDays: Texts("📆 Несколько дней", "📆 Several days")
        case .firstDay: Texts("Первый день?", "First day?")
        case .lastDay: Texts("С {date}. Последний день?", "From {date}. Last day?")
        case .pickMarket: Texts("{dates}: какой рынок?", "{dates}: which market?")
        case .allMarkets: Texts("Все рынки", "All markets")
        case .editRow: Texts("* {day} {market}: {kind} ({who})", "* {day} {market}: {kind} ({who})")
        case .more: Texts("…ещё {count}", "…{count} more")
        case .copyToAll: Texts("Всем как {market}", "All as {market}")
        case .weekendButton: Texts("торги в выходной", "weekend session")
        case .closesAt: Texts("Закрытие в {time} МСК", "Closes at {time} MSK")
        case .pickClose: Texts("{market}, {date}: когда закрытие?", "{market}, {date}: close at what time?")
        case .closeHint: Texts("Открытие обычное, время московское", "Opens as usual; Moscow time")
        case .impossible: Texts("Таких сессий у этого рынка не бывает", "The market has no such sessions")
        case .noEdits: Texts("Правок нет", "There are no edits")
        case .sameAsNow: Texts("Так и сейчас", "That is how it is")
        case .weekdaysStay: Texts("Будни не меняются: {count}", "Weekdays stay as they are: {count}")
        case .weekendsStay: Texts("Выходные не меняются: {count}", "Weekends stay as they are: {count}")
        case .leftOut: Texts("{markets}: без изменений, таких сессий нет", "{markets}: unchanged, no such sessions")
        case .was: Texts("Было: {sessions}", "Was: {sessions}")
        case .willBe: Texts("Станет: {sessions}", "Will be: {sessions}")
        case .daysChange: Texts("Выбрано: {total}, изменится: {changed}", "Chosen: {total}, will change: {changed}")
        case .daysStay: Texts("Без изменений: {count}", "Unchanged: {count}")
        case .until: Texts("до {time}", "until {time}")
        case .candles: Texts("Слотов ждём: {before} → {after}", "Slots awaited: {before} → {after}")
        case .jobsGo: Texts("Сегодня снимутся задачи: {jobs}", "Jobs that go today: {jobs}")
        case .jobsCome: Texts("Сегодня добавятся задачи: {jobs}", "Jobs that come today: {jobs}")
        case .alertsGo: Texts("Закроется: {count}", "Will be closed: {count}")
        case .noReports: Texts("Без дневных отчётов: {count}", "No daily reports: {count}")
        case .appliedSeveral: Texts("📅 {market}, {date}: изменено {count}", "📅 {market}, {date}: {count} changed")
        case .undoneSeveral: Texts("↩ {market}, {date}: возвращено {count}", "↩ {market}, {date}: {count} restored")
        case .undoGone: Texts("Уже отменено или изменено позже", "Undone already, or changed since")
        case .badDate:
            Texts(
                "«{word}» не дата {first}–{last} годов. {example}",
                "“{word}” is no date of {first} to {last}. {example}"
            )
        case .badMarket: Texts("«{word}» не рынок: EQ, FX, FO или все", "“{word}” is no market: EQ, FX, FO or all")
        case .badKind:
            Texts(
                "«{word}» не вид дня: обычный, нет, рабочий, сессия, короткий 14:00, снять, как FO",
                "“{word}” is no kind of day: normal, closed, transferred, weekend, short 14:00, auto, as FO"
            )
        case .badTime: Texts("Когда закрытие? Например, короткий 14:00", "Close at what time? For example, short 14:00")
        case .tooLong: Texts("Не больше чем {count} за раз", "At most {count} at once")
        case .backwards:
            Texts(
                "{word}: первый день позже последнего; сначала пишите ранний",
                "{word}: the first day comes after the last; write the earlier one first"
            )
        case .pickMarketFor: Texts("{dates}, «{choice}»: какой рынок?", "{dates}, “{choice}”: which market?")
        case .usage:
            Texts(
                "/calendar 2027-01-01..2027-01-08 FO выходной",
                "/calendar 2027-01-01..2027-01-08 FO closed"
            )
        case .questionToday:
            Texts("{markets} · календарь: сегодня выходной?", "{markets} · calendar: is today a holiday?")
        case .questionDay:
            Texts("{markets} · календарь: {date} выходной?", "{markets} · calendar: is {date} a holiday?")
        case .questionSeveral: Texts("{markets} · календарь: выходные?", "{markets} · calendar: holidays?")
        case .questionIntro: Texts("Биржа и календарь расходятся", "The exchange and the calendar disagree")
        case .questionRow:
            Texts(
                "{market}: на бирже {feed}, у нас {ours} ({layer})",
                "{market}: exchange {feed}, ours {ours} ({layer})"
            )
        case .questionMore: Texts("И ещё дни: {days}", "More days: {days}")
        case .answerYes: Texts("{market}: да", "{market}: yes")
        case .answerNo: Texts("{market}: нет", "{market}: no")
        case .answered: Texts("Уже ответили: {who}", "Answered already: {who}")
        case .answerNote:
            Texts("ответ на вопрос: на бирже {feed}, у нас было {ours}", "answer: exchange {feed}, ours was {ours}")
        case .questionOver: Texts("Биржа и календарь уже согласны", "The exchange and the calendar agree by now")
        }
    }
}
