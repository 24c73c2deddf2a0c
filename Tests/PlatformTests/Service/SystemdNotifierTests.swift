import Foundation
import Market
import Platform
import TestKit
import Testing

/// A socket as systemd has it, told by the notifier as a unit's process does.
@Suite("systemd notifier", .timeLimit(.minutes(1)))
struct SystemdNotifierTests {
    /// The receiving end.
    private final class Ear {
        let path: String
        private let file: Int32

        /// - Parameter path: with `@` in front for a name that is no file.
        init(path: String) throws {
            self.path = path
            file = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            var name = Array(path.utf8)
            if name.first == UInt8(ascii: "@") { name[0] = 0 }
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
            let length = socklen_t(MemoryLayout<sa_family_t>.size + name.count)
            let file = file
            let bound = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(file, $0, length) }
            }
            try #require(bound == 0)
        }

        deinit { close(file) }

        /// Waits for the next word.
        func next() -> String {
            var bytes = [UInt8](repeating: 0, count: 64)
            let count = recv(file, &bytes, bytes.count, 0)
            return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        }
    }

    private func made(
        _ environment: [String: String],
        _ clock: any MarketClock,
        isAlive: @escaping @Sendable () async throws -> Void = {}
    ) -> SystemdNotifier? {
        SystemdNotifier(
            environment: environment,
            process: 42,
            clock: clock,
            log: Log(component: "test", threshold: .critical, clock: clock),
            isAlive: isAlive
        )
    }

    @Test("says ready, alive twice as often as it must, and stopping", arguments: [true, false])
    func watchdog(isAbstract: Bool) async throws {
        let folder = try TemporaryFolder(prefix: "notify", isInMemory: true)
        defer { folder.remove() }
        let ear = try Ear(path: isAbstract ? "@mayak-test-\(UUID().uuidString)" : folder.path + "/notify")
        let clock = ManualClock()
        let looks = Lock(0)
        let environment = ["NOTIFY_SOCKET": ear.path, "WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "42"]
        let notifier = try #require(made(environment, clock) { looks.withLock { $0 += 1 } })
        let task = Task { try await notifier.run() }
        #expect(ear.next() == "READY=1")
        for turn in 1...3 {
            await clock.sleepers(1)
            clock.advance(by: .seconds(15))
            #expect(ear.next() == "WATCHDOG=1")
            #expect(looks.withLock { $0 } == turn)
        }
        await clock.sleepers(1)
        task.cancel()
        #expect(ear.next() == "STOPPING=1")
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test("says nothing more once the process cannot do its work")
    func stuck() async throws {
        struct Stuck: Error {}
        let folder = try TemporaryFolder(prefix: "notify", isInMemory: true)
        defer { folder.remove() }
        let ear = try Ear(path: folder.path + "/notify")
        let clock = ManualClock()
        let notifier = try #require(
            made(["NOTIFY_SOCKET": ear.path, "WATCHDOG_USEC": "2000000"], clock) { throw Stuck() }
        )
        let task = Task { try await notifier.run() }
        #expect(ear.next() == "READY=1")
        await clock.sleepers(1)
        clock.advance(by: .seconds(1))
        #expect(ear.next() == "STOPPING=1")
        await #expect(throws: Stuck.self) { try await task.value }
    }

    @Test("is nobody's business without systemd, and no watchdog where it is meant for another process")
    func none() async throws {
        let clock = ManualClock()
        #expect(made([:], clock) == nil)
        #expect(made(["NOTIFY_SOCKET": ""], clock) == nil)
        let folder = try TemporaryFolder(prefix: "notify", isInMemory: true)
        defer { folder.remove() }
        let ear = try Ear(path: folder.path + "/notify")
        let environment = ["NOTIFY_SOCKET": ear.path, "WATCHDOG_USEC": "2000000", "WATCHDOG_PID": "7"]
        let notifier = try #require(made(environment, clock))
        let task = Task { try await notifier.run() }
        #expect(ear.next() == "READY=1")
        await clock.sleepers(1)
        clock.advance(by: .hours(1))
        await clock.sleepers(1)
        task.cancel()
        #expect(ear.next() == "STOPPING=1")
    }
}
