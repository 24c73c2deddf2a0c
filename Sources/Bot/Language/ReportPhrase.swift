import Store

/// Reports of a day and a week, and the answers to `/report`, `/run` and `/hi2`.
enum ReportPhrase: String, Phrase {
    case usage, wholeWeek, future, noSessions, posted, button
    case dayTitle, dayEmpty, weekTitle, weekEmpty, asOf
    case feed, day, days, week, before
    case notInTime, late, missing, awaited, allInTime
    case noIncidents, incidents, unwatched, worstFeed, stillOpen, notTaken, takerSubjects, more
    case gap, gapOfOne, worst, worstCome, worstDelay, hi2All, hi2Row, hi2Missing
    case tomorrow, tomorrowClosed, dayAfter, dayAfterClosed, next, marketHours, marketKind, marketKindHours, notRecorded
    case runWaiting, runGoing, runDone, runDoneAtOnce, runFailed, runTimedOut, runInterrupted, runRefused, runLost
    case hi2Title, hi2Never, hi2CheckedAt, hi2Run, plotFile, plotFileHint, filesTitle, picturesForbidden

    var texts: Texts {
        switch self {
        case .usage:
            Texts(
                "Пример: /report, /report неделя\nили /report вчера, /report 19.11",
                "Like this: /report, /report week\nor /report yesterday, /report 19.11"
            )
        case .wholeWeek: Texts("Вся неделя", "Whole week")
        case .future: Texts("{date}: этот день ещё впереди", "{date} is still to come")
        case .noSessions: Texts("{date}: торгов не было", "{date}: there was no trading")
        case .posted: Texts("Считаем итоги…", "Working the report out…")
        case .button: Texts("📎 {market}", "📎 {market}")
        case .dayTitle: Texts("Итоги {date}: в срок {share}", "Report {date}: {share} in time")
        case .dayEmpty: Texts("Итоги {date}: слотов нет", "Report {date}: no slots recorded")
        case .weekTitle: Texts("Неделя {days}: в срок {share}", "Week {days}: {share} in time")
        case .weekEmpty: Texts("Неделя {days}: слотов нет", "Week {days}: no slots recorded")
        case .asOf: Texts("На {time} МСК", "At {time} MSK")
        case .feed: Texts("Источник", "Feed")
        case .day: Texts("День", "Day")
        case .days: Texts("{count} дн", "{count} d")
        case .week: Texts("Нед.", "Week")
        case .before: Texts("Пред.", "Prev.")
        case .notInTime: Texts("Слоты: {list}", "Slots: {list}")
        case .late: Texts("опоздало {count}", "{count} late")
        case .missing: Texts("пропущено {count}", "{count} missing")
        case .awaited: Texts("ждём {count}", "{count} still to come")
        case .allInTime: Texts("Все слоты пришли в срок", "Every slot came in time")
        case .noIncidents: Texts("Сбоев не было", "No incidents")
        case .incidents: Texts("{count}, время со сбоем {span}", "{count}, faulty for {span}")
        case .unwatched: Texts("Наблюдения не было", "Nobody was watching")
        case .worstFeed: Texts("Хуже всех {feed}: {share}", "Worst: {feed}, {share}")
        case .stillOpen: Texts("Не закрыто: {count}", "Still open: {count}")
        case .notTaken: Texts("Никто не взял: {count}", "Nobody took: {count}")
        case .takerSubjects: Texts("{who} {count}: {list}", "{who} {count}: {list}")
        case .more: Texts("ещё {count}", "{count} more")
        case .gap: Texts("Пропуск в {count}: {feed} {when}", "Gap of {count}: {feed} {when}")
        case .gapOfOne: Texts("Пропущен слот: {feed} {when}", "Missing slot: {feed} {when}")
        case .worst: Texts("Худший слот: {feed} {when}", "Worst slot: {feed} {when}")
        case .worstCome:
            Texts("Худший из пришедших: {feed} {when}", "Worst that came: {feed} {when}")
        case .worstDelay: Texts("задержка {span}", "delay {span}")
        case .hi2All: Texts("hi2 есть: {markets}", "hi2 present: {markets}")
        case .hi2Row: Texts("hi2 {market}: {state}", "hi2 {market}: {state}")
        case .hi2Missing: Texts("hi2 не было: {dates}", "hi2 missing: {dates}")
        case .tomorrow: Texts("Завтра, {date}", "Tomorrow, {date}")
        case .tomorrowClosed: Texts("Завтра, {date}: торгов нет", "Tomorrow, {date}: no trading")
        case .dayAfter: Texts("Следующий день, {date}", "The next day, {date}")
        case .dayAfterClosed: Texts("Следующий день, {date}: нет торгов", "The next day, {date}: no trading")
        case .next: Texts("Следующие торги {date}", "Trading again on {date}")
        case .marketHours: Texts("{market} {open}–{close}", "{market} {open}–{close}")
        case .marketKind: Texts("{market}: {kind}", "{market}: {kind}")
        case .notRecorded: Texts("не записан", "not recorded")
        case .marketKindHours: Texts("{market} {open}–{close}, {kind}", "{market} {open}–{close}, {kind}")
        case .runWaiting: Texts("⚪ <b>{job}</b>: ждём планировщик", "⚪ <b>{job}</b>: waiting for the scheduler")
        case .runGoing: Texts("▶️ <b>{job}</b>: идёт {span}", "▶️ <b>{job}</b>: running for {span}")
        case .runDone: Texts("🟢 <b>{job}</b>: готово за {span}", "🟢 <b>{job}</b>: done in {span}")
        case .runDoneAtOnce: Texts("🟢 <b>{job}</b>: готово", "🟢 <b>{job}</b>: done")
        case .runFailed: Texts("🟠 <b>{job}</b>: сбой через {span}", "🟠 <b>{job}</b>: failed after {span}")
        case .runTimedOut: Texts("🟠 <b>{job}</b>: дольше срока, {span}", "🟠 <b>{job}</b>: took too long, {span}")
        case .runInterrupted: Texts("🟠 <b>{job}</b>: прервана через {span}", "🟠 <b>{job}</b>: interrupted after {span}")
        case .runRefused: Texts("🟠 <b>{job}</b>: не запущена", "🟠 <b>{job}</b>: not started")
        case .runLost: Texts("🟠 <b>{job}</b>: планировщик молчит", "🟠 <b>{job}</b>: the scheduler is silent")
        case .hi2Title: Texts("hi2 за {date}", "hi2 for {date}")
        case .hi2Never: Texts("Ещё не проверяли", "Not checked yet")
        case .hi2CheckedAt: Texts("Проверено в {time}", "Checked at {time}")
        case .hi2Run: Texts("▶️ Проверить", "▶️ Check now")
        case .plotFile: Texts("📎 Файлом", "📎 As a file")
        case .plotFileHint: Texts("Файлы готовятся", "The files are on their way")
        case .picturesForbidden:
            Texts(
                "Картинки и файлы в этом чате запрещены, поэтому текстом.",
                "This chat forbids pictures and files, hence the words."
            )
        case .filesTitle: Texts("📎 {market}, {date}: без сжатия", "📎 {market}, {date}: full quality")
        }
    }
}
