import Market
import Platform
import TestKit
import Testing

@Suite("Wake-up", .timeLimit(.minutes(1)))
struct WakeupTests {
    @Test("a call between the look and the wait is not slept through")
    func between() async {
        let loop = Wakeup()
        let seen = loop.count
        loop.call()
        await loop.wait(after: seen)
        #expect(loop.count == seen + 1)
    }

    @Test("a call wakes, and so does the end of the task")
    func ends() async {
        let loop = Wakeup()
        let waiting = Task { await loop.wait(after: 0) }
        loop.call()
        await waiting.value
        let cancelled = Task { await loop.wait(after: 1) }
        cancelled.cancel()
        await cancelled.value
    }

    @Test("an alarm rings at its instant; an earlier one takes its place, a later one does not")
    func alarm() async {
        let loop = Wakeup()
        let clock = ManualClock()
        let start = clock.now
        loop.call(at: start + .seconds(5), of: clock)
        await clock.sleepers(1)
        loop.call(at: start + .seconds(9), of: clock)
        loop.call(at: start + .seconds(2), of: clock)
        await clock.sleepers(1)
        clock.advance(by: .seconds(2))
        await loop.wait(after: 0)
        #expect(loop.count == 1)
        // It asks anew for what is still due.
        loop.call(at: start + .seconds(9), of: clock)
        await clock.sleepers(1)
        clock.advance(by: .seconds(7))
        await loop.wait(after: 1)
        #expect(loop.count == 2)
    }

    @Test("calls again and again")
    func every() async {
        let loop = Wakeup()
        let clock = ManualClock()
        let calling = Task { try await loop.call(every: .seconds(3), of: clock) }
        for turn in 0..<3 {
            await clock.sleepers(1)
            clock.advance(by: .seconds(3))
            await loop.wait(after: UInt64(turn))
        }
        calling.cancel()
        _ = await calling.result
        #expect(loop.count == 3)
    }
}
