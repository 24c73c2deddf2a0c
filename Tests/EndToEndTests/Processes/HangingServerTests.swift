import Glibc
import Market
import Platform
import Store
import TestKit
import Testing

extension EndToEnd {
    /// A stop takes 8 s at most, whichever server hangs: supervisord kills after 10 s.
    @Suite("Stopping beside servers that hang", .timeLimit(.minutes(10)))
    struct HangingServerTests {
        /// With what a machine that is busy with other tests may add.
        private static let limit = Duration.seconds(9)

        struct Hang: Sendable, CustomTestStringConvertible {
            let kind: String
            let method: String
            /// What the group asks for, so that the method is called.
            var asks: String?
            var testDescription: String { "\(kind) \(method)" }
        }

        static let hangs = [
            Hang(kind: "hang", method: "sendMessage", asks: "/status"),
            Hang(kind: "hang-after", method: "sendMessage", asks: "/status"),
            Hang(kind: "hang", method: "getUpdates"),
            Hang(kind: "hang", method: "sendPhoto", asks: "/plot EQ tradestats"),
        ]

        @Test("a bot whose calls hang", arguments: hangs)
        func bot(_ hang: Hang) async throws {
            let rig = try await Rig()
            let bot = try rig.start(.bot)
            try await bot.says("Bot signed in", within: .seconds(60))
            if let asks = hang.asks {
                try await keepSlot(rig)
                try await fault(rig, hang.kind, "telegram:\(hang.method)")
                try await rig.say(asks)
                #expect(try await eventually(within: .seconds(30)) { try await rig.faultHits() > 0 })
            } else {
                // Polling works; then the poll under way ends with a command, and the next one, or this one, hangs,
                // as does the last word about the offset.
                try await rig.say("/info")
                #expect(
                    try await eventually(within: .seconds(30)) { try await rig.messages().count { $0.from.isBot } == 1 }
                )
                try await fault(rig, hang.kind, "telegram:\(hang.method)")
                try await rig.say("/info")
                #expect(try await eventually(within: .seconds(30)) { try await rig.faultHits() > 0 })
            }
            try await stop(bot, "\(hang.kind) \(hang.method)")
            let store = try rig.store()
            let left = try await store.outbox.messages(.queued, limit: 9) + store.outbox.messages(.sending, limit: 9)
            if hang.method == "sendMessage" {
                #expect(left.count == 1 && left.allSatisfy { $0.mayBeRepeat || $0.state == .sending }, "\(left)")
            }
            await store.close()
        }

        @Test("a bot that is still signing in", arguments: ["getMe", "deleteWebhook"])
        func signingIn(_ method: String) async throws {
            let rig = try await Rig()
            try await fault(rig, "hang", "telegram:\(method)")
            let bot = try rig.start(.bot)
            try await bot.says("Bot started", within: .seconds(60))
            #expect(try await eventually(within: .seconds(30)) { try await rig.faultHits() > 0 })
            try await stop(bot, method)
        }

        @Test("either process, while the clock it follows does not answer", arguments: Rig.Role.allCases)
        func clock(_ role: Rig.Role) async throws {
            let rig = try await Rig()
            let mute = try MuteServer()
            let process = try rig.start(role, environment: ["MAYAK_CLOCK": mute.address])
            #expect(try await eventually(within: .seconds(30)) { mute.count > 0 })
            try await stop(process, "\(role.rawValue) at its clock")
            await mute.stop()
        }

        @Test("a scheduler whose exchange and dead-man switch hang", arguments: [false, true])
        func exchange(isDeadMan: Bool) async throws {
            let rig = try await Rig(Rig.World(time: "10:31"))
            let mute = try MuteServer()
            let scheduler = try rig.start(
                .scheduler,
                environment: isDeadMan ? ["MAYAK_DEAD_MAN_URL": mute.address] : [:]
            )
            try await scheduler.says("Jobs planned", within: .seconds(60))
            let store = try rig.store()
            #expect(
                try await eventually(within: .seconds(60)) { try await store.jobs.plan().contains { $0.id == "EQ1" } }
            )
            if !isDeadMan { try await fault(rig, "hang", "exchange") }
            let asking = try rig.start("run-job", "EQ1")
            #expect(
                try await eventually(within: .seconds(60)) {
                    guard !isDeadMan else { return mute.count > 0 }
                    return try await store.jobs.runs(job: "EQ1", limit: 1).first?.outcome == .running
                }
            )
            try await stop(scheduler, isDeadMan ? "dead-man switch" : "exchange")
            #expect(try await store.jobs.runs(job: "EQ1", limit: 1).first?.outcome != .running)
            asking.signal(SIGKILL)
            await mute.stop()
            await store.close()
        }

        /// Something to draw.
        private func keepSlot(_ rig: Rig) async throws {
            let date = MoscowTime.date(of: try await rig.now())
            let label = try #require(TimeOfDay(hour: 9, minute: 55))
            let at = MoscowTime.instant(date, label) + .seconds(5)
            var batch = StoreBatch()
            batch.feeds.slots = [
                SlotRecord.one(Feed(.equities, .tradestats), on: date, label, seenAt: at)
            ]
            let store = try rig.store()
            try await store.commit(batch)
            await store.close()
        }

        private func fault(_ rig: Rig, _ kind: String, _ target: String) async throws {
            try await rig.post("fault", ["kind": .text(kind), "target": .text(target)])
        }

        private func stop(_ process: RunningMayak, _ what: String) async throws {
            let clock = SystemClock()
            let asked = clock.now
            process.signal(SIGTERM)
            #expect(try await process.end(within: .seconds(90)) == 0, "\(process.log.suffix(1_000))")
            let took = asked.duration(to: clock.now)
            print("\(what): gone \(took) after SIGTERM")
            #expect(took < Self.limit)
        }
    }
}

/// A server that takes requests and never answers.
final class MuteServer: Sendable {
    private let requests = Lock(0)
    private let held = Lock<[CheckedContinuation<Void, Never>]>([])
    private let server: WebServer

    init() throws {
        let (requests, held) = (requests, held)
        server = try WebServer { _ in
            requests.withLock { $0 += 1 }
            await withCheckedContinuation { continuation in held.withLock { $0.append(continuation) } }
            return WebResponse(status: 503)
        }
    }

    var address: String { "\(server.baseURL)/clock" }
    var count: Int { requests.withLock { $0 } }

    func stop() async {
        let held = held.withLock { held in
            defer { held = [] }
            return held
        }
        for continuation in held { continuation.resume() }
        await server.stop()
    }
}
