import Market
import Testing

@testable import Platform

@Suite("Comparing clocks")
struct SkewMeterTests {
    private let now = Timestamp(seconds: 1_721_034_000)

    private func meter(_ answers: [(ahead: Int64, travel: Duration)]) -> SkewMeter {
        let meter = SkewMeter(spacing: .zero)
        for answer in answers {
            // Half of the way lies behind us when the answer is there.
            let served = now - .seconds(answer.ahead) - answer.travel / 2
            meter.note(date: HTTPDate.text(served), travel: answer.travel, now: now)
        }
        return meter
    }

    @Test("says nothing before three answers")
    func few() {
        #expect(meter([(95, .zero), (95, .zero)]).skew == nil)
        #expect(meter([(95, .zero), (95, .zero)]).served == now - .seconds(95))
    }

    @Test(
        "tells the figure within a second, and half the way is not part of it",
        arguments: [0, 31, 95, -95, 3_600, -2_592_000] as [Int64]
    )
    func figure(_ ahead: Int64) throws {
        let skew = try #require(meter(Array(repeating: (ahead, .milliseconds(600)), count: 4)).skew)
        #expect((skew.skew - .seconds(ahead)).inSeconds.magnitude <= 1)
    }

    @Test("a server that tells its time unasked is compared too; what was long under way does not count")
    func pushed() throws {
        let meter = SkewMeter(spacing: .zero)
        for way in [Duration.milliseconds(40), .seconds(3), .milliseconds(15)] {
            meter.note(pushed: now - .seconds(7) - way, now: now)
        }
        #expect(try #require(meter.skew).skew == .milliseconds(7_015))
    }

    @Test("one slow or odd answer is no skew, and the first good one ends it")
    func oneOdd() throws {
        let odd = try #require(meter([(0, .zero), (0, .zero), (95, .zero), (0, .zero)]).skew)
        #expect(odd.skew.inSeconds.magnitude <= 1)
        let over = try #require(meter(Array(repeating: (95, .zero), count: 5) + [(0, .zero)]).skew)
        #expect(over.skew.inSeconds.magnitude <= 1)
    }

    @Test("answers at once count as one")
    func spacing() {
        let meter = SkewMeter(spacing: .seconds(60))
        for _ in 0..<10 { meter.note(date: HTTPDate.text(now - .seconds(95)), travel: .zero, now: now) }
        #expect(meter.skew == nil)
    }

    @Test("without a Date the newest SYSTIME is a bound from below, and no more than that")
    func systime() throws {
        let meter = SkewMeter(spacing: .zero)
        for _ in 0..<3 { meter.note(atLeast: now + .seconds(95), now: now) }
        #expect(try #require(meter.skew).skew == .seconds(-95))
        #expect(meter.served == nil)
        meter.note(atLeast: now - .hours(1), now: now)
        #expect(try #require(meter.skew).skew == .zero)
        // A Date is worth more.
        meter.note(date: HTTPDate.text(now), travel: .zero, now: now)
        #expect(meter.skew == nil)
    }

    @Test(
        "header dates",
        arguments: ["", "now", "Sun, 06 Nov 1994", "Sun, 06 Nov 9999 08:49:37 GMT", "Sun, 31 Feb 2024 00:00:00 GMT"]
    )
    func unreadable(_ text: String) {
        let meter = SkewMeter(spacing: .zero)
        for _ in 0..<5 { meter.note(date: text, travel: .zero, now: now) }
        #expect(meter.skew == nil && meter.served == nil)
    }

    @Test(
        "a header date is written as it is read",
        arguments: [784_111_777, 951_782_400, 1_721_034_000, 4_102_444_799] as [Int64]
    )
    func roundTrip(_ seconds: Int64) {
        #expect(HTTPDate.instant(HTTPDate.text(Timestamp(seconds: seconds)))?.seconds == seconds)
        #expect(seconds != 784_111_777 || HTTPDate.text(Timestamp(seconds: seconds)) == "Sun, 06 Nov 1994 08:49:37 GMT")
    }

    @Test(
        "what the store keeps is read back, and nothing else",
        arguments: ["", "1 2", "1 2 3 4", "a b c", "1 2 9999999999999999"]
    )
    func text(_ text: String) {
        #expect(ClockSkew(text: text) == nil)
        let skew = ClockSkew(skew: .milliseconds(-95_250), served: now, measuredAt: now + .seconds(1))
        #expect(ClockSkew(text: skew.text) == skew)
    }
}
