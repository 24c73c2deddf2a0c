import Analytics
import Execution
import Market
import Store
import Testing
import Trading

@Suite("Strategies")
struct ShareStrategyTests {
    private static func flat(_ count: Int) -> [Bar] {
        (0..<count).map { DailyBars.bar($0, 100, 101, 99, 100) }
    }

    @Test(
        "a breakout is a close above the highest price with the volume to it",
        arguments: [(101.5, 1_500.0, true), (101.5, 1_499, false), (101, 5_000, false)]
    )
    func breakout(_ close: Double, _ volume: Double, _ enters: Bool) {
        let last = DailyBars.bar(30, 100, close, 100, close, volume: volume)
        let study = ShareStudy(Self.flat(30) + [last])
        #expect((ShareStrategy.breakout.entry(study) != nil) == enters)
    }

    @Test("a breakout needs twenty bars before it")
    func breakoutTooEarly() {
        let last = DailyBars.bar(19, 100, 110, 100, 110, volume: 9_000)
        #expect(ShareStrategy.breakout.entry(ShareStudy(Self.flat(19) + [last])) == nil)
    }

    @Test("it is over at a close below the lowest price of ten bars", arguments: [(98.9, true), (99, false)])
    func breakoutExit(_ close: Double, _ exits: Bool) {
        let last = DailyBars.bar(30, 100, 100, close, close)
        #expect((ShareStrategy.breakout.exit(ShareStudy(Self.flat(30) + [last]), 5) != nil) == exits)
    }

    @Test("a pullback touches the average of a rising trend and closes above it")
    func pullback() {
        // Rises by 1 a day: ema_20 lies 9.5 below the close, sma_50 24.5.
        let rising = DailyBars.closing(at: (0..<70).map { 100 + Double($0) })
        func after(low: Double, close: Double) -> ShareStudy {
            ShareStudy(rising + [DailyBars.bar(70, 169, 170, low, close)])
        }
        #expect(ShareStrategy.trendPullback.entry(after(low: 158, close: 168)) != nil)
        #expect(ShareStrategy.trendPullback.entry(after(low: 165, close: 168)) == nil)
        #expect(ShareStrategy.trendPullback.entry(after(low: 150, close: 155)) == nil)
        #expect(ShareStrategy.trendPullback.exit(after(low: 158, close: 168), 3) == nil)
        #expect(ShareStrategy.trendPullback.exit(after(low: 130, close: 140), 3) != nil)
        let falling = DailyBars.closing(at: (0..<70).map { 200 - Double($0) })
        let last = DailyBars.bar(70, 131, 190, 130, 185)
        #expect(ShareStrategy.trendPullback.entry(ShareStudy(falling + [last])) == nil)
    }

    @Test("a reversion comes back into the bands where there is no trend")
    func reversion() {
        // Swings of 1 around 100 between the same highs and lows, so that there is no direction; then a fall out of the bands.
        let swings = (0..<60).map { index in
            let (open, close) = index.isMultiple(of: 2) ? (101.0, 100.0) : (100, 101)
            return DailyBars.bar(index, open, 102, 99, close)
        }
        let fall = DailyBars.bar(60, 101, 101, 97, 97)
        #expect(ShareStrategy.bandReversion.entry(ShareStudy(swings + [fall])) == nil)
        let back = ShareStudy(swings + [fall, DailyBars.bar(61, 97, 100, 97, 99.5)])
        #expect(ShareStrategy.bandReversion.entry(back) != nil)
        #expect(ShareStrategy.bandReversion.exit(back, 2) == nil)
        #expect(ShareStrategy.bandReversion.exit(back, 10) == "held for 10 bars")
        let reached = ShareStudy(swings + [fall, DailyBars.bar(61, 97, 102, 97, 101)])
        #expect(ShareStrategy.bandReversion.exit(reached, 2)?.contains("middle band") == true)
    }

    @Test(
        "half of Kelly's fraction",
        arguments: [
            // W = 0.6, R = 1: f = 0.2.
            ([1, 1, 1, -1, -1], 5, 0.1), ([1, 1, 1, -1, -1], 6, nil),
            // W = 0.5, R = 0.5: f = -0.5.
            ([1, -2, 1, -2], 4, 0), ([1, 1, 1, 1], 4, nil), ([-1, -1], 2, 0),
        ] as [([Double], Int, Double?)]
    )
    func halfKelly(_ results: [Double], _ least: Int, _ expected: Double?) {
        let limit = HalfKelly.limit(results, least: least)
        #expect((limit == nil) == (expected == nil) && abs((limit ?? 0) - (expected ?? 0)) < 1e-12)
    }

    @Test(
        "a stop lies 1.8 ranges below, no farther than a twentieth, and follows at that distance",
        arguments: [(1.0, "98.2", "118.2"), (10, "95", "115")]
    )
    func entryPlan(_ range: Double, _ stop: String, _ followed: String) throws {
        let step = TradedShare(SecID("A"), priceStep: 0.1).step
        let hundred = try #require(Price("100"))
        var plan = try EntryPlan(entry: hundred, range: range, step: step, PortfolioOptions()).stop
        #expect(plan.price.description == stop)
        try plan.follow(try #require(Price("120")), step)
        #expect(plan.price.description == followed)
        let take = try EntryPlan(entry: hundred, range: range, step: step, PortfolioOptions()).take
        #expect(take.description == "110")
    }
}
