import Market
import Operations
import Platform
import Store

/// `mayak health-check`: the probe of the container.
enum HealthCheckCommand: Command {
    static let spec = CommandSpec(
        "health-check",
        summary: "Say whether both processes do their work: exit 0 or 1",
        details: """
            Healthy means: the scheduler gave a sign of life within 90 s, the bot within two long polls, no job is overdue by
            two intervals, and no message waits longer than two minutes. Prints what is wrong, one line each. /health in the chat
            judges by the same limits.
            """,
        options: Settings.options
    )

    static func run(_ arguments: Arguments) async throws {
        let settings = try Settings.load(arguments)
        let http = HTTPClient()
        let clock = try await settings.general.clock.start(http: http).clock
        await http.shutdown()
        let store = try settings.existingStore(clock: clock, log: settings.remarks(of: "health-check", clock: clock))
        // A scaled clock starts anew in each process; the machine's is one for all.
        let health = try await ProductHealth(
            of: OperationsStore(store),
            limits: settings.healthLimits(clock),
            at: clock.now,
            startedAnew: !(clock is SystemClock)
        )
        await store.close()
        let failures = health.failures
        print(failures.isEmpty ? "healthy" : failures.map(\.line).joined(separator: "\n"))
        if let mended = health.mended, clock is SystemClock {
            print(
                "clock: was \(mended.span.wholeSeconds) s ahead until \(MoscowTime.text(mended.at)) МСК, work goes on since"
            )
        }
        if !failures.isEmpty { throw CommandFailure(.failure) }
    }
}
