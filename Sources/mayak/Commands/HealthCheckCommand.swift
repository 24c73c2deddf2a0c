import Bot
import Market
import Monitor
import Platform
import Store

/// `mayak health-check`: the probe of the container.
enum HealthCheckCommand: Command {
    static let spec = CommandSpec(
        "health-check",
        summary: "Say whether both processes do their work: exit 0 or 1",
        details: """
            Healthy means: the scheduler gave a sign of life within two intervals, the bot within two long polls, no job is
            overdue by two intervals, and no message waits longer than ten minutes. Prints what is wrong, one line each.
            """,
        options: Settings.options
    )

    static func run(_ arguments: Arguments) async throws {
        let settings = try Settings.load(arguments)
        let http = HTTPClient()
        let clock = try await settings.general.clock.start(http: http).clock
        await http.shutdown()
        let store = try settings.existingStore(clock: clock, log: settings.remarks(of: "health-check", clock: clock))
        let heartbeats = try await store.heartbeats()
        let health = ProcessHealth(
            // A scaled clock starts anew in each process, so the others' may be ahead of ours; the machine's is one for all.
            now: clock is SystemClock ? clock.now : max(clock.now, heartbeats.map(\.at).max() ?? clock.now),
            limits: ProcessHealth.Limits(
                interval: settings.monitor.interval,
                pollTimeout: settings.telegram.pollTimeout,
                speed: (clock as? ScaledClock)?.anchor.speed ?? 1
            ),
            heartbeats: heartbeats,
            plan: try await store.plan(),
            outbox: try await store.outboxDepth(),
            trouble: try await store.pollTrouble()
        )
        let mended = MendedClock(text: try await store.setting(MendedClock.key))
        await store.close()
        print(health.complaints.isEmpty ? "healthy" : health.complaints.joined(separator: "\n"))
        if let mended, clock is SystemClock, (.zero ... .hours(24)).contains(mended.at.duration(to: clock.now)) {
            print(
                "clock: was \(mended.span.wholeSeconds) s ahead until \(MoscowTime.text(mended.at)) МСК, work goes on since"
            )
        }
        if !health.complaints.isEmpty { throw CommandFailure(.failure) }
    }
}
