import Market
import Testing

@Suite("Calendar disagreement")
struct CalendarDisagreementTests {
    @Test("lists the days on which the exchange says something else")
    func find() {
        let ours = calendar(
            says(.bundled, .equities, "2026-08-01", .closed),
            says(.bundled, .futures, "2026-03-20", .short, "main 10:00-18:50"),
            says(.edit, .currency, "2026-06-10", .closed),
            says(.bundled, .equities, "2026-08-08", .weekendSession)
        )
        let feed = [
            says(.feed, .futures, "2026-03-20", .normal),
            says(.feed, .currency, "2026-06-10", .normal),
            says(.feed, .equities, "2026-08-08", .weekendSession, tradeDate: "2026-08-10"),
            says(.feed, .equities, "2026-08-01", .weekendSession, tradeDate: "2026-08-03"),
            says(.feed, .equities, "2026-06-10", .normal),
            says(.feed, .equities, "2030-01-09", .closed),
            says(.feed, .futures, "2026-06-11", .short, "main 10:00-19:00"),
        ]
        let texts = CalendarDisagreement.find(feed: feed, ours: ours).map(\.text)
        #expect(
            texts == [
                "FX 2026-06-10: exchange says normal, edit (edit) says closed",
                "FO 2026-06-11: exchange says short 10:00-19:00, rule (weekday rule) says normal",
                "EQ 2026-08-01: exchange says weekend_session of 2026-08-03, bundled (bundled) says closed",
            ]
        )
    }
}
