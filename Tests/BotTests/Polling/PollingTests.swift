import Market
import Platform
import Store
import TestKit
import Testing

@testable import Bot

@Suite("Poll back-off")
struct PollBackoffTests {
    private let now = Timestamp(seconds: 1_000)

    @Test("asks again before it takes a refused token for good, longer where the token has served")
    func refusals() {
        let refused = TelegramError(.unauthorized, detail: "")
        func pauses(_ backoff: PollBackoff) -> [Int64] {
            var (backoff, at, pauses): (PollBackoff, Timestamp, [Int64]) = (backoff, now, [])
            while case .wait(let pause) = backoff.failed(refused, at: at, jitter: 0.5) {
                pauses.append(pause.wholeSeconds)
                at = at + pause
            }
            return pauses
        }
        #expect(pauses(PollBackoff()) == [2, 5, 10])
        var served = PollBackoff()
        served.succeeded()
        #expect(pauses(served) == [2, 5, 10, 20, 30])
        // One success, and the count begins anew.
        _ = served.failed(refused, at: now, jitter: 0)
        served.succeeded()
        #expect(served.failed(refused, at: now + .minutes(90), jitter: 0) == .wait(.seconds(2)))
        // A machine that slept between two refusals has not asked four times.
        _ = served.failed(refused, at: now, jitter: 0)
        #expect(served.failed(refused, at: now + .hours(9), jitter: 0) != .stop)
    }

    @Test("grows to 30 s, obeys a 429, and has patience with another poller")
    func decisions() {
        var backoff = PollBackoff()
        let lost = TelegramError(.unreachable, detail: "")
        let waits = (0..<7).map { _ in backoff.failed(lost, at: now, jitter: 1) }
        #expect(waits == [1, 2, 4, 8, 16, 30, 30].map { .wait(.seconds($0)) })
        backoff.succeeded()
        #expect(backoff.failed(lost, at: now, jitter: 0) == .wait(.milliseconds(500)))
        let limited = TelegramError(.rateLimited, detail: "", retryAfter: .seconds(7))
        #expect(backoff.failed(limited, at: now, jitter: 0) == .wait(.milliseconds(7_500)))
        let conflict = TelegramError(.conflict, detail: "")
        #expect(backoff.failed(conflict, at: now, jitter: 0) == .wait(.seconds(3)))
        #expect(!backoff.isConflictLasting(at: now + .seconds(59)))
        #expect(backoff.failed(conflict, at: now + .seconds(61), jitter: 1) == .wait(.seconds(5)))
        #expect(backoff.isConflictLasting(at: now + .seconds(61)))
    }
}

@Suite("Update poller", .timeLimit(.minutes(5)))
struct UpdatePollerTests {
    @Test("acts once on an update that comes twice, and confirms it by the offset")
    func once() async throws {
        try await withBench { bench in
            let update = bench.command("/info", id: 500)
            bench.telegram.push(update)
            try await bench.settle()
            bench.telegram.push(update)
            try await bench.settle()
            #expect(bench.telegram.calls("sendMessage").count == 1)
            #expect(bench.telegram.calls("getUpdates").map { $0.arguments["offset"] } == [nil, "501"])
        }
    }

    @Test("accepts lower ids after a quiet week")
    func reset() async throws {
        try await withBench { bench in
            bench.telegram.push(bench.command("/info", id: 900_000))
            try await bench.settle()
            bench.telegram.push(bench.command("/info", id: 17))
            try await bench.settle()
            #expect(bench.telegram.calls("sendMessage").count == 2)
            #expect(try await bench.store.updates.offset() == 18)
        }
    }

    @Test("elements that are no updates are skipped and the others acted on")
    func unreadable() async throws {
        try await withBench { bench in
            bench.telegram.push(
                bench.command("/info", id: 5),
                #"{"message":{"text":"/info"}}"#,
                "null",
                "7",
                #"{"update_id":1e99}"#,
                #"{"update_id":"6"}"#,
                bench.command("/info", id: 8)
            )
            try await bench.settle()
            #expect(bench.telegram.calls("sendMessage").count == 2)
            #expect(try await bench.store.updates.offset() == 9)
            bench.telegram.push("[]")
            try await bench.settle()
            #expect(try await bench.store.updates.offset() == 9)
        }
    }

    @Test("a failed poll is no failure of the step, one refusal of the token neither, a lasting one is")
    func failures() async throws {
        try await withBench { bench in
            bench.telegram.script("getUpdates", .html("<h1>502</h1>", status: 502))
            bench.telegram.refuse("getUpdates", 409, "Conflict: terminated by other getUpdates request")
            try await bench.settle()
            try await bench.settle()
            bench.telegram.refuse("getUpdates", 401, "Unauthorized")
            try await bench.settle()
            try await bench.settle()
            for _ in 0..<3 {
                bench.telegram.refuse("getUpdates", 401, "Unauthorized")
                try await bench.settle()
                bench.clock.advance(by: .seconds(20))
            }
            bench.telegram.refuse("getUpdates", 401, "Unauthorized")
            await #expect(throws: TelegramError.self) { try await bench.settle() }
        }
    }
}
