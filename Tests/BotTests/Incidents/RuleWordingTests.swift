import Market
import Store
import TestKit
import Testing

@testable import Bot

@Suite("Rule wordings")
struct RuleWordingTests {
    @Test("every rule has its words, and no other has")
    func complete() {
        #expect(Set(RuleWordings.all.keys) == Set(AlertRule.allCases))
        for rule in AlertRule.allCases { #expect(rule.title[.russian] != rule.rawValue, "\(rule.rawValue)") }
    }

    @Test("an alert of a rule that only another version knows is told by its name", arguments: Language.allCases)
    func unknown(language: Language) {
        let now = Timestamp(seconds: 1_700_000_000)
        let alert = AlertRecord(
            key: AlertKey(AlertRule(rawValue: "moon_<phase>")),
            severity: .warning,
            date: MoscowTime.date(of: now),
            openedAt: now,
            value: 1,
            limit: 0
        )
        let screen = IncidentScreen(alert: alert, now: now, wording: Wording(language))
        #expect(screen.headline == "AlgoPack: moon_<phase>")
        #expect(screen.message.html.contains("moon_&lt;phase&gt;"))
    }

    @Test("names that stopped are named, and nobody claims to know whether a missing slot had trades")
    func silentNames() {
        let now = Timestamp(seconds: 1_700_000_000)
        var alert = AlertRecord(
            key: AlertKey(.silentNames, Feed(.equities, .tradestats)),
            severity: .warning,
            date: MoscowTime.date(of: now),
            openedAt: now,
            value: 1,
            limit: 0
        )
        alert.id = 3
        alert.state = .firing
        alert.facts.lostSecids = ["MTLR"]
        alert.facts.lastLabel = time("15:20:00")
        func html(_ language: Language) -> String {
            IncidentScreen(alert: alert, now: now, wording: Wording(language)).message.html
        }
        #expect(
            html(.russian) == """
                🟠 <b>EQ · tradestats: пропал 1\u{A0}тикер</b>
                С 01:13\u{A0}МСК
                Пропал: MTLR
                Последний раз 15:20
                #A3
                """
        )
        alert.value = 5
        #expect(html(.english).hasPrefix("🟠 <b>EQ · tradestats: 5\u{A0}tickers silent</b>\n"))
        alert.key = AlertKey(.missingSlots, Feed(.equities, .tradestats))
        alert.value = 1
        alert.facts = AlertFacts()
        alert.facts.slots = times("12:10")
        alert.facts.isUnproved = true
        #expect(html(.russian).contains("\nСлоты: 12:10\nБыли ли сделки, неизвестно\n"))
        alert.state = .resolved
        alert.closing = .recovered
        alert.date = alert.date.adding(days: -1)
        #expect(html(.english).contains("\nNever arrived: 12:10\nWhether it traded is unknown\n"))
    }

    @Test(
        "an answer without data is called what it is",
        arguments: [
            (.page, "страница вместо данных", "a page instead of data", "Похоже на сбой", "Likely the exchange"),
            (.nothing, "пустой ответ", "an empty answer", "Похоже на сбой", "Likely the exchange"),
            (.refused, "запрос отвергнут (404)", "request refused (404)", "Проверьте адрес", "Check the exchange"),
            (.unreadable, "ответ не читается", "unreadable answer", "биржа меняет формат", "change the format"),
        ] as [(AlertFacts.Failure, String, String, String, String)]
    )
    func answers(_ failure: AlertFacts.Failure, _ russian: String, _ english: String, _ hint: String, _ tip: String) {
        let now = Timestamp(seconds: 1_700_000_000)
        var alert = AlertRecord(
            key: AlertKey(.badPayload, Feed(.equities, .tradestats)),
            severity: .warning,
            date: MoscowTime.date(of: now),
            openedAt: now,
            value: 1,
            limit: 0
        )
        alert.state = .firing
        alert.facts.failure = failure
        alert.facts.status = failure == .refused ? 404 : 200
        for (language, symptom, said) in [(Language.russian, russian, hint), (.english, english, tip)] {
            let html = IncidentScreen(alert: alert, now: now, wording: Wording(language)).message.html
            #expect(html.contains(symptom) && html.contains(said), "\(html)")
        }
    }

    @Test("a disk that fills says how much is left, and what to do")
    func disk() {
        let now = Timestamp(seconds: 1_700_000_000)
        var alert = AlertRecord(
            key: AlertKey(.diskSpace),
            severity: .info,
            date: MoscowTime.date(of: now),
            openedAt: now,
            value: 450,
            limit: 500
        )
        alert.id = 3
        alert.state = .firing
        func html(_ language: Language) -> String {
            IncidentScreen(alert: alert, now: now, wording: Wording(language)).message.html
        }
        #expect(
            html(.russian) == """
                ⚪ <b>Диск: осталось 450 МБ</b>
                С 01:13\u{A0}МСК
                Освободите место: записи прекратятся
                #A3
                """
        )
        #expect(html(.english).hasPrefix("⚪ <b>Disk: 450 MB left</b>\n"))
        alert.severity = .critical
        #expect(html(.english).hasPrefix("🔴 <b>Disk: no room left</b>\n"))
        alert.state = .resolved
        alert.closing = .recovered
        #expect(html(.russian) == "🟢 <b>Диск: место есть</b>\n#A3")
    }
}
