import Engine
import Market
import Testing

@Suite("Gaps of a feed")
struct FeedGapTests {
    private static func gap(recovery: Int) -> FeedGap {
        var options = FeedGap.Options(silence: .seconds(60))
        options.recoveryBooks = recovery
        return FeedGap(options)
    }

    private static func at(_ seconds: Int64) -> Timestamp { Timestamp(seconds: 1_700_000_000 + seconds) }

    /// Whether signals may be made of books at these seconds.
    private static func admitted(_ seconds: [Int64], by gap: inout FeedGap) -> [Bool] {
        var admitted: [Bool] = []
        for second in seconds { admitted.append(gap.admits(bookAt: at(second))) }
        return admitted
    }

    @Test("a lost connection blocks until the answer is there and the books have come, in whatever order")
    func whole() {
        var gap = Self.gap(recovery: 2)
        #expect(Self.admitted([0], by: &gap) == [true])
        gap.reconnected()
        let span = gap.ask(at: Self.at(100))
        #expect(span == Self.at(0)..<Self.at(100))
        // The silence since the last book is the same gap.
        #expect(Self.admitted([101, 102, 103], by: &gap) == [false, false, false])
        #expect(gap.count == 1)
        let isTaken = gap.answered(gap: 1, isWhole: true)
        #expect(isTaken && !gap.isOpen)
        #expect(Self.admitted([104], by: &gap) == [true])
        #expect(gap.filled == 1 && gap.unfilled == 0 && gap.blockedBooks == 3)
        gap.reconnected()
        _ = gap.ask(at: Self.at(105))
        let isTakenToo = gap.answered(gap: 2, isWhole: false)
        #expect(isTakenToo && gap.unfilled == 1)
        #expect(Self.admitted([106, 107, 108], by: &gap) == [false, false, true])
    }

    @Test("a source that keeps nothing of the past leaves the books alone to make it whole")
    func notOffered() {
        var gap = Self.gap(recovery: 0)
        #expect(Self.admitted([0], by: &gap) == [true])
        gap.reconnected()
        _ = gap.ask(at: Self.at(1))
        #expect(Self.admitted([2], by: &gap) == [false])
        gap.notOffered(gap: 1)
        #expect(Self.admitted([3], by: &gap) == [true])
        #expect(gap.filled == 0 && gap.unfilled == 0)
    }

    @Test("without an answer it waits for half a minute, and says that something stays unknown")
    func noAnswer() {
        var gap = Self.gap(recovery: 0)
        #expect(Self.admitted([0], by: &gap) == [true])
        gap.reconnected()
        _ = gap.ask(at: Self.at(10))
        #expect(Self.admitted([39, 40], by: &gap) == [false, true])
        let isTaken = gap.answered(gap: 1, isWhole: true)
        #expect(!isTaken && gap.unfilled == 1)
    }

    @Test("an answer of an earlier gap does not end a later one; where nothing had come nothing is asked")
    func generations() {
        var gap = Self.gap(recovery: 0)
        gap.reconnected()
        let nothing = gap.ask(at: Self.at(0))
        #expect(nothing == nil && !gap.isOpen)
        #expect(Self.admitted([1], by: &gap) == [true])
        gap.reconnected()
        _ = gap.ask(at: Self.at(2))
        gap.reconnected()
        let span = gap.ask(at: Self.at(3))
        #expect(span == Self.at(1)..<Self.at(3))
        let isOldTaken = gap.answered(gap: 2, isWhole: true)
        gap.notOffered(gap: 2)
        #expect(!isOldTaken && gap.isOpen)
        let isTaken = gap.answered(gap: 3, isWhole: true)
        #expect(isTaken && !gap.isOpen)
    }
}
