/// Nouns that follow a number.
package enum CountedNoun: CaseIterable, Sendable {
    case ticker, alert, slot, day, column, feed, message, run, job, picture, incident
    case attempt, person, approval

    /// Russian: one (1, 21), few (2–4, 22), many (5–20, 0); English: one and other.
    private var forms: (russian: (String, String, String), english: (String, String)) {
        switch self {
        case .ticker: (("тикер", "тикера", "тикеров"), ("ticker", "tickers"))
        case .alert: (("тревога", "тревоги", "тревог"), ("alert", "alerts"))
        case .slot: (("слот", "слота", "слотов"), ("slot", "slots"))
        case .day: (("день", "дня", "дней"), ("day", "days"))
        case .column: (("столбец", "столбца", "столбцов"), ("column", "columns"))
        case .feed: (("источник", "источника", "источников"), ("feed", "feeds"))
        case .message: (("сообщение", "сообщения", "сообщений"), ("message", "messages"))
        case .run: (("запуск", "запуска", "запусков"), ("run", "runs"))
        case .job: (("задача", "задачи", "задач"), ("job", "jobs"))
        case .incident: (("сбой", "сбоя", "сбоев"), ("incident", "incidents"))
        case .attempt: (("попытка", "попытки", "попыток"), ("attempt", "attempts"))
        case .approval: (("одобрение", "одобрения", "одобрений"), ("approval", "approvals"))
        case .person: (("человек", "человека", "человек"), ("person", "people"))
        case .picture: (("график", "графика", "графиков"), ("plot", "plots"))
        }
    }

    func form(for count: Int, in language: Language) -> String {
        switch (language, PluralForm(count)) {
        case (.english, _): count.magnitude == 1 ? forms.english.0 : forms.english.1
        case (.russian, .one): forms.russian.0
        case (.russian, .few): forms.russian.1
        case (.russian, .many): forms.russian.2
        }
    }
}

/// Which form a Russian word takes after a number; verbs follow it as well.
enum PluralForm {
    case one, few, many

    init(_ count: Int) {
        let tail = count.magnitude % 100
        switch tail % 10 {
        case 1 where tail != 11: self = .one
        case 2...4 where !(12...14).contains(tail): self = .few
        default: self = .many
        }
    }
}
