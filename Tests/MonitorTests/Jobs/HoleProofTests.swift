import Exchange
import Market
import Platform
import Sandbox
import Store
import TestKit
import Testing

@testable import Monitor

/// "No candle" is not "no trading": candles are late as well.
@Suite("Proof of a hole", .timeLimit(.minutes(2)))
struct HoleProofTests {
    private let obstats = Feed(.equities, .obstats)

    /// Candles of every minute up to a time, so far behind.
    private func candles(_ rig: MonitorRig, through last: String, without: ClosedRange<Int>? = nil) throws {
        let end = try #require(TimeOfDay(last)).secondOfDay / 60
        let rows = (600...end).filter { !(without?.contains($0) ?? false) }.reversed().map { minute in
            let begin = TimeOfDay(secondOfDay: minute * 60)?.description ?? ""
            return "[1,1,1,1,9,9,\"2024-07-15 \(begin)\",\"2024-07-15 \(begin.dropLast(2))59\"]"
        }
        rig.answer(
            "/candles",
            .json(
                "{\"candles\":{\"columns\":[\"open\",\"close\",\"high\",\"low\",\"value\",\"volume\",\"begin\",\"end\"],"
                    + "\"data\":[\(rows.joined(separator: ","))]}}"
            )
        )
    }

    @Test("a hole waits for candles that are 16 minutes behind, and is then told and counted")
    func lateCandles() async throws {
        try await withRig("12:00:30") { rig in
            try rig.fault(.hole, "EQ obstats", from: "12:10:00", until: "12:10:01")
            for (time, candle) in [
                ("12:00", "11:44"), ("12:05", "11:49"), ("12:10", "11:54"), ("12:15", "11:59"), ("12:20", "12:04"),
            ] {
                try candles(rig, through: candle)
                try await rig.check(.equities, at: time + ":30")
            }
            #expect(try await rig.open() == [])
            let quiet = try await rig.store.feeds.quietSlots(obstats, from: MonitorRig.date, through: MonitorRig.date)
            #expect(quiet == [], "nothing is proved")
            try candles(rig, through: "12:09")
            try await rig.check(.equities, at: "12:25:30")
            let alert = try #require(try await rig.store.alerts.open().first)
            #expect(alert.key == AlertKey(.missingSlots, obstats))
            #expect(alert.facts.slots == times("12:10") && alert.facts.isUnproved == nil)
            #expect(try await rig.heard() == ["post 1"])
        }
    }

    @Test("a hole of the open interest is proved by the candles of the contract that trades most")
    func openInterest() async throws {
        try await withRig("12:00:30") { rig in
            try rig.fault(.hole, "FO futoi", from: "12:10:00", until: "12:10:01")
            try candles(rig, through: "12:40")
            try await rig.day(.futures, from: "12:00:30", through: "12:20:30")
            let alert = try #require(try await rig.store.alerts.open().first)
            #expect(alert.key == AlertKey(.missingSlots, Feed(.futures, .futoi)))
            #expect(alert.facts.slots == times("12:10") && alert.facts.isUnproved == nil)
        }
    }

    @Test("a slot that comes twenty minutes late is known at the next check")
    func lateSlot() async throws {
        try await withRig("12:00:30") { rig in
            try rig.fault(.late, "EQ obstats", from: "12:10:00", until: "12:11:00") { $0.seconds = 1_200 }
            try candles(rig, through: "12:40")
            let label = try #require(TimeOfDay("12:10"))
            try await rig.day(.equities, from: "12:00:30", through: "12:25:30")
            #expect(try await rig.open() == ["missing_slots/EQ/obstats firing"])
            try await rig.day(.equities, from: "12:30:30", through: "12:30:30")
            #expect(try await rig.store.feeds.slot(obstats, on: MonitorRig.date, label: label) != nil)
        }
    }

    @Test("candles that never come do not hide a hole: it is told, and that nobody knows")
    func noCandles() async throws {
        try await withRig("12:00:30") { rig in
            try rig.fault(.hole, "EQ obstats", from: "12:10:00", until: "12:10:01")
            try candles(rig, through: "11:30")
            try await rig.day(.equities, from: "12:00:30", through: "12:30:30")
            #expect(try await rig.open() == [])
            try await rig.day(.equities, from: "12:35:30", through: "12:35:30")
            let alert = try #require(try await rig.store.alerts.open().first)
            #expect(alert.facts.slots == times("12:10") && alert.facts.isUnproved == true)
        }
    }

    @Test("what was filed as quiet too early is looked at again, by a new process as well")
    func filedTooEarly() async throws {
        try await withRig("12:00:30") { rig in
            try rig.fault(.hole, "EQ obstats", from: "12:10:00", until: "12:10:01")
            // Of an older version, which took the lack of candles for a lack of trading.
            var batch = StoreBatch()
            let label = try #require(TimeOfDay("12:10"))
            batch.feeds.quietSlots = [QuietSlot(feed: obstats, date: MonitorRig.date, label: label)]
            try await rig.store.commit(batch)
            try candles(rig, through: "12:20")
            try await rig.check(.equities, at: "12:20:30")
            #expect(try await rig.open() == ["missing_slots/EQ/obstats firing"])
            let quiet = try await rig.store.feeds.quietSlots(obstats, from: MonitorRig.date, through: MonitorRig.date)
            #expect(quiet == [])
        }
    }

    @Test("a slot without trading is quiet once later candles are there, and comes back as any other")
    func quietThenLate() async throws {
        try await withRig("12:00:30") { rig in
            try rig.fault(.late, "EQ obstats", from: "12:10:00", until: "12:11:00") { $0.seconds = 1_200 }
            try candles(rig, through: "12:15", without: 725...729)
            try await rig.day(.equities, from: "12:00:30", through: "12:15:30")
            func quiet() async throws -> Int {
                try await rig.store.feeds.quietSlots(obstats, from: MonitorRig.date, through: MonitorRig.date).count
            }
            #expect(try await quiet() == 1)
            try await rig.day(.equities, from: "12:20:30", through: "12:35:30")
            #expect(try await quiet() == 0)
            let slots = try await rig.store.feeds.slots(obstats, on: MonitorRig.date)
            #expect(slots.contains { $0.label == TimeOfDay("12:10") })
            #expect(try await rig.said() == [])
        }
    }

    @Test(
        "what candles prove",
        arguments: [
            ([("12:05", 1.0)], "12:05", TradeProof.traded), ([("12:09", 1)], "12:09", .traded),
            ([("12:04", 1)], "12:09", .open), ([("12:10", 1)], "12:10", .nothing), ([], "12:09", .open),
            ([], "12:10", .nothing), ([("12:06", 0)], "12:20", .nothing), ([("12:06", 0)], "12:06", .open),
        ] as [([(String, Double)], String, TradeProof)]
    )
    func proof(_ minutes: [(String, Double)], _ newest: String, _ proof: TradeProof) {
        let candles = MinuteVolumes(
            minutes: minutes.map { .init(begin: MonitorRig.at($0.0 + ":00"), volume: $0.1) },
            newest: MonitorRig.at(newest + ":00")
        )
        let end = MonitorRig.at("12:10:00")
        #expect(TradeProof(slotEnding: end, length: .minutes(5), candles: candles) == proof)
        #expect(TradeProof(slotEnding: end, length: .minutes(5), candles: nil) == .open)
    }
}
