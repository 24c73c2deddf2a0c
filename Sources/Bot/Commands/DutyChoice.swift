import Market
import Operations
import Store

/// What `/oncall` offers to press: days, then hours, then a person; a pure value.
struct DutyChoice {
    let html: String
    let choice: CommandChoice

    /// Returns nil for words that say something else.
    init?(_ words: [String], _ people: [Person], _ wording: Wording) {
        guard words.first == Self.newWord, words.count <= 3 else { return nil }
        var choice = CommandChoice(Self.command)
        let said = Array(words.dropFirst())
        switch said.count {
        case 0:
            choice.add(
                [(DutyPhrase.weekdays, "weekdays"), (.weekends, "weekends"), (.everyDay, "all")].map { phrase, word in
                    (wording.text(phrase), [Self.newWord, word])
                }
            )
            let days = zip(Self.days, Weekday.allCases).map { word, day in (wording.weekday(day), [Self.newWord, word])
            }
            choice.add(Array(days.prefix(4)))
            choice.add(Array(days.dropFirst(4)))
            html = wording.html(DutyPhrase.chooseDays)
        case 1 where DutyWish.days(said[0]) != nil:
            choice.add([(wording.text(DutyPhrase.wholeDay), words + ["0-24"])])
            for row in Self.hours { choice.add(row.map { ($0.replacing("-", with: "–"), words + [$0]) }) }
            html = wording.html(DutyPhrase.chooseHours, ["days": wording.dutyDays(said[0])])
        case 2 where DutyWish.days(said[0]) != nil && DutyWish.hours(said[1]) != nil:
            let hours = said[1] == "0-24" ? wording.text(DutyPhrase.wholeDay) : said[1].replacing("-", with: "–")
            let names = people.prefix(Self.shown).map { (String($0.name.prefix(18)), said + [String($0.id)]) }
            for start in stride(from: 0, to: names.count, by: 2) {
                choice.add(Array(names[start..<min(start + 2, names.count)]))
            }
            choice.add([(wording.text(DutyPhrase.nobody), ["clear"] + said)])
            html = wording.html(DutyPhrase.choosePerson, ["days": wording.dutyDays(said[0]), "hours": hours])
        default: return nil
        }
        self.choice = choice
    }

    /// Begins it, for whoever may change the rota.
    static func start(for caller: Caller) -> CommandChoice {
        var choice = CommandChoice(command)
        if caller.may(.operator) { choice.add([(caller.wording.text(DutyPhrase.change), [newWord])]) }
        return choice
    }

    private static let command = "oncall"
    private static let newWord = "new"
    private static let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    private static let hours = [["9-19", "19-9"], ["7-15", "15-23", "23-7"]]
    /// More people than a keyboard is good for are typed.
    private static let shown = 20
}

extension Wording {
    /// Days as the rota's words name them, in the reader's language: `будни`, `пн–пт`.
    func dutyDays(_ word: String) -> String {
        switch word.lowercased() {
        case "weekdays", "будни": return text(DutyPhrase.weekdays)
        case "weekends", "выходные": return text(DutyPhrase.weekends)
        default: break
        }
        guard let days = DutyWish.days(word), let first = days.first, let last = days.last else { return word }
        if days.count == 7 { return text(DutyPhrase.everyDay) }
        return days.count == 1 ? weekday(first) : "\(weekday(first))–\(weekday(last))"
    }
}
