import Market
import Store
import TestKit
import Testing

@testable import Bot

/// How long an alarm waits while people, or a crowd of strangers, keep the bot busy.
@Suite("Noise", .timeLimit(.minutes(2)))
struct NoiseTests {
    /// What keeps the bot busy; each comes all at once and goes on.
    enum Storm: String, CaseIterable, CustomTestStringConvertible {
        case strangersInPrivate, strangersInTheGroup, oneMember, manyMembers, presses, strangersPresses

        var testDescription: String { rawValue }
    }

    private static let viewers: [Int64] = (20..<60).map { $0 }
    private static let bound = Duration.seconds(2)

    /// What comes with the tick of that number, ten a second.
    private func updates(_ storm: Storm, tick: Int, _ bench: BotBench) -> [String] {
        let id = Int64(tick) * 1_000
        func private_(_ number: Int64) -> String {
            bench.command("/info", id: id + number, from: 1_000_000 + id + number, chat: 1_000_000 + id + number)
        }
        switch storm {
        case .strangersInPrivate: return tick < 24 ? (0..<100).map { private_($0) } : []
        case .strangersInTheGroup:
            guard tick < 100 else { return [] }
            return (0..<10).map { bench.command("/info", id: id + $0, from: 1_000_000 + id + $0) }
        case .oneMember:
            let count: Int64 = tick == 0 ? 60 : 1
            return (0..<count).map { bench.command("/status", id: id + $0, from: BotBench.viewer) }
        case .manyMembers:
            return tick % 10 == 0
                ? Self.viewers.map { bench.command("/alerts", id: id + $0, from: $0) } : []
        case .presses:
            return (0..<5).map { bench.press("v1:inc:1:details", id: id + $0, from: BotBench.operatorID) }
        case .strangersPresses:
            guard tick < 60 else { return [] }
            return (0..<20).map { bench.press("v1:inc:1:take", id: id + $0, from: 1_000_000 + id + $0) }
        }
    }

    @Test("a critical alert and a warning leave within two seconds", arguments: Storm.allCases)
    func wait(_ storm: Storm) async throws {
        try await withBench { bench in
            for id in Self.viewers {
                try await bench.store.people.setRole(Person(id: id, name: "V\(id)", role: .viewer))
            }
            _ = try await bench.raise(AlertKey(.staleness, Feed(.equities, .tradestats)))
            try await bench.settle()
            // As many alarms as have their part of a minute: critical ones at these ticks, warnings five ticks after two.
            let starts = [3, 120, 420]
            let endpoints: [Endpoint] = [.tradestats, .obstats, .hi2]
            var sought: [String: Timestamp] = [:]
            var waits: [String: Duration] = [:]
            for tick in 0..<450 {
                let come = updates(storm, tick: tick, bench)
                if !come.isEmpty { bench.telegram.push(come.joined(separator: ",")) }
                if let number = starts.firstIndex(of: tick) {
                    let alert = try await bench.raise(AlertKey(.staleness, Feed(.futures, endpoints[number])))
                    sought["v1:inc:\(alert.id):take"] = bench.clock.now
                }
                if let number = starts.firstIndex(of: tick - 5), number > 0 {
                    let notice = Notice.jobFailed(job: "JOB\(number)X", detail: "")
                    let draft = OutboxDraft(dedupeKey: "w\(number)", content: .notice(notice), priority: .warning)
                    try await bench.store.outbox.enqueue([draft])
                    sought["JOB\(number)X"] = bench.clock.now
                }
                try await bench.settle()
                for call in bench.telegram.calls("sendMessage").suffix(40) {
                    for (word, at) in sought where call.arguments.values.contains(where: { $0.contains(word) }) {
                        waits[word] = at.duration(to: bench.clock.now)
                        sought[word] = nil
                    }
                }
                bench.clock.advance(by: .milliseconds(100))
            }
            #expect(sought.isEmpty, "never sent: \(sought.keys.sorted())")
            let worst = waits.values.max() ?? .zero
            print("\(storm.rawValue): \(waits.count) alarms, the worst wait \(worst)")
            #expect(waits.count == 5 && worst <= Self.bound, "\(waits)")
            // Within any minute the group got no more than Telegram takes.
            let group = bench.telegram.calls.filter { $0.arguments["chat_id"] == "\(BotBench.group)" }
            #expect(group.count <= 18, "\(group.count) in 45 s")
        }
    }

    @Test("strangers get few answers, and what they get expires soon")
    func fewAnswers() async throws {
        try await withBench { bench in
            for tick in 0..<24 {
                bench.telegram.push(updates(.strangersInPrivate, tick: tick, bench).joined(separator: ","))
                try await bench.settle()
                bench.clock.advance(by: .milliseconds(100))
            }
            for _ in 0..<70 {
                bench.clock.advance(by: .seconds(1))
                try await bench.settle()
            }
            #expect(bench.telegram.texts.count <= StrangerAnswers().overall)
            #expect(bench.telegram.texts.count > 5)
            #expect(try await bench.store.outbox.depth().queued == 0)
        }
    }

    @Test("strangers who shut the bot out and let it in again spoil nothing and are told to nobody")
    func blocking() async throws {
        try await withBench { bench in
            try await bench.store.settings.set("telegram.private.7", "ru")
            for round in 0..<8 {
                let id = Int64(round * 10 + 1)
                bench.telegram.refuse("sendMessage", 403, "Forbidden: bot was blocked by the user")
                bench.telegram.push(bench.command("/info", id: id, from: BotBench.stranger, chat: BotBench.stranger))
                try await bench.settle()
                bench.telegram.push(membership(id + 1, chat: BotBench.stranger))
                try await bench.settle()
                bench.clock.advance(by: .minutes(11))
            }
            #expect(bench.telegram.calls("sendMessage").count == 8)
            #expect(try await bench.store.outbox.depth().dead == 0)
            #expect(try await bench.store.settings.all(prefix: "telegram.closed.").isEmpty)
        }
    }

    @Test("a person of the team who does so is told of once a day")
    func blockingMember() async throws {
        try await withBench { bench in
            try await bench.store.settings.set("telegram.private.7", "ru")
            for round in 0..<8 {
                let id = Int64(round * 10 + 1)
                bench.telegram.refuse("sendMessage", 403, "Forbidden: bot was blocked by the user")
                bench.telegram.push(bench.command("/status", id: id, from: BotBench.viewer, chat: BotBench.viewer))
                try await bench.settle()
                #expect(try await bench.store.settings.all(prefix: "telegram.closed.").count == 1)
                bench.telegram.push(membership(id + 1, chat: BotBench.viewer))
                try await bench.settle()
                #expect(try await bench.store.settings.all(prefix: "telegram.closed.").isEmpty)
                bench.clock.advance(by: .minutes(30))
            }
            #expect(bench.telegram.calls("sendMessage").count { $0.arguments["chat_id"] == "7" } == 1)
            #expect(try await bench.store.outbox.depth().dead == 0)
        }
    }

    private func membership(_ id: Int64, chat: Int64) -> String {
        """
        {"update_id":\(id),"my_chat_member":{"chat":{"id":\(chat),"type":"private"},"date":1,\
        "from":{"id":\(chat),"is_bot":false,"first_name":"N"},\
        "old_chat_member":{"user":{"id":42,"is_bot":true,"first_name":"M"},"status":"kicked"},\
        "new_chat_member":{"user":{"id":42,"is_bot":true,"first_name":"M"},"status":"member"}}}
        """
    }

    @Test("however many strangers: the memory of their answers is bounded")
    func bounded() {
        var answers = StrangerAnswers()
        let start = Timestamp(seconds: 1_000)
        let admitted = (0..<10_000).count { answers.admit(Int64($0), in: Int64($0), at: start) }
        #expect(admitted == answers.overall)
        let later = start + answers.window
        let ofOne = (0..<100).count { answers.admit(5, in: Int64($0), at: later) }
        #expect(ofOne == answers.perPerson)
        let inOne = (0..<100).count { answers.admit(Int64(100 + $0), in: -7, at: later) }
        #expect(inOne == answers.perChat)
    }
}

@Suite("Shares of the limits")
struct DeliveryShareTests {
    private let start = Timestamp(seconds: 1_000)

    @Test("a share that is less urgent is never ready earlier", arguments: 1...40)
    func order(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var limiter = DeliveryLimiter()
        var now = start
        var sent: [Timestamp] = []
        for _ in 0..<300 {
            now = now + .milliseconds(Int.random(in: 0...700, using: &random))
            let cost = Int.random(in: 0...9, using: &random) == 0 ? Int.random(in: 2...10, using: &random) : 1
            let share = DeliveryShare.allCases.randomElement(using: &random) ?? .reply
            let ready = DeliveryShare.allCases.map { limiter.readyAt(chat: -5, cost: cost, $0, at: now) }
            #expect(zip(ready, ready.dropFirst()).allSatisfy { $0 <= $1 })
            guard limiter.readyAt(chat: -5, cost: cost, share, at: now) == now else { continue }
            limiter.spend(chat: -5, cost: cost, share, at: now)
            sent += Array(repeating: now, count: cost)
        }
        for (index, instant) in sent.enumerated() {
            #expect(sent[...index].count { $0 + .seconds(60) > instant } <= 18)
        }
    }

    @Test("whatever answers have used, two critical alerts and four warnings find room at once in a group")
    func reserve() {
        for share in [DeliveryShare.report, .reply, .stranger] {
            var limiter = DeliveryLimiter()
            var now = start
            for _ in 0..<40 {
                let ready = limiter.readyAt(chat: -5, cost: 1, share, at: now)
                guard ready < start + .seconds(50) else { break }
                now = ready
                limiter.spend(chat: -5, cost: 1, share, at: now)
            }
            now = start + .seconds(50)
            let alarms: [DeliveryShare] = share == .report ? [.alarm, .alarm] : [.alarm, .alarm, .alarm, .alarm]
            for alarm in alarms + [.critical, .critical] {
                let ready = limiter.readyAt(chat: -5, cost: 1, alarm, at: now)
                #expect(ready <= now + .seconds(1), "\(share) \(alarm)")
                now = ready
                limiter.spend(chat: -5, cost: 1, alarm, at: now)
            }
        }
    }

    @Test("alarms that came give room back to answers: only the critical ones' part stays free")
    func unusedReserve() {
        var limiter = DeliveryLimiter()
        var now = start
        for share in Array(repeating: DeliveryShare.alarm, count: 6) + Array(repeating: .reply, count: 10) {
            now = limiter.readyAt(chat: -5, cost: 1, share, at: now)
            limiter.spend(chat: -5, cost: 1, share, at: now)
        }
        #expect(now < start + .seconds(20))
    }

    @Test("an answer refunded leaves room for the next")
    func refund() {
        var limiter = DeliveryLimiter()
        for _ in 0..<50 {
            limiter.spend(chat: -5, cost: 1, .reply, at: start)
            limiter.refund(chat: -5, cost: 1, .reply)
        }
        #expect(limiter.readyAt(chat: -5, cost: 1, .reply, at: start) == start)
    }
}
