import Exchange
import Market
import Sandbox
import Store
import TestKit
import Testing

@testable import Monitor

@Suite("Silent names rule")
struct SilentNamesRuleTests {
    private static let feed = Feed(.equities, .tradestats)

    /// A session in which each name came in the slots where its text has an `x`; the others are there all the time.
    private func tally(_ names: [String: String], daysAgo: Int = 0) -> NameTally {
        let date = MonitorRig.date.adding(days: -daysAgo)
        var tally = NameTally(feed: Self.feed, date: date, session: .main)
        let length = names.values.map(\.count).max() ?? 0
        var previous: Int?
        for index in 0..<length {
            let present = names.filter { _, text in text.dropFirst(index).first == "x" }.keys.map { SecID($0) }
            let slot = FeedSlot(
                date: date,
                label: TimeOfDay(secondOfDay: 36_300 + index * 300) ?? .midnight,
                rowCount: 0,
                secids: ((0..<10).map { SecID("O\($0)") } + present).sorted()
            )
            SilentNamesRule.count(slot, into: &tally, previousCount: previous)
            previous = slot.secids.count
        }
        return tally
    }

    private func text(_ parts: (Int, String)...) -> String {
        parts.map { String(repeating: $0.1, count: $0.0) }.joined()
    }

    @Test("a steady name is told of from its tenth missed slot on")
    func steady() {
        #expect(SilentNamesRule.silences(tally(["MTLR": text((60, "x"), (9, "-"))]), earlier: []) == [])
        let silent = SilentNamesRule.silences(tally(["MTLR": text((60, "x"), (10, "-"))]), earlier: [])
        #expect(silent.map(\.name.text) == ["MTLR"])
        #expect(silent.first?.missed == 10 && silent.first?.lastLabel == TimeOfDay("15:00"))
        let verdict = SilentNamesRule.verdict(Self.feed, silent)
        #expect(verdict.key == AlertKey(.silentNames, Self.feed) && !verdict.isGood)
        #expect(verdict.facts.lostSecids == ["MTLR"] && verdict.facts.lastLabel == time("15:00:00"))
        let back = tally(["MTLR": text((60, "x"), (40, "-"), (1, "x"))])
        #expect(SilentNamesRule.verdict(Self.feed, SilentNamesRule.silences(back, earlier: [])).isGood)
    }

    @Test("a name that trades now and then is never told of")
    func quiet() {
        let now = tally(["UKUZ": text((40, "x"), (4, "-"), (10, "x"), (30, "-"))])
        #expect(SilentNamesRule.silences(now, earlier: []) == [])
    }

    @Test("the limit is twice the usual silence of its own days, and one bad day is not usual")
    func learned() {
        let usual = (1...3).map { day in
            tally(["BELU": text((130, "x"), (6, "-"), (64, "x"))], daysAgo: day)
        }
        func isSilent(_ missed: Int, _ earlier: [NameTally]) -> Bool {
            !SilentNamesRule.silences(tally(["BELU": text((60, "x"), (missed, "-"))]), earlier: earlier).isEmpty
        }
        #expect(!isSilent(11, usual) && isSilent(12, usual))
        let halted = (1...3).map { day in
            tally(["BELU": text((100, "x"), (day == 2 ? 5 : 0, "-"))], daysAgo: day)
        }
        #expect(isSilent(10, halted))
    }

    @Test("on a day that is young only earlier days speak")
    func young() {
        let now = tally(["SBER": text((5, "x"), (12, "-"))])
        #expect(SilentNamesRule.silences(now, earlier: []) == [])
        let before = tally(["SBER": text((104, "x"))], daysAgo: 1)
        #expect(SilentNamesRule.silences(now, earlier: [before]).map(\.name.text) == ["SBER"])
        let absent = tally(["SBER": text((12, "-"))])
        #expect(
            SilentNamesRule.silences(absent, earlier: [before]) == [],
            "what did not trade today is expired or gone"
        )
    }

    @Test("a page that breaks in is not counted, the same page again only adds")
    func pages() {
        var tally = tally(["MTLR": text((60, "x"))])
        let label = TimeOfDay(secondOfDay: 36_300 + 60 * 300) ?? .midnight
        func slot(_ names: [String]) -> FeedSlot {
            FeedSlot(date: MonitorRig.date, label: label, rowCount: 0, secids: names.map { SecID($0) })
        }
        SilentNamesRule.count(slot(["O1", "O2"]), into: &tally, previousCount: 11)
        #expect(tally.slots == 60)
        let others = (0..<10).map { "O\($0)" }
        let mtlr = SecID("MTLR")
        SilentNamesRule.count(slot(others), into: &tally, previousCount: 11)
        #expect(tally.slots == 61 && tally.names[mtlr]?.missed == 1)
        SilentNamesRule.count(slot(others + ["MTLR"]), into: &tally, previousCount: 10)
        #expect(tally.slots == 61)
        #expect(tally.names[mtlr] == NameTally.Presence(seen: 61, missed: 0, longest: 0, lastLabel: label))
    }
}

@Suite("Silent names in a session", .timeLimit(.minutes(2)))
struct NameWatchTests {
    @Test("a share that stops while the page goes on is told once, over a restart, and closed when it is back")
    func halted() async throws {
        try await withRig("10:00:30") { rig in
            try rig.fault(.secidDrop, "EQ obstats", from: "14:01:00", until: "15:28:00") { $0.secids = ["SBER"] }
            try await rig.day(.equities, from: "10:05:30", through: "14:30:30")
            try await rig.start()
            try await rig.day(.equities, from: "14:35:30", through: "14:45:30")
            #expect(try await rig.open() == [])
            try await rig.day(.equities, from: "14:50:30", through: "15:20:30")
            let alert = try #require(try await rig.store.alerts.open().first)
            #expect(alert.key == AlertKey(.silentNames, Feed(.equities, .obstats)))
            #expect(alert.facts.lostSecids == ["SBER"])
            try await rig.day(.equities, from: "15:25:30", through: "15:40:30")
            #expect(try await rig.open() == [])
            #expect(try await rig.heard() == ["post 1", "recovered 1"])
        }
    }
}
