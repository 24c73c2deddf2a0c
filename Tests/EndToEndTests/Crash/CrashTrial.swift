import Glibc
import Market
import Platform
import Store
import TestKit

/// Lets feeds fail and come back while bot and scheduler are killed again and again, and then counts what is left.
///
/// A wave of outages lasts until all of it has been told, however slow the machine is, and the next one begins when all
/// is quiet again.
struct CrashTrial {
    /// What came of a trial; printed by `Scripts/crash-test`.
    struct Report: CustomStringConvertible {
        var seed: UInt64
        var killed: [Rig.Role: Int] = [:]
        var audit: ChatAudit
        var depth: OutboxDepth
        var messages: Int
        var check: MayakProcess.Outcome
        var took: Duration
        var lastTime: Timestamp

        var description: String {
            """
            seed \(seed): killed bot \(killed[.bot] ?? 0) times, scheduler \(killed[.scheduler] ?? 0) times; \
            until \(MoscowTime.text(lastTime)) in \(took.wholeSeconds) s
            alerts told \(audit.toldAlerts), closing replies \(audit.closingReplies), \
            told by their closing only \(audit.toldByClosingOnly)
            messages \(messages), of unknown outcome \(audit.orphans), marked as repeats \(audit.repeats)
            outbox left \(depth.queued + depth.sending), dead \(depth.dead); db check exit \(check.status)
            lost or doubled: \(audit.problems.isEmpty ? "none" : audit.problems.joined(separator: "; "))
            """
        }
    }

    /// At least this many: half of them while feeds are silent, half while they come back.
    var kills: Int
    var seed: UInt64
    /// Feeds that publish nothing at the same time.
    var waves: [[Feed]]
    /// Sandbox seconds per second.
    var speed = 600.0
    /// Real milliseconds between two kills.
    var pause = 300...2_200

    func run() async throws -> Report {
        let started = SystemClock().now
        let rig = try await Rig(Rig.World(speed: speed))
        // Telegram takes the message at once and answers later: the moment in which a death hurts most.
        try await rig.post(
            "fault",
            [
                "kind": .text("slow"), "target": .text("telegram:sendMessage"),
                "seconds": .number(Double(speed / 4).rounded()),
            ]
        )
        var victims = try await Victims(rig: rig, random: SeededRandom(seed: seed), pause: pause)
        let store = try rig.store()
        let share = (kills + 2 * waves.count - 1) / (2 * waves.count)
        for wave in waves {
            let known = Set(try await store.alerts.latest(limit: 10_000).map(\.id))
            for feed in wave {
                try await rig.post("fault", ["kind": .text("stuck"), "target": .text("\(feed)")])
            }
            try await victims.kill(times: share)
            try await wait("every outage is told") {
                let told = try await store.alerts.latest(limit: 10_000).filter {
                    $0.toldAt != nil && $0.key.rule == .staleness && !known.contains($0.id)
                }
                return Set(wave).isSubset(of: told.compactMap(\.key.feed))
            }
            try await rig.endOutages()
            try await victims.kill(times: share)
            try await wait("every alert is closed") {
                try await store.alerts.open().allSatisfy { $0.toldAt == nil }
            }
        }
        // Nothing new is said from here on, so the bot can come to an end with it.
        try await victims.stop(.scheduler)
        try await wait("everything is said") {
            let depth = try await store.outbox.depth()
            return depth.queued == 0 && depth.sending == 0
        }
        try await victims.stop(.bot)
        let lastTime = try await rig.now()
        let chat = try await rig.messages().filter { $0.from.isBot && !$0.words.isEmpty }
        let alerts = try await store.alerts.latest(limit: 10_000)
        var outbox: [OutboxMessage] = []
        for state in OutboxState.allCases { outbox += try await store.outbox.messages(state, limit: 100_000) }
        let report = Report(
            seed: seed,
            killed: victims.killed,
            audit: ChatAudit(alerts: alerts, outbox: outbox, chat: chat),
            depth: try await store.outbox.depth(),
            messages: chat.count,
            check: try await rig.run(["db", "check", "--store", rig.storePath]),
            took: started.duration(to: SystemClock().now),
            lastTime: lastTime
        )
        await store.close()
        return report
    }

    /// - Throws: when it is not so after two minutes of real time.
    private func wait(_ what: String, _ isSo: () async throws -> Bool) async throws {
        guard try await eventually(within: .seconds(120), isSo) else {
            throw RigError(detail: "two minutes after the last kill it is not so that \(what)")
        }
    }
}

/// The two processes that are killed and started again.
private struct Victims {
    private let rig: Rig
    private var random: SeededRandom
    private let pause: ClosedRange<Int>
    private var running: [Rig.Role: RunningMayak]
    private(set) var killed: [Rig.Role: Int] = [:]

    init(rig: Rig, random: SeededRandom, pause: ClosedRange<Int>) async throws {
        self.rig = rig
        self.random = random
        self.pause = pause
        running = [.bot: try rig.start(.bot), .scheduler: try rig.start(.scheduler)]
        try await running[.scheduler]?.says("Scheduler started", within: .seconds(60))
    }

    mutating func kill(times: Int) async throws {
        for _ in 0..<times {
            try await SystemClock().sleep(for: .milliseconds(Int.random(in: pause, using: &random)))
            let role = Rig.Role.allCases[Int.random(in: 0...1, using: &random)]
            try await running[role]?.killHard()
            running[role] = try rig.start(role)
            killed[role, default: 0] += 1
        }
    }

    func stop(_ role: Rig.Role) async throws {
        running[role]?.signal(SIGTERM)
        try await running[role]?.end(within: .seconds(60))
    }
}
