import Market
import Testing

@Suite("Money as text")
struct MoneyTextTests {
    @Test(
        "what is written is read back",
        arguments: [
            "0", "12", "-12.5", "0.000000000000000001", "-0.5", "99999999999999999999.999999999999999999",
        ]
    )
    func roundTrip(_ text: String) {
        #expect(Money(text)?.description == text)
    }

    @Test(
        "anything else is no money",
        arguments: ["", "-", ".5", "1.", "1,5", "+1", "1e3", "0.0000000000000000001", "1.2.3", "170141183460469231732"]
    )
    func refused(_ text: String) {
        #expect(Money(text) == nil)
    }
}
