import Market
import Testing

@Suite("Session text")
struct TradingSessionTextTests {
    static let reference = sessions("morning 09:00-14:00, main 14:05-18:50, evening 19:05-23:50")

    @Test(
        "names each window after the session it replaces",
        arguments: [
            ("10:00-14:00,14:05-18:50,19:05-23:50", "morning 10:00-14:00, main 14:05-18:50, evening 19:05-23:50"),
            ("19:45-23:50", "evening 19:45-23:50"),
            ("14:05–18:50", "main 14:05-18:50"),
            ("00:10-00:20", "main 00:10-00:20"),
            ("evening=10:00-11:00", "evening 10:00-11:00"),
            ("10:00:30-14:00", "morning 10:00:30-14:00"),
        ]
    )
    func names(_ text: String, _ expected: String) {
        let list = TradingSession.list(text, namedLike: Self.reference)
        #expect(list?.map(\.description).joined(separator: ", ") == expected)
    }

    @Test(
        "refuses what is no list of windows in order",
        arguments: [
            "", "10:00", "18:40-10:00", "10:00-12:00,11:00-13:00", "10:00-12:00,", "noon 10:00-12:00", "25:00-26:00",
        ]
    )
    func refuses(_ text: String) {
        #expect(TradingSession.list(text, namedLike: Self.reference) == nil)
    }
}
