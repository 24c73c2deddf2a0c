import Glibc
import Market
import Platform
import Store
import TestKit

/// Lives through a day with failing feeds while bot and scheduler are killed again and again, and then counts what is
/// left.
struct CrashTrial {
    /// A feed that publishes nothing for a while, in Moscow time.
    struct Outage {
        var feed: Feed
        var from: String
        var until: String
    }

    /// What came of a trial; printed by `Scripts/crash-test`.
    struct Report: CustomStringConvertible {
        var seed: UInt64
        var killed: [Rig.Role: Int] = [:]
        var audit: ChatAudit
        var depth: OutboxDepth
        /// Feeds with an outage whose staleness was never told.
        var untold: [Feed]
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

    var kills: Int
    var seed: UInt64
    var outages: [Outage]
    /// Sandbox seconds per second.
    var speed = 600.0
    /// Real milliseconds between two kills.
    var pause = 300...2_200

    func run() async throws -> Report {
        let started = SystemClock().now
        let rig = try await Rig(Rig.World(speed: speed))
        for outage in outages {
            try await rig.post(
                "fault",
                [
                    "kind": .text("stuck"), "target": .text("\(outage.feed)"), "at": .text(outage.from),
                    "until": .text(outage.until),
                ]
            )
        }
        // Telegram takes the message at once and answers later: the moment in which a death hurts most.
        try await rig.post(
            "fault",
            [
                "kind": .text("slow"), "target": .text("telegram:sendMessage"),
                "seconds": .number(Double(speed / 4).rounded()),
            ]
        )
        var running = [Rig.Role.bot: try rig.start(.bot), .scheduler: try rig.start(.scheduler)]
        try await running[.scheduler]?.says("Scheduler started", within: .seconds(30))
        var random = SeededRandom(seed: seed)
        var killed: [Rig.Role: Int] = [:]
        for _ in 0..<kills {
            try await SystemClock().sleep(for: .milliseconds(Int.random(in: pause, using: &random)))
            let role = Rig.Role.allCases[Int.random(in: 0...1, using: &random)]
            try await running[role]?.killHard()
            running[role] = try rig.start(role)
            killed[role, default: 0] += 1
        }
        let store = try rig.store()
        try await settle(rig, store)
        for role in [Rig.Role.scheduler, .bot] {
            running[role]?.signal(SIGTERM)
            try await running[role]?.end(within: .seconds(20))
        }
        let lastTime = try await rig.now()
        let chat = try await rig.messages().filter { $0.from.isBot && !$0.words.isEmpty }
        let alerts = try await store.alerts(limit: 10_000)
        var outbox: [OutboxMessage] = []
        for state in OutboxState.allCases { outbox += try await store.outboxMessages(state, limit: 100_000) }
        let told = Set(alerts.filter { $0.toldAt != nil && $0.key.rule == .staleness }.compactMap(\.key.feed))
        let report = Report(
            seed: seed,
            killed: killed,
            audit: ChatAudit(alerts: alerts, outbox: outbox, chat: chat),
            depth: try await store.outboxDepth(),
            untold: outages.map(\.feed).filter { !told.contains($0) },
            messages: chat.count,
            check: try await rig.run(["db", "check", "--store", rig.storePath]),
            took: started.duration(to: SystemClock().now),
            lastTime: lastTime
        )
        await store.close()
        return report
    }

    /// Waits until every outage is over, its alert closed and everything said.
    private func settle(_ rig: Rig, _ store: StateStore) async throws {
        let last = outages.compactMap { TimeOfDay($0.until) }.max() ?? .midnight
        let isQuiet = try await eventually(within: .seconds(120)) {
            guard MoscowTime.time(of: try await rig.now()) > last else { return false }
            let depth = try await store.outboxDepth()
            let open = try await store.openAlerts()
            return depth.queued == 0 && depth.sending == 0 && !open.contains { $0.toldAt != nil }
        }
        guard isQuiet else {
            throw RigError(detail: "alerts are open or messages wait two minutes after the last kill")
        }
    }
}
