import Testing

@testable import Bot

@Suite("Bot tokens")
struct BotTokenTests {
    @Test(
        "what can be one",
        arguments: [
            "7000000001:sandbox", "7000000002:other", "42:load", "1:abc",
            "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw-_",
        ]
    )
    func possible(_ text: String) { #expect(BotToken.isPossible(text)) }

    @Test(
        "what cannot",
        arguments: [
            "bot110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw", "\"110201543:AAHdqTcvCH1v\"", "'1:abcdef'",
            "110201543: AAHdqTcvCH1v", "110201543:AAHd qTcv", "110201543 :AAHdqTcv", " 1:abcdef", "1:abcdef\n",
            "110201543:", "110201543:ab", "110201543", "AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw", ":abcdef", "0:abcdef",
            "007:abcdef", "-5:abcdef", "+5:abcdef", "1:абвгд", "1:abc/../x", "1:abc:def", "1:abc?x=1", "1:abc%20",
            "<1:abcdef>", "18014398509481984:abcdef", "99999999999999999999999:abcdef",
            "1:" + String(repeating: "x", count: 79), "токен", ":", "::", "١٢٣:abcdef",
        ]
    )
    func impossible(_ text: String) { #expect(!BotToken.isPossible(text)) }
}
