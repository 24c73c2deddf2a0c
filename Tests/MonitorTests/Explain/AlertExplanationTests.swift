import Market
import Monitor
import Store
import Testing

@Suite("Alert explanation")
struct AlertExplanationTests {
    @Test(
        "figures are spans where the rule measures time, plain numbers elsewhere",
        arguments: [
            (AlertRule.staleness, 1_223.168517871, "20 min 23 s"), (.staleness, 600, "10 min"),
            (.clockSkew, 7.4, "7 s"),
            (.secidDrop, 372, "372"), (.missingSlots, 2.5, "2.5"),
        ] as [(AlertRule, Double, String)]
    )
    func figures(_ rule: AlertRule, _ value: Double, _ text: String) {
        let alert = AlertRecord(
            key: AlertKey(rule, Feed(.futures, .obstats)),
            severity: .critical,
            date: MonitorRig.date,
            openedAt: MonitorRig.at("10:45:32"),
            value: value,
            limit: 600
        )
        let lines = AlertExplanation(alert: alert, events: [], cause: nil, silences: []).lines
        #expect(lines[1].contains("value \(text), "), "\(lines[1])")
    }
}
