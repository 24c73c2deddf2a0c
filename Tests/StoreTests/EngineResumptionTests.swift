import Market
import Store
import Testing

@Suite("Resumption of the engine")
struct EngineResumptionTests {
    struct Case: Sendable {
        let ended: [Halt.Cause]
        let staying: [Halt.Cause]
        let text: String
    }

    @Test(
        "is kept as a text, and read from it",
        arguments: [
            Case(ended: [.person], staying: [], text: "ended: person"),
            Case(ended: [.person, .dailyLoss], staying: [.feed], text: "ended: person, dailyLoss; stays: feed"),
            Case(ended: [.latency], staying: [.feed, .killSwitch], text: "ended: latency; stays: feed, killSwitch"),
        ]
    )
    func text(_ one: Case) {
        let resumption = EngineResumption(ended: one.ended, staying: one.staying)
        #expect(resumption.text == one.text && EngineResumption(stored: one.text) == resumption)
    }

    @Test("any other text is none", arguments: ["", "ended", "ended: nothing; stays: feed", "done", "stays: feed"])
    func other(_ text: String) {
        #expect(EngineResumption(stored: text) == nil)
    }
}
