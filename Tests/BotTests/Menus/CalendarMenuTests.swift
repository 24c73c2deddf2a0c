import Bot
import Market
import Platform
import Sandbox
import Store
import TestKit
import Testing

/// The menu is clicked through in the real sandbox, which refuses what Telegram refuses.
@Suite("Calendar menu", .timeLimit(.minutes(5)))
struct CalendarMenuTests {
    @Test("from the year to a closed day, its impact, and back again")
    func walk() async throws {
        try await withSandbox { sandbox, service, store, clock in
            try sandbox.say(text: "/calendar")
            try await settle(service, clock)
            for button in ["[2024]", "[июл]", "[15·]", "FO", "торгов нет"] {
                try sandbox.press(button: button)
                try await settle(service, clock)
            }
            #expect(try shown(sandbox).contains("обычный → торгов нет"))
            try sandbox.press(button: "✅ Изменить")
            try await settle(service, clock)
            let edit = try #require(try await store.calendarHistory().first)
            #expect(edit.market == .futures && edit.after?.kind == .closed && edit.author == "Анна (1001)")
            #expect(try shown(sandbox).contains("Планировщик пересчитывает"))
            try await store.saveCalendarImpact(
                CalendarImpact(revision: edit.revision, jobsAdded: [], jobsRemoved: ["FO1", "FO2"], nextRuns: [])
            )
            try await settle(service, clock)
            #expect(try shown(sandbox).contains("Сняты задачи: FO1, FO2"))
            try sandbox.press(button: "↩ Отменить")
            try await settle(service, clock)
            #expect(try await store.calendarHistory().first?.undoes == edit.id)
            clock.advance(by: .seconds(5))
            try await settle(service, clock)
            #expect(try shown(sandbox).contains("Планировщик не ответил"))
            #expect(try await store.audit(limit: 9).map(\.action) == ["calendar.undo", "calendar.set"])
            #expect(try await store.audit(limit: 9).allSatisfy { $0.result != nil })
        }
    }

    @Test("another person cannot press in it, a viewer cannot change with it")
    func strangers() async throws {
        try await withSandbox { sandbox, service, store, clock in
            try sandbox.say(user: "anna", text: "/calendar 2024-07-16")
            try await settle(service, clock)
            try sandbox.press(user: "boris", button: "EQ")
            try await settle(service, clock)
            #expect(try shown(sandbox).contains("16 июля 2024"))
            clock.advance(by: .seconds(5))
            try sandbox.say(user: "boris", text: "/calendar 2024-07-16")
            try await settle(service, clock)
            for button in ["EQ", "торгов нет"] {
                try sandbox.press(user: "boris", button: button)
                try await settle(service, clock)
            }
            #expect(try await store.calendarHistory().isEmpty)
        }
    }

    private func shown(_ sandbox: SandboxServer) throws -> String {
        let message = try #require(sandbox.messages()?.last { $0.keyboard != nil })
        return message.formatted?.text ?? ""
    }
}

/// Lets the bot do all it can, at the pace that one chat allows.
private func settle(_ service: BotService, _ clock: ManualClock) async throws {
    _ = try await service.step()
    clock.advance(by: .seconds(1))
    _ = try await service.step()
}

/// A bot against the sandbox: Anna is admin, Boris a viewer.
func withSandbox(
    _ body: (SandboxServer, BotService, StateStore, ManualClock) async throws -> Void
) async throws {
    let clock = ManualClock()
    let log = Log(component: "test", threshold: .critical, clock: clock)
    let calendar = TradingCalendar(profiles: .exchange, statements: [])
    var sandboxOptions = SandboxOptions()
    // On a clock that only the test moves, a poll that is held open would wait for the client's time-out.
    sandboxOptions.telegram.holdsPolls = false
    sandboxOptions.telegram.guardsHotLoops = false
    let sandbox = try SandboxServer(options: sandboxOptions, calendar: calendar, clock: clock, log: log)
    let port = try sandbox.start()
    let folder = TemporaryFolder()
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
    for market in [MarketID.currency, .futures] {
        var other = day
        other.market = market
        statements.append(other)
    }
    try await store.replaceLayer(.bundled, with: statements)
    try await store.setRole(Person(id: 1001, name: "Анна", role: .admin))
    try await store.setRole(Person(id: 1002, name: "Борис", role: .viewer))
    var options = BotOptions()
    options.group = sandboxOptions.groupChatID
    let http = HTTPClient()
    let client = TelegramClient(
        options: TelegramOptions(baseURL: "http://127.0.0.1:\(port)", token: sandboxOptions.tokens[0]),
        http: http
    )
    let service = BotService(
        store: store,
        calendars: CalendarCache(store: store),
        poll: client,
        send: client,
        plots: NoPlots(),
        clock: clock,
        pollClock: clock,
        options: options,
        log: log,
        jitter: { 0.5 }
    )
    var failure: (any Error)?
    do { try await body(sandbox, service, store, clock) } catch { failure = error }
    await sandbox.stop()
    await http.shutdown()
    await store.close()
    folder.remove()
    if let failure { throw failure }
}
