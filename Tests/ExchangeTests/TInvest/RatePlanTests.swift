import Market
import Testing

@testable import Exchange

@Suite("Broker's limits")
struct RatePlanTests {
    private static let start = Timestamp(seconds: 1_721_026_800)

    @Test("a tenth may start at once, the rest is spread so that no minute has more than its limit and that tenth")
    func spread() {
        var plan = RatePlan()
        let slots = (0..<250).map { _ in plan.reserve(.users, at: Self.start) }
        #expect(slots[9] == Self.start && slots[10] > Self.start)
        for slot in slots {
            #expect(slots.count { $0 >= slot && $0 < slot + .seconds(60) } <= 110)
        }
        // 100 a minute: 240 intervals of 0.6 s behind the burst.
        #expect(slots[249] - Self.start == .milliseconds(600) * 240)
    }

    @Test("groups have lines of their own")
    func groups() {
        var plan = RatePlan()
        for _ in 0..<50 { _ = plan.reserve(.orders, at: Self.start) }
        #expect(plan.reserve(.postOrder, at: Self.start) == Self.start)
    }

    @Test("headers set the limit, nothing left closes until the minute is over, and so does a refusal")
    func headers() {
        var plan = RatePlan()
        plan.note(.users, limit: "50, 50;w=60", remaining: "49", reset: "30", isRefused: false, at: Self.start)
        #expect(plan.limit(of: .users) == 50)
        #expect(plan.reserve(.users, at: Self.start) == Self.start)
        plan.note(.users, limit: nil, remaining: "0", reset: "30", isRefused: false, at: Self.start)
        #expect(plan.reserve(.users, at: Self.start) == Self.start + .seconds(30))
        plan.note(.orders, limit: "x", remaining: nil, reset: nil, isRefused: true, at: Self.start)
        #expect(plan.limit(of: .orders) == 100)
        #expect(plan.reserve(.orders, at: Self.start) == Self.start + .seconds(5))
        // What no server would mean is not believed.
        plan.note(.getOrders, limit: "0", remaining: "0", reset: "999999", isRefused: false, at: Self.start)
        #expect(plan.limit(of: .getOrders) == 200)
        #expect(plan.reserve(.getOrders, at: Self.start) == Self.start + .seconds(120))
    }

    @Test("a clock that is set back takes the line with it")
    func setBack() {
        var plan = RatePlan()
        for _ in 0..<100 { _ = plan.reserve(.users, at: Self.start) }
        let earlier = Self.start - .hours(3)
        #expect(plan.reserve(.users, at: earlier) < earlier + .seconds(61))
    }
}
