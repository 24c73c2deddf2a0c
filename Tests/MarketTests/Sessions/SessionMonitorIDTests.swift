import Market
import Testing

@Suite("Ids of session monitors")
struct SessionMonitorIDTests {
    @Test(
        "are a market and the number of its session",
        arguments: [
            ("EQ1", .equities, 1), ("FX2", .currency, 2), ("FO12", .futures, 12),
        ] as [(String, AlgoPackSegment, Int)]
    )
    func read(_ job: String, _ market: AlgoPackSegment, _ number: Int) {
        #expect(SessionMonitorID(job: job) == SessionMonitorID(market, number))
        #expect("\(SessionMonitorID(market, number))" == job)
    }

    @Test("and nothing else", arguments: ["EQ", "EQ0", "EQ01", "EQ-1", "EQ1 ", "eq1", "alert_watch", "EQUITY1", ""])
    func others(_ job: String) {
        #expect(SessionMonitorID(job: job) == nil)
    }
}
