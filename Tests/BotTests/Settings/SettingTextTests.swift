import Market
import Testing

@testable import Bot

@Suite("What a setting became")
struct SettingTextTests {
    @Test(
        "is read as it was written",
        arguments: [
            (.off, "off"), (.minutes(15), "15 min"), (.chat(-100_123), "-100123"), (.topic(.equities, 12), "EQ 12"),
            (.topic(nil, 0), "all 0"),
        ] as [(SettingText, String)]
    )
    func texts(value: SettingText, text: String) {
        #expect(value.text == text && SettingText(stored: text) == value)
    }

    @Test("quiet hours")
    func quiet() throws {
        let hours = try #require(QuietHours("23:00-07:00 hold"))
        #expect(SettingText(stored: SettingText.quiet(hours).text) == .quiet(hours))
    }

    @Test("is nothing where another version wrote it", arguments: ["", "soon min", "XX 12", "EQ twelve", "EQ 1 2"])
    func unknown(text: String) { #expect(SettingText(stored: text) == nil) }
}
