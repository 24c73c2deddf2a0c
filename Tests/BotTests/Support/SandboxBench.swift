import Bot
import Market
import Platform
import Sandbox
import Store
import TestKit

/// Lets the bot do all it can, at the pace that one chat allows.
func settle(_ service: BotService, _ clock: ManualClock) async throws {
    _ = try await service.step()
    clock.advance(by: .seconds(1))
    _ = try await service.step()
}

/// A bot against the sandbox: Anna is admin, Boris a viewer.
func withSandbox(
    tune: (inout BotOptions) -> Void = { _ in },
    _ body: (SandboxServer, BotService, StateStore, ManualClock) async throws -> Void
) async throws {
    let clock = ManualClock()
    let log = Log(component: "test", threshold: .critical, clock: clock)
    let calendar = TradingCalendar(profiles: .exchange, statements: [])
    var sandboxOptions = SandboxOptions()
    // On a clock that only the test moves, a poll that is held open would wait for the client's time-out.
    sandboxOptions.telegram.holdsPolls = false
    sandboxOptions.telegram.guardsHotLoops = false
    sandboxOptions.recordedRequests = 1_000_000
    let sandbox = try SandboxServer(options: sandboxOptions, calendar: calendar, clock: clock, log: log)
    let port = try sandbox.start()
    let folder = try TemporaryFolder(prefix: "mayak-bot", isInMemory: true)
    let store = try StateStore(path: folder.path + "/mayak.db", clock: clock, log: log)
    // One named day makes its year known, so that weekdays are ordinary.
    let day = CalendarStatement(
        market: .equities,
        date: CivilDate(dayNumber: 19_723),
        layer: .bundled,
        kind: .closed,
        author: "test",
        saidAt: clock.now
    )
    var statements = [day]
    for market in [AlgoPackSegment.currency, .futures] {
        var other = day
        other.market = market
        statements.append(other)
    }
    try await store.calendar.replaceLayer(.bundled, with: statements)
    try await store.people.setRole(Person(id: 1001, name: "Анна", role: .admin))
    try await store.people.setRole(Person(id: 1002, name: "Борис", role: .viewer))
    var options = BotOptions.forTests(group: sandboxOptions.groupChatID, folder: folder)
    tune(&options)
    let http = HTTPClient()
    let client = TelegramClient(
        options: TelegramOptions(baseURL: "http://127.0.0.1:\(port)", token: sandboxOptions.tokens[0]),
        http: http
    )
    let service = BotService.onTestClock(clock, store, client, options: options)
    var failure: (any Error)?
    do { try await body(sandbox, service, store, clock) } catch { failure = error }
    await sandbox.stop()
    await http.shutdown()
    await store.close()
    folder.remove()
    if let failure { throw failure }
}
