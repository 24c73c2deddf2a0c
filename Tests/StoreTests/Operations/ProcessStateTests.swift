import Market
import Platform
import TestKit
import Testing

@testable import Store

@Suite("The state of a process")
struct ProcessStateTests {
    @Test("a store of an older version says of each process whether it was stopped")
    func oldRows() async throws {
        let files = try TemporaryStore()
        let present = try #require(Schema.steps.firstIndex { $0.name == "process states" })
        do {
            let old = try Connection(path: files.path)
            let steps = Array(Schema.steps.prefix(present))
            try Migration(database: old, now: files.clock.now, log: quietLog(files.clock), steps: steps).run()
            try old.script(
                """
                INSERT INTO heartbeats (process, at, detail) VALUES ('scheduler', 1000, 'stopped'), ('bot', 2000, '');
                """
            )
            old.close()
        }
        let store = try files.open()
        #expect(
            try await store.processes.heartbeats() == [
                Heartbeat(process: .bot, at: Timestamp(seconds: 2), detail: ""),
                Heartbeat(process: .scheduler, state: .stopped, at: Timestamp(seconds: 1), detail: ""),
            ]
        )
    }

    @Test("a start takes the word of the last stop back")
    func start() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        let other = try files.open()
        try await store.processes.heartbeat(.scheduler, .stopped)
        #expect(try await other.processes.heartbeats().map(\.state) == [.stopped])
        try await store.processes.heartbeat(.scheduler, detail: "3 jobs")
        #expect(try await other.processes.heartbeats().map(\.state) == [.running])
        _ = files.path  // The folder goes with its last use.
    }
}
