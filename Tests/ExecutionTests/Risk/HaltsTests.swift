import Execution
import Market
import TestKit
import Testing

@Suite("Halts")
struct HaltsTests {
    private static let now = Timestamp(seconds: 1_000)

    private static func halt(_ cause: Halt.Cause, _ level: Halt.Level, _ end: Halt.End) -> Halt {
        Halt(cause, level, until: end, who: "test", why: "because", since: now)
    }

    /// Defect 12 of the original: every halt was cleared at midnight of UTC, and a drift halt by a restart.
    @Test("end with the day only where they are for the day")
    func roll() {
        var halts = Halts()
        let isNew1 = halts.raise(Self.halt(.dailyLoss, .reduceOnly, .nextTradingDay))
        #expect(isNew1)
        let isNew2 = halts.raise(Self.halt(.drift, .stopped, .person))
        #expect(isNew2)
        #expect(halts.level == .stopped)
        #expect(halts.rollDay().map(\.cause) == [.dailyLoss])
        #expect(halts.all.map(\.cause) == [.drift] && halts.level == .stopped)
        #expect(halts.resume(.dailyLoss) == nil)
        #expect(halts.resume(.drift)?.who == "test")
        #expect(halts.level == nil)
    }

    @Test("are never loosened by the same cause reporting again")
    func loosening() {
        var halts = Halts()
        let isNew3 = halts.raise(Self.halt(.feed, .stopped, .person))
        #expect(isNew3)
        let isNew4 = halts.raise(Self.halt(.feed, .reduceOnly, .nextTradingDay))
        #expect(!isNew4)
        #expect(halts.all.first?.level == .stopped && halts.all.first?.end == .person)
        var other = Halts()
        _ = other.raise(Self.halt(.feed, .stopped, .nextTradingDay))
        let isNew5 = other.raise(Self.halt(.feed, .reduceOnly, .person))
        #expect(isNew5)
        #expect(other.all.first?.level == .stopped && other.all.first?.end == .person)
    }
}
