import Market
import Store
import Testing

@testable import Bot

@Suite("Rule wordings")
struct RuleWordingTests {
    @Test("every rule has its words, and no other has")
    func complete() {
        #expect(Set(RuleWordings.all.keys) == Set(AlertRule.allCases))
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
