import Market
import Store
import TestKit
import Testing

@Suite("Heartbeats")
struct HeartbeatTests {
    static let now = Timestamp(seconds: 1_721_026_800)

    @Test(
        "tell whether a process takes what is posted to it",
        arguments: [
            ("just signed", .running, 0, 30, true), ("at the limit", .running, 30, 30, true),
            ("beyond it", .running, 31, 30, false), ("a clock ahead", .running, -31, 30, false),
            ("stopped in order", .stopped, 0, 30, false), ("its age says nothing", .running, 9_000, nil, true),
            ("stopped, whatever its age", .stopped, 9_000, nil, false),
        ] as [(String, ProcessState, Int, Int?, Bool)]
    )
    func alive(name: String, state: ProcessState, age: Int, limit: Int?, isAlive: Bool) {
        let beat = Heartbeat(process: .scheduler, state: state, at: Self.now - .seconds(age), detail: "")
        #expect(beat.isAlive(within: limit.map { .seconds($0) }, at: Self.now) == isAlive, "\(name)")
    }

    @Test("each process's last one is found")
    func last() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        #expect(try await store.processes.heartbeat(of: .scheduler) == nil)
        try await store.processes.heartbeat(.bot, detail: "b")
        try await store.processes.heartbeat(.scheduler, .stopped, detail: "s")
        #expect(try await store.processes.heartbeat(of: .scheduler)?.state == .stopped)
        #expect(try await store.processes.heartbeat(of: .bot)?.detail == "b")
        await store.close()
    }
}
