import Engine
import Market
import Platform
import Store
import TestKit
import Testing

/// Signals on their way into a real store, and into a file where there is none.
@Suite("Signals of the engine", .timeLimit(.minutes(1)))
struct SignalRepositoryTests {
    private struct Rig {
        let files: TemporaryStore
        let folder: TemporaryFolder
        let store: StateStore
        let queue = SignalQueue()
        var file: SignalFile { SignalFile(folder.path + "/signals.jsonl") }

        init() throws {
            files = try TemporaryStore(isInMemory: true)
            folder = try TemporaryFolder(prefix: "signals", isInMemory: true)
            store = try files.open()
        }

        func repository(withStore: Bool = true) -> SignalRepository {
            SignalRepository(
                queue,
                FlushRhythm(),
                file: file,
                batches: withStore ? store.batches : nil,
                clock: files.clock,
                log: quietLog(files.clock)
            )
        }

        func put(_ lots: Double, _ confidence: Double? = nil, after milliseconds: Int64 = 0) {
            let at = files.clock.now + .milliseconds(milliseconds)
            queue.put(
                EngineSignal(
                    at: at,
                    instrument: "SBER",
                    strategy: "ensemble",
                    lots: lots,
                    confidence: confidence,
                    mid: Price("301.255")
                )
            )
        }
    }

    @Test(
        "many are written soon, few later",
        arguments: [(0, 5_000), (1, 4_920), (25, 3_000), (50, 1_000), (10_000, 1_000)]
    )
    func rhythm(count: Int, milliseconds: Int64) {
        #expect(FlushRhythm().span(waiting: count) == .milliseconds(milliseconds))
    }

    @Test("what was wanted is in the store, newest first, with its numbers")
    func stored() async throws {
        let rig = try Rig()
        defer { rig.folder.remove() }
        rig.put(2, 0.6)
        rig.put(-1, 0.8, after: 1)
        rig.put(0, after: 2)
        await rig.repository().flush()
        let signals = try await rig.store.engine.signals(limit: 2)
        #expect(signals.map(\.direction) == [0, -1] && signals[1].mid == Price("301.255"))
        let totals = try await rig.store.engine.signalTotals(since: rig.files.clock.now)
        #expect(totals.count == 3 && totals.long == 1 && totals.short == 1)
        #expect(abs((totals.meanConfidence ?? 0) - 0.7) < 1e-12)
        #expect(try await rig.store.engine.signalTotals(since: rig.files.clock.now + .milliseconds(2)).count == 1)
        #expect(!FileBytes.exists(rig.file.path))
    }

    @Test("without a store they are lines of a file, and a line that is none is stepped over")
    func filed() async throws {
        let rig = try Rig()
        defer { rig.folder.remove() }
        rig.put(2, 0.6)
        let repository = rig.repository(withStore: false)
        await repository.flush()
        try FileBytes.append(rig.file.path, Array("{\"figi\":\"SB\n".utf8))
        rig.put(-2, after: 1)
        await repository.flush()
        #expect(try rig.file.read().map(\.lots) == [2, -2])
        #expect(try rig.file.read().first?.mid == Price("301.255"))
        let line = try #require(try FileBytes.readText(rig.file.path, limit: 10_000).split(separator: "\n").first)
        let json = try JSON.parse(Array(line.utf8))
        #expect(json["figi"] == "SBER" && json["direction"] == 1 && json["confidence"]?.double == 0.6)
    }

    @Test("a store that cannot be written leaves them in the file, from where they follow, once")
    func followed() async throws {
        let rig = try Rig()
        defer { rig.folder.remove() }
        let before = rig.repository()
        await rig.store.close()
        rig.put(1)
        await before.flush()
        rig.put(2, after: 1)
        await before.flush()
        #expect(try rig.file.read().map(\.lots) == [1, 2])
        // One of them has been written, and the process ended before the file went.
        let store = try rig.files.open()
        var batch = StoreBatch()
        batch.engine.signals = [try #require(try rig.file.read().first)]
        try await store.batches.commit(batch)
        rig.put(3, after: 2)
        let after = SignalRepository(
            rig.queue,
            FlushRhythm(),
            file: rig.file,
            batches: store.batches,
            clock: rig.files.clock,
            log: quietLog(rig.files.clock)
        )
        await after.flush()
        #expect(try await store.engine.signals(limit: 10).map(\.lots) == [3, 2, 1])
        #expect(!FileBytes.exists(rig.file.path))
        await store.close()
    }

    @Test("one alone waits five seconds, fifty wait one, and a stop writes what waits")
    func running() async throws {
        let rig = try Rig()
        defer { rig.folder.remove() }
        let service = Task { try await rig.repository().run() }
        func count() async throws -> Int {
            try await rig.store.engine.signalTotals(since: Timestamp(seconds: 0)).count
        }
        let clock = rig.files.clock
        var begun = clock.now
        rig.put(1)
        // 80 ms less than five seconds, for the one that waits.
        for milliseconds: Int64 in [1_000, 2_000, 3_000, 4_000, 4_920] {
            await clock.sleeper(until: begun + .milliseconds(milliseconds))
            #expect(try await count() == 0)
            clock.advance(to: begun + .milliseconds(milliseconds))
        }
        #expect(try await eventually(within: .seconds(20)) { try await count() == 1 })
        begun = clock.now
        for place in 1...50 { rig.put(Double(place), after: Int64(place)) }
        await clock.sleeper(until: begun + .seconds(1))
        clock.advance(to: begun + .seconds(1))
        #expect(try await eventually(within: .seconds(20)) { try await count() == 51 })
        rig.put(7, after: 1_000)
        service.cancel()
        await #expect(throws: CancellationError.self) { try await service.value }
        #expect(try await count() == 52)
    }
}
