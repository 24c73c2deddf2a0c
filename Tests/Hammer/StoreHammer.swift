import Foundation
import Glibc
import Market
import Platform
import Store

/// A process for the tests of the store: it writes, holds or fills a store until it is told to stop, or killed.
///
/// Not part of the product. `write` says on standard output, one line each, which rows have been acknowledged.
@main
enum StoreHammer {
    static func main() async throws {
        ignoreBrokenPipes()
        let words = CommandLine.arguments
        guard words.count >= 3 else {
            print("usage: store-hammer write|hold|fill PATH [WORKER RUN]")
            exit(64)
        }
        let clock = SystemClock()
        let log = Log(component: "hammer", clock: clock)
        do {
            let store = try StateStore(path: words[2], clock: clock, log: log)
            switch words[1] {
            case "write": try await write(store, key: "\(words[3]).\(words[4])", clock: clock)
            case "hold":
                say("open")
                while readLine() != nil {}
                await store.close()
            case "fill":
                // A limit below what the disk has is the same to SQLite as a bad disk, and needs no mount.
                signal(SIGXFSZ, SIG_IGN)
                if words.count > 3, let bytes = UInt(words[3]) {
                    var limit = rlimit(rlim_cur: bytes, rlim_max: bytes)
                    setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
                }
                while true { try await store.commit(batch(key: UUID().uuidString, clock: clock)) }
            default: exit(64)
            }
        } catch let error as DatabaseError {
            say("\(error.kind.rawValue): \(error.detail)")
        }
    }

    /// Commits an alert and its message at a time, delivers one now and then, and repeats a key it has used.
    private static func write(_ store: StateStore, key: String, clock: SystemClock) async throws {
        var number = 0
        while true {
            number += 1
            let batch = batch(key: "\(key).\(number)", clock: clock)
            guard try await store.commit(batch).outbox.count == 1 else { return say("lost \(key).\(number)") }
            say("row \(batch.alerts.records[0].id) \(key).\(number)")
            if number % 5 == 0 {
                let again = try await store.commit(Self.batch(key: "\(key).\(number - 1)", clock: clock))
                guard again.outbox.isEmpty else { return say("doubled \(key).\(number - 1)") }
            }
            if number % 3 == 0, let message = try await store.outbox.claimNext(at: clock.now, lease: .seconds(30)) {
                try await store.outbox.markSent(message.id, messageID: message.id)
                say("sent \(message.draft.dedupeKey)")
            }
        }
    }

    private static func batch(key: String, clock: SystemClock) -> StoreBatch {
        let date = MoscowTime.date(of: clock.now)
        var alert = AlertRecord(
            key: AlertKey(.staleness, market: .futures, endpoint: .obstats),
            severity: .warning,
            date: date,
            openedAt: clock.now,
            value: 1,
            limit: 1
        )
        alert.id = Int64.random(in: 1...1 << 52)
        alert.state = .resolved
        alert.facts.detail = key
        var batch = StoreBatch()
        batch.alerts.records = [alert]
        batch.outbox.drafts = [
            OutboxDraft(dedupeKey: key, content: .incident(alert: alert.id), priority: .critical)
        ]
        return batch
    }

    /// One system call a line, so that a kill cannot cut one in two.
    private static func say(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        _ = Glibc.write(STDOUT_FILENO, bytes, bytes.count)
    }
}
