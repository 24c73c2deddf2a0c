import Store

/// Who is on call.
enum DutyPhrase: String, Phrase {
    case summary, title, now, nobodyNow, empty, row, usage, unknown, set, cleared, mention
    case change, chooseDays, chooseHours, choosePerson, weekdays, weekends, everyDay, wholeDay, nobody

    var texts: Texts {
        switch self {
        case .summary: Texts("кто дежурит: /oncall пн-пт 9-19 Борис", "who is on call: /oncall mon-fri 9-19 Boris")
        case .title: Texts("Дежурство", "On call")
        case .now: Texts("Сейчас: {who}", "Now: {who}")
        case .nobodyNow: Texts("Сейчас никто не назначен", "Nobody now")
        case .empty:
            Texts("Дежурных нет. Пример: /oncall пн-пт 9-19 Борис", "Nobody is on call. Try /oncall mon-fri 9-19 Boris")
        case .row: Texts("{days}: {who}", "{days}: {who}")
        case .usage:
            Texts(
                "Пример: /oncall пн-пт 9-19 Борис, /oncall сб-вс Анна, /oncall 19-9 Анна, /oncall снять пн-пт",
                "Like this: /oncall mon-fri 9-19 Boris, /oncall sat-sun Anna, /oncall 19-9 Anna, /oncall clear mon-fri"
            )
        case .unknown:
            Texts(
                "Среди людей с ролью нет «{word}». Есть: {people}",
                "Nobody with a role is called “{word}”. There are: {people}"
            )
        case .set: Texts("🟢 Дежурство изменено", "🟢 The rota is changed")
        case .cleared: Texts("🟢 Дежурство снято", "🟢 The rota is cleared")
        case .change: Texts("✏️ Назначить", "✏️ Assign")
        case .chooseDays: Texts("Дежурство: в какие дни?", "On call: which days?")
        case .chooseHours: Texts("Дежурство, {days}: в какие часы?", "On call, {days}: which hours?")
        case .choosePerson: Texts("Дежурство, {days}, {hours}: кто?", "On call, {days}, {hours}: who?")
        case .weekdays: Texts("будни", "weekdays")
        case .weekends: Texts("выходные", "weekends")
        case .everyDay: Texts("все дни", "every day")
        case .wholeDay: Texts("весь день", "the whole day")
        case .nobody: Texts("никто", "nobody")
        case .mention: Texts("Дежурит: {who}", "On call: {who}")
        }
    }
}
