import Exchange
import Market
import Testing

@Suite("Open rules")
struct OpenRuleTests {
    @Test(
        "are read as they are written",
        arguments: ["open", "auction", "first_candle_after: 10:00", "first_candle_after: 09:59:30"]
    )
    func roundTrip(_ text: String) throws {
        #expect(try #require(OpenRule(text)).description == text)
    }

    @Test("take capitals and a missing space")
    func lenient() {
        #expect(OpenRule("First_Candle_After:10:00") == TimeOfDay(hour: 10, minute: 0).map { .firstCandle(after: $0) })
        #expect(OpenRule("OPEN") == .open)
    }

    @Test(
        "are nothing else",
        arguments: ["", "close", "first_candle_after", "first_candle_after: 25:00", "open: 10:00"]
    )
    func refused(_ text: String) {
        #expect(OpenRule(text) == nil)
    }
}
