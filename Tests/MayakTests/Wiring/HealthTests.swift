import Market
import Operations
import Store
import Testing

@testable import mayak

@Suite("Health")
struct HealthTests {
    static let now = Timestamp(seconds: 1_721_026_800)

    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        /// Seconds ago; nil means never.
        var scheduler: Int? = 30
        var bot: Int? = 30
        var jobDue: Int?
        var isPaused = false
        var oldest: Int?
        var speed = 1.0
        let complaints: [String]
        var testDescription: String { name }
    }

    static let cases = [
        Case(name: "all well", jobDue: 0, oldest: 5, complaints: []),
        Case(name: "scheduler never seen", scheduler: nil, complaints: ["scheduler: no sign of life yet"]),
        Case(name: "scheduler at the limit", scheduler: 90, complaints: []),
        Case(name: "scheduler silent", scheduler: 91, complaints: ["scheduler: silent for 91 s, more than 90 s"]),
        Case(name: "bot silent", bot: 131, complaints: ["bot: silent for 131 s, more than 130 s"]),
        Case(
            name: "both dead, with signs of life from a clock that was ahead",
            scheduler: -2_592_000,
            bot: -601,
            complaints: [
                "scheduler: its last sign of life lies 2592000 s ahead: the clock was wrong then, or is now",
                "bot: its last sign of life lies 601 s ahead: the clock was wrong then, or is now",
            ]
        ),
        Case(name: "signs of life a little ahead, after a small step", scheduler: -30, bot: -30, complaints: []),
        Case(name: "bot under a fast clock", bot: 7_000, speed: 60, complaints: []),
        Case(name: "job overdue", jobDue: 601, complaints: ["job EQ1: due at 2024-07-15 09:49:59 МСК and not run"]),
        Case(name: "paused job", jobDue: 601, isPaused: true, complaints: []),
        Case(name: "job in the future", jobDue: -3_600, complaints: []),
        Case(name: "outbox stuck", oldest: 121, complaints: ["outbox: 4 waiting, the oldest for 121 s"]),
        Case(
            name: "nobody there",
            scheduler: nil,
            bot: nil,
            complaints: ["scheduler: no sign of life yet", "bot: no sign of life yet"]
        ),
    ]

    @Test("complains about", arguments: cases)
    func judge(_ item: Case) {
        func ago(_ seconds: Int) -> Timestamp { Self.now - .seconds(seconds) }
        var heartbeats: [Heartbeat] = []
        if let age = item.scheduler { heartbeats.append(Heartbeat(process: .scheduler, at: ago(age), detail: "")) }
        if let age = item.bot { heartbeats.append(Heartbeat(process: .bot, at: ago(age), detail: "")) }
        let job = JobPlan(
            id: "EQ1",
            trigger: "interval[0:05:00]",
            function: "eq",
            nextRun: item.jobDue.map(ago),
            zone: "Europe/Moscow",
            isPaused: item.isPaused
        )
        let health = ProductHealth(
            now: Self.now,
            limits: HealthLimits(interval: .minutes(5), pollTimeout: .seconds(50), speed: item.speed),
            heartbeats: heartbeats,
            plan: [job],
            outbox: OutboxDepth(queued: item.oldest == nil ? 0 : 4, sending: 0, dead: 0, oldest: item.oldest.map(ago))
        )
        #expect(health.failures.map(\.line) == item.complaints)
    }
}
