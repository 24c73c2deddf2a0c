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
}
