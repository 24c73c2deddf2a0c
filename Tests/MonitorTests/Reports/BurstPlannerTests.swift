import Market
import TestKit
import Testing

@testable import Monitor

@Suite("Burst planner")
struct BurstPlannerTests {
    private func burst(_ time: String, _ job: String, _ messages: Int, movable: Bool = false) -> PlannedBurst {
        PlannedBurst(
            second: TimeOfDay(time)?.secondOfDay ?? 0,
            chat: "group",
            job: job,
            messages: messages,
            isMovable: movable
        )
    }

    @Test("counts each picture, and names the minute that exceeds the group's twenty")
    func exceeding() {
        let planner = BurstPlanner([
            burst("19:01:00", "hi2_check", 1), burst("19:02:00", "send_plots", 9),
            burst("19:02:30", "EQ1", 12), burst("19:05:30", "EQ1", 12),
        ])
        let minutes = planner.minutes
        #expect(minutes.map(\.minute) == [1_141, 1_142, 1_145])
        #expect(minutes.map(\.messages) == [1, 21, 12])
        #expect(minutes.map(\.isTooMuch) == [false, true, false])
        #expect(minutes[1].jobs == ["send_plots", "EQ1"])
    }

    @Test("a window reaches across the minute's end")
    func acrossMinutes() {
        let planner = BurstPlanner([burst("19:02:50", "a", 12), burst("19:03:40", "b", 12)])
        #expect(planner.minutes.map(\.peak) == [24, 12])
        #expect(planner.minutes.map(\.isTooMuch) == [true, false])
    }

    @Test(
        "finds the nearest free second",
        arguments: [
            // In front of the nine pictures of the albums, where that is nearer, or behind them.
            ("19:02:00", [("19:02:00", 9)], "19:01:59"),
            ("19:02:01", [("19:02:02", 9), ("19:01:30", 1)], nil),
            ("19:02:03", [("19:02:02", 9)], "19:02:01"),
            ("19:02:08", [("19:02:00", 9)], "19:02:09"),
            // Where the minute is full, beyond the minute.
            ("19:02:30", [("19:02:00", 20)], "19:03:00"),
        ] as [(String, [(String, Int)], String?)]
    )
    func freeSecond(_ time: String, _ others: [(String, Int)], _ free: String?) {
        let report = burst(time, "REPORT_DAY", 1, movable: true)
        let planner = BurstPlanner([report] + others.map { burst($0.0, "x", $0.1) })
        #expect(planner.collisions.map(\.freeSecond) == (free.map { [TimeOfDay($0)?.secondOfDay] } ?? []))
    }

    @Test("agrees with trying every second", arguments: 1...60 as ClosedRange<UInt64>)
    func oracle(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        // A few minutes, crowded, so that every rule is met; three chats, one of them no group.
        let bursts = (0..<Int.random(in: 2...14, using: &random)).map { index in
            PlannedBurst(
                second: 600 + Int.random(in: 0..<240, using: &random),
                chat: ["group", "group", "second", "private"].randomElement(using: &random) ?? "group",
                job: "job\(index)",
                messages: Int.random(in: 1...14, using: &random),
                isMovable: Bool.random(using: &random)
            )
        }
        var limits = ChatLimits()
        limits.groups = ["group", "second"]
        let planner = BurstPlanner(bursts, limits: limits)
        let oracle = BurstOracle(bursts: bursts, groups: limits.groups)
        for minute in planner.minutes {
            #expect(minute.peak == oracle.peak(minute.chat, minute: minute.minute), "seed \(seed)")
            #expect(minute.isTooMuch == oracle.isTooMuch(minute.chat, minute: minute.minute), "seed \(seed)")
        }
        #expect(planner.minutes.map(\.messages).reduce(0, +) == bursts.map(\.messages).reduce(0, +))
        let found = Dictionary(uniqueKeysWithValues: planner.collisions.map { ($0.job, $0.freeSecond) })
        for (index, burst) in bursts.enumerated() where burst.isMovable {
            let collides = !oracle.fits(index, at: burst.second)
            #expect(found.keys.contains(burst.job) == collides, "seed \(seed), \(burst.job)")
            guard collides else { continue }
            #expect(found[burst.job] == oracle.nearest(index), "seed \(seed), \(burst.job)")
        }
    }
}

/// The same rules by brute force over an array of seconds.
struct BurstOracle {
    let bursts: [PlannedBurst]
    let groups: Set<String>
    private static let day = 86_400

    private func line(_ chat: String, moving index: Int? = nil, to second: Int = 0) -> [Int] {
        var line = Array(repeating: 0, count: 2_000)
        for (place, burst) in bursts.enumerated() where burst.chat == chat {
            line[min(place == index ? second : burst.second, line.count - 1)] += burst.messages
        }
        return line
    }

    func peak(_ chat: String, minute: Int) -> Int {
        let line = line(chat)
        return (minute * 60..<minute * 60 + 60).filter { line[$0] > 0 }.map { line[$0..<$0 + 60].reduce(0, +) }.max()
            ?? 0
    }

    func isTooMuch(_ chat: String, minute: Int) -> Bool {
        let crowded = bursts.contains { burst in
            burst.chat == chat && burst.second / 60 == minute
                && bursts.filter { $0.second == burst.second }.map(\.messages).reduce(0, +) > 30
        }
        return crowded || peak(chat, minute: minute) > (groups.contains(chat) ? 20 : 60)
    }

    /// Moves one burst and looks at every second around it.
    func fits(_ index: Int, at second: Int) -> Bool {
        let own = bursts[index]
        // Seconds in which its chat is busy with others' messages.
        for (place, other) in bursts.enumerated() where place != index && other.chat == own.chat {
            if !Set(second..<second + own.messages).isDisjoint(with: other.second..<other.second + other.messages) {
                return false
            }
        }
        var all = own.messages
        for (place, other) in bursts.enumerated() where place != index && other.second == second {
            all += other.messages
        }
        if all > 30 { return false }
        let line = line(own.chat, moving: index, to: second)
        for start in max(0, second - 59)...second where line[start] > 0 {
            if line[start..<min(line.count, start + 60)].reduce(0, +) > (groups.contains(own.chat) ? 20 : 60) {
                return false
            }
        }
        return true
    }

    func nearest(_ index: Int) -> Int? {
        let second = bursts[index].second
        return (1..<1_000).lazy.flatMap { [second + $0, second - $0] }.first { $0 >= 0 && fits(index, at: $0) }
    }
}
