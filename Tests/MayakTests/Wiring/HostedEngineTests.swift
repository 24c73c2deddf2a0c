import Engine
import Exchange
import Market
import Operations
import Platform
import Sandbox
import Scheduling
import Store
import TestKit
import Testing

@testable import mayak

/// The engine inside the scheduler, on the sandbox's broker over loopback.
@Suite("The engine in the scheduler", .timeLimit(.minutes(3)))
struct HostedEngineTests {
    fileprivate struct Rig {
        /// 2024-07-15 12:00 Moscow, twenty times as fast.
        let clock = ScaledClock(start: Timestamp(seconds: 1_721_034_000), speed: 20)
        let folder: TemporaryFolder
        let sandbox: SandboxServer
        let store: StateStore
        var options = EngineOptions()
        var broker = TInvestOptions()

        init() throws {
            folder = try TemporaryFolder(prefix: "hosted")
            let log = Log(component: "test", threshold: .critical, clock: clock)
            var sandboxOptions = SandboxOptions()
            sandboxOptions.market.shareCount = 20
            sandboxOptions.market.futuresCount = 0
            let calendar = TradingCalendar(profiles: .exchange, statements: [])
            sandbox = try SandboxServer(options: sandboxOptions, calendar: calendar, clock: clock, log: log)
            store = try StateStore(path: folder.path + "/mayak.db", clock: clock, log: log)
            broker.token = Secret("t.sandbox")
            broker.baseURL = "http://127.0.0.1:\(try sandbox.start())"
            options.plan = folder.path + "/plan.yaml"
            options.sendsOrders = true
            options.data = folder.path + "/engine"
            let plan = """
                strategy: {name: imbalance_threshold, depth: 5, enter: 0.1, exit: 0.02, lots: 4}
                instruments: {SBER: {lot: 10, price_step: 0.01}}
                execution: {short: false, refusal_pause_seconds: 5}
                risk: {max_orders_per_minute: 600, max_daily_loss: 1000000, daily_loss_limit_pct: 1, max_consecutive_losses: 1000}
                datafeed: {gap_seconds: 60, recovery_messages: 2}
                manual_override: {flag_path: \(folder.path)/stop.flag}
                system: {mode: production, live: confirmed, book_age_seconds: 60, latency_violation_limit: 10000}
                monitoring: {cpu_soft_limit: 100, memory_soft_limit: 100}

                """
            try FileBytes.replace(folder.path + "/plan.yaml", Array(plan.utf8))
        }

        func engine() async throws -> HostedEngine {
            let log = Log(component: "test", threshold: .critical, clock: clock)
            return try #require(
                try await HostedEngine(options, broker: broker, store: store, clock: clock, log: log)
            )
        }

        func answer() async throws -> EngineAnswer? {
            try await EngineAnswer(
                at: clock.now,
                silence: .minutes(30),
                engine: store.engine,
                portfolio: store.portfolio
            )
        }

        /// Has the scheduler's queue hand a trader's request over.
        func ask(_ request: EngineRequest, of engine: HostedEngine, postedAt: Timestamp? = nil) async throws
            -> CommandAnswer
        {
            let record = CommandRecord(
                id: 1,
                command: .engine(request),
                author: "Анна (1001)",
                channel: .telegram,
                person: 1001,
                postedAt: postedAt ?? clock.now,
                state: .claimed
            )
            return try await engine.carryOut(request, of: record)
        }

        func stop() async {
            await sandbox.stop()
            await store.close()
            folder.remove()
        }
    }

    @Test("it trades, shows what it does, obeys a person over a restart, and leaves nothing open after a flatten")
    func hands() async throws {
        let rig = try Rig()
        let engine = try await rig.engine()
        #expect(try await rig.ask(.resume, of: engine) == .refused(EngineRefusal.notRunning.rawValue))
        let first = Task { try await engine.run() }
        #expect(
            try await eventually(within: .seconds(60)) {
                try await rig.answer().map { $0.state == "running" && $0.reading.fillCount > 0 } ?? false
            }
        )
        let shown = try #require(try await rig.answer())
        #expect(shown.reading.account == "2000000001" && shown.takesRequests && shown.halts.isEmpty)
        let old = rig.clock.now - .hours(1)
        #expect(
            try await rig.ask(.flatten(reason: ""), of: engine, postedAt: old)
                == .refused(EngineRefusal.stale.rawValue)
        )
        // Another engine on the same journal would send every order twice.
        #expect(throws: InstanceLock.Failure.self) {
            try InstanceLock("mayak engine", on: rig.options.data + "/broker-2000000001/journal")
        }

        guard case .done = try await rig.ask(.flatten(reason: "outage"), of: engine) else {
            Issue.record("it was refused")
            return
        }
        #expect(
            try await eventually(within: .seconds(60)) {
                try await rig.answer().map { $0.positions.isEmpty && $0.halts.map(\.cause) == [.killSwitch] } ?? false
            }
        )
        let notices = try await rig.store.outbox.messages(.queued, limit: 1_000).map(\.draft.content)
        #expect(notices.contains(.notice(.engineFlattened(by: "Анна (1001)", reason: "outage"))))
        #expect(
            try await eventually(within: .seconds(30)) {
                try await rig.ask(.resume, of: engine) == .done("ended: killSwitch")
            }
        )

        // A word in the store is the engine's law, now and after a restart.
        let halting = PortfolioHalting(store: rig.store.portfolio)
        _ = try await halting.halt([.engine], .stopped, by: "1001 Анна", reason: "news", at: rig.clock.now)
        #expect(
            try await eventually(within: .seconds(30)) {
                try await rig.store.engine.reading()?.halts.map(\.cause) == [.person]
            }
        )
        first.cancel()
        await #expect(throws: CancellationError.self) { try await first.value }
        #expect(try await rig.answer()?.state == "stopped")
        #expect(try await rig.answer()?.halts.map(\.who) == ["1001 Анна"])

        let again = try await rig.engine()
        let second = Task { try await again.run() }
        #expect(
            try await eventually(within: .seconds(60)) {
                try await rig.answer().map { $0.state == "running" && $0.reading.books > 0 } ?? false
            }
        )
        let halted = try #require(try await rig.answer())
        #expect(halted.halts.map(\.why) == ["news"] && halted.reading.orderCount == 0)
        _ = try await PortfolioResumption(store: rig.store.portfolio)
            .resume([.engine], by: "1001 Анна", at: rig.clock.now)
        #expect(try await rig.ask(.resume, of: again) == .done("ended: person"))
        #expect(
            try await eventually(within: .seconds(60)) {
                try await rig.answer().map { $0.reading.fillCount > 0 } ?? false
            }
        )
        second.cancel()
        await #expect(throws: CancellationError.self) { try await second.value }
        let held = try await rig.answer()?.positions.reduce(0) { $0 + $1.lots } ?? 0
        #expect(try await rig.heldLots() == held)
        await rig.stop()
    }

    @Test("an engine of a process of its own shows what it does in the store, and a person's halt holds for it")
    func own() async throws {
        let rig = try Rig()
        let log = Log(component: "test", threshold: .critical, clock: rig.clock)
        let settings = try SettingsTests.load(environment: ["MAYAK_STORE": rig.folder.path + "/mayak.db"])
        let plan = try #require(try HostedEngine.plan(rig.options))
        let shown = try #require(try await ShownEngine(plan, settings, clock: rig.clock, log: log))
        // One at a time; none where the scheduler has its own, or where nobody would look.
        #expect(try await ShownEngine(plan, settings, clock: rig.clock, log: log) == nil)
        for (name, value) in [("ENGINE_PLAN", rig.options.plan ?? ""), ("MAYAK_STORE", rig.folder.path + "/none.db")] {
            let other = try SettingsTests.load(
                environment: ["MAYAK_STORE": rig.folder.path + "/mayak.db"].merging([name: value]) { $1 }
            )
            #expect(try await ShownEngine(plan, other, clock: rig.clock, log: log) == nil, "\(name)")
        }
        let trading = try await LiveTrading(
            plan,
            file: "plan.yaml",
            broker: rig.broker,
            data: rig.options.data,
            isLive: true,
            clock: rig.clock,
            log: log,
            showing: shown.showing
        )
        try await shown.begin(trading)
        let running = Task { try await runTogether(trading.services + [shown]) }
        #expect(
            try await eventually(within: .seconds(60)) {
                try await rig.answer().map { $0.state == "running" && $0.reading.fillCount > 0 } ?? false
            }
        )
        _ = try await PortfolioHalting(store: rig.store.portfolio)
            .halt([.engine], .stopped, by: "1001 Анна", reason: "news", at: rig.clock.now)
        #expect(
            try await eventually(within: .seconds(30)) {
                try await rig.store.engine.reading()?.halts.map(\.cause) == [.person]
            }
        )
        running.cancel()
        await #expect(throws: CancellationError.self) { try await running.value }
        trading.lock.release()
        await shown.end(.stopped)
        #expect(try await rig.answer()?.state == "stopped")
        #expect(try await rig.answer()?.halts.map(\.who) == ["1001 Анна"])
        await rig.stop()
    }

    @Test("what it cannot do ends neither it nor the scheduler: the store says why, and the chat hears it once")
    func failure() async throws {
        var rig = try Rig()
        rig.broker.token = Secret("t.wrong")
        let engine = try await rig.engine()
        let running = Task { try await engine.run() }
        #expect(
            try await eventually(within: .seconds(60)) { try await rig.store.engine.reading()?.phase == .failed }
        )
        let contents = try await rig.store.outbox.messages(.queued, limit: 100).map(\.draft.content)
        guard contents.count == 1, case .notice(.engineFailed(let detail)) = contents[0] else {
            Issue.record("\(contents)")
            return
        }
        #expect(detail.contains("token"))
        running.cancel()
        await #expect(throws: CancellationError.self) { try await running.value }
        #expect(try await rig.store.engine.reading()?.phase == .stopped)
        await rig.stop()
    }

    @Test("no plan, no engine; one that is wrong or not confirmed is refused before anything starts")
    func configuration() async throws {
        var rig = try Rig()
        #expect(try HostedEngine.plan(EngineOptions()) == nil)
        try FileBytes.replace(
            rig.folder.path + "/plan.yaml",
            Array("strategy: {name: ensemble}\ninstruments: {SBER: {lot: 10, price_step: 0.01}}\n".utf8)
        )
        let error = #expect(throws: CommandFailure.self) { try HostedEngine.plan(rig.options) }
        #expect(error?.description.contains("system.mode: production and system.live: confirmed") == true)
        rig.options.sendsOrders = false
        #expect(try HostedEngine.plan(rig.options) != nil)
        rig.options.plan = rig.folder.path + "/none.yaml"
        #expect(throws: CommandFailure.self) { try HostedEngine.plan(rig.options) }
        await rig.stop()
    }
}

extension HostedEngineTests.Rig {
    /// What the broker holds of all shares, in lots of ten.
    fileprivate func heldLots() async throws -> Double {
        let log = Log(component: "test", threshold: .critical, clock: clock)
        let http = HTTPClient(options: broker.connection)
        let client = try TInvestClient(options: broker, http: http, clock: clock, log: log)
        let holdings = try await TInvestAccount.choose(client).holdings()
        await http.shutdown()
        return Double(holdings.reduce(0) { $0 + $1.pieces }) / 10
    }
}
