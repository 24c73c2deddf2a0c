import Market
import Operations
import Store
import Testing

@testable import Bot

@Suite("Health screen")
struct HealthScreenTests {
    private static let now = Timestamp(seconds: 1_721_026_800)

    private func html(oldest: Duration? = nil, jobDue: Duration? = nil) -> String {
        let beats = [ProcessName.scheduler, .bot].map { Heartbeat(process: $0, at: Self.now, detail: "") }
        let job = JobPlan(
            id: "EQ1",
            trigger: "interval[0:05:00]",
            function: "eq",
            nextRun: jobDue.map { Self.now - $0 },
            zone: "Europe/Moscow"
        )
        let outbox = OutboxDepth(
            queued: oldest == nil ? 0 : 1,
            sending: 0,
            dead: 0,
            oldest: oldest.map { Self.now - $0 }
        )
        return HealthScreen(
            health: ProductHealth(
                now: Self.now,
                limits: BotOptions().health,
                heartbeats: beats,
                plan: [job],
                outbox: outbox
            ),
            wording: Wording(.english),
            lastSent: nil,
            dead: [],
            closed: [],
            holds: DeliveryHolds(),
            commands: 0
        ).html
    }

    @Test("is green up to the limits and names what is beyond them")
    func limits() {
        #expect(html(oldest: .minutes(2), jobDue: .minutes(10)).hasPrefix("🟢"))
        #expect(html(oldest: .seconds(121)).hasPrefix("🟠"))
        let late = html(jobDue: .seconds(601))
        #expect(late.hasPrefix("🟠"))
        #expect(late.contains("🟠 Job EQ1: due at 09:49 and not run"))
    }
}
