import Market
import Platform
import Store
import TestKit
import Testing

/// `mayak flatten` as a process of its own; this one stands for the scheduler.
@Suite("mayak flatten", .timeLimit(.minutes(1)))
struct FlattenCommandTests {
    private let mayak: StoreCommands

    init() throws {
        mayak = try StoreCommands("flatten")
    }

    private func store() throws -> StateStore {
        let clock = SystemClock()
        let log = Log(component: "test", threshold: .critical, clock: clock)
        return try StateStore(path: mayak.path, clock: clock, log: log)
    }

    @Test(
        "asks the scheduler's engine once it is sure, and says what came of it",
        arguments: [
            (CommandState.done, "flattening"), (.refused, EngineRefusal.notRunning.rawValue),
            (.refused, EngineRefusal.absent.rawValue),
        ]
    )
    func asked(_ state: CommandState, _ result: String) async throws {
        let store = try store()
        try await store.processes.heartbeat(.scheduler)
        async let outcome = mayak("--reason", "exchange outage", "--yes")
        var taken: [CommandRecord] = []
        while taken.isEmpty {
            taken = try await store.commands.claim()
            await Task.yield()
        }
        #expect(taken.map(\.command) == [.engine(.flatten(reason: "exchange outage"))])
        #expect(taken.first?.author.hasPrefix("cli ") == true)
        try await store.commands.finish(taken[0].id, state, result: result)
        let ended = try await outcome
        #expect(ended.status == (state == .done ? 0 : 1))
        #expect((state == .done ? ended.text : ended.errors).contains(state == .done ? "taken: " : result))
        #expect(ended.errors.contains("mayak override flatten") == (result == EngineRefusal.absent.rawValue))
        let rows = try await store.audit.latest(limit: 9)
        #expect(rows.map(\.action) == ["engine.flatten"] && rows.first?.after == "exchange outage", "\(rows)")
        await store.close()
    }

    @Test("does nothing without a yes, and says that no scheduler runs")
    func refused() async throws {
        let store = try store()
        let unsure = try await mayak("--reason", "x")
        #expect(unsure.status == 1 && unsure.errors.contains("nothing was done; with --yes"), "\(unsure.errors)")
        #expect(try await store.audit.latest(limit: 9).isEmpty)
        let alone = try await mayak("--yes")
        #expect(alone.status == 1 && alone.errors.contains("no scheduler is running"), "\(alone.errors)")
        #expect(try await store.commands.claim().isEmpty)
        #expect(try await store.audit.latest(limit: 9).map(\.action) == ["engine.flatten"])
        let long = try await mayak("--yes", "--reason", String(repeating: "x", count: 201))
        #expect(long.status == 64 && long.errors.contains("200 are allowed"), "\(long.errors)")
        await store.close()
    }
}
