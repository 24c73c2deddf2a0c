import Execution
import Market
import Platform
import TestKit
import Testing

@Suite("Checkpoints")
struct CheckpointTests {
    private static func same(_ left: RestoredExecution, _ right: RestoredExecution) -> Bool {
        left.halts == right.halts && left.riskState == right.riskState && left.plans == right.plans
            && left.ledger.positions == right.ledger.positions && left.ledger.openOrders == right.ledger.openOrders
            && left.ledger.recentOrders == right.ledger.recentOrders
    }

    @Test("a checkpoint and what came behind it come to what all records come to, wherever it was", arguments: 0..<20)
    func anywhere(seed: UInt64) throws {
        let folder = try TemporaryFolder(prefix: "checkpoint", isInMemory: true)
        defer { folder.remove() }
        let file = CheckpointFile(folder: folder.path)
        var source = try RandomRecords(seed: seed)
        let instruments = source.instruments
        let records = try (0..<400).map { _ in try source.next() }
        let cut = Int(seed) * 20 + 7
        var whole = RestoredExecution(instruments)
        for record in records.prefix(cut) { whole.take(record) }
        let now = Timestamp(seconds: 1_800_000_000)
        try file.save(whole.checkpoint(at: now, .forwardTest, record: UInt64(cut)))
        guard case .checkpoint(let found, nil) = file.load(instruments, RiskLimits()) else {
            Issue.record("no checkpoint was found")
            return
        }
        #expect(found.record == UInt64(cut) && found.time == now && found.mode == .forwardTest)
        var restored = RestoredExecution(found, instruments)
        // Not within #expect, which would print both states whole.
        let isSameThere = Self.same(restored, whole)
        #expect(isSameThere)
        for record in records.dropFirst(cut) {
            whole.take(record)
            restored.take(record)
        }
        let isSameAtEnd = Self.same(restored, whole)
        #expect(isSameAtEnd)
        #expect(whole.ledger.recentOrders.count > 20 && whole.ledger.openCount > 0, "the day was no wild one")
    }

    @Test("a file that was changed or cut anywhere is not believed; the emergency copy is, and nothing without it")
    func damage() throws {
        let folder = try TemporaryFolder(prefix: "checkpoint", isInMemory: true)
        defer { folder.remove() }
        let file = CheckpointFile(folder: folder.path)
        var source = try RandomRecords(seed: 3)
        let instruments = source.instruments
        var state = RestoredExecution(instruments)
        for number in 1...40 {
            state.take(try source.next())
            if number % 20 == 0 {
                try file.save(state.checkpoint(at: Timestamp(seconds: 1), .production, record: UInt64(number)))
            }
        }
        let good = try FileBytes.read(file.path, limit: 1 << 20)
        for place in stride(from: 0, to: good.count, by: 97) {
            var changed = good
            changed[place] ^= 1
            for bytes in [changed, Array(good.prefix(place))] {
                try FileBytes.replace(file.path, bytes)
                guard case .checkpoint(let found, let damage?) = file.load(instruments, RiskLimits()) else {
                    Issue.record("byte \(place)")
                    continue
                }
                #expect(found.record == 20 && damage.contains("checkpoint.json"))
            }
        }
        // A damaged file is not what the next one leaves behind.
        try file.save(state.checkpoint(at: Timestamp(seconds: 2), .production, record: 40))
        try FileBytes.replace(file.path, [])
        guard case .checkpoint(let older, _) = file.load(instruments, RiskLimits()) else {
            Issue.record("the emergency copy is gone")
            return
        }
        #expect(older.record == 20)
        try FileBytes.replace(file.emergencyPath, Array("{}".utf8))
        guard case .unusable(let why) = file.load(instruments, RiskLimits()) else {
            Issue.record("a file without a checksum was believed")
            return
        }
        #expect(why.contains(file.path) && why.contains(file.emergencyPath))
    }

    @Test("has the members of the original's file, with what a person looks for")
    func seedMembers() throws {
        var source = try RandomRecords(seed: 1)
        let instruments = source.instruments
        var state = RestoredExecution(instruments)
        for _ in 0..<300 { state.take(try source.next()) }
        let halt = Halt(.person, .stopped, until: .person, who: "Anna", why: "lunch", since: Timestamp(seconds: 5))
        state.take(.halted(halt))
        let json = state.checkpoint(at: Timestamp(nanoseconds: 1_763_622_000_000_000_005), .production, record: 9)
            .json()
        #expect(json["timestamp"]?.string == "2025-11-20T07:00:00.000000005Z")
        #expect(json["mode"]?.string == "production")
        let risk = try #require(json["risk"])
        #expect(
            risk.members?.map(\.name) == [
                "positions", "realized_pnl", "consecutive_losses", "loss_cooldown_until", "daily_loss_triggered",
                "halt_trading", "order_count", "last_reset", "session_start", "emergency_reason",
                "calibration_required", "calibration_expiry", "capital_base",
            ]
        )
        #expect(risk["halt_trading"]?.bool == true && risk["emergency_reason"]?.string != nil)
        let held = state.ledger.positions.filter { !$0.isFlat }
        #expect(risk["positions"]?.array?.map { $0["quantity"]?.double } == held.map { Double($0.lots.count) })
        #expect(json["data"]?.members?.map(\.name) == ["active", "monitored"])
        #expect(
            json["connectivity"]?.members?.map(\.name) == [
                "active_channel", "failure_count", "success_streak", "last_event", "last_failure_at",
            ]
        )
    }

    @Test("one that is ahead of its journal, or an instrument that is held and gone, stops trading")
    func mismatch() throws {
        let folder = try TemporaryFolder(prefix: "checkpoint", isInMemory: true)
        defer { folder.remove() }
        let file = CheckpointFile(folder: folder.path)
        let instruments = try PaperRig().instruments
        let ahead = RestoredExecution(instruments).checkpoint(at: Timestamp(seconds: 1), .production, record: 3)
        try file.save(ahead)
        let journal = try Journal(folder: folder.path + "/journal")
        let restored = RestoredExecution(journal, instruments, from: file, now: Timestamp(seconds: 2))
        #expect(restored.halts.all.map(\.cause) == [.unreadable] && restored.halts.level == .stopped)
        var source = try RandomRecords(seed: 1)
        var state = RestoredExecution(source.instruments)
        for _ in 0..<300 { state.take(try source.next()) }
        try #require(!state.ledger.positions[1].isFlat)
        try file.save(state.checkpoint(at: Timestamp(seconds: 1), .production, record: 0))
        try FileBytes.remove(file.emergencyPath)
        guard case .unusable(let why) = file.load(instruments, RiskLimits()) else {
            Issue.record("a position of an instrument that the run does not have was dropped")
            return
        }
        #expect(why.contains("GAZP"))
        // Nobody can say what was held.
        let empty = try Journal(folder: folder.path + "/empty")
        let lost = RestoredExecution(empty, instruments, from: file, now: Timestamp(seconds: 2))
        #expect(lost.halts.all.map(\.cause) == [.unreadable] && lost.halts.level == .stopped)
    }

    @Test("a journal whose beginning has gone stops trading where no checkpoint knows it")
    func beginningGone() async throws {
        let folder = try TemporaryFolder(prefix: "checkpoint", isInMemory: true)
        defer { folder.remove() }
        var source = try RandomRecords(seed: 1)
        let instruments = source.instruments
        var options = Journal.Options()
        options.segmentBytes = 4_096
        let journal = try Journal(folder: folder.path + "/journal", options: options)
        var state = RestoredExecution(instruments)
        for _ in 0..<300 {
            let record = try source.next()
            state.take(record)
            _ = try await journal.append(record.payload)
        }
        let file = CheckpointFile(folder: folder.path)
        try file.save(state.checkpoint(at: Timestamp(seconds: 1), .production, record: 200))
        try journal.removeFiles(before: 201)
        func halts(_ checkpoints: CheckpointFile?) -> Halts {
            RestoredExecution(journal, instruments, from: checkpoints, now: Timestamp(seconds: 2)).halts
        }
        #expect(!halts(file).all.contains { $0.cause == .unreadable })
        #expect(halts(nil).all.contains { $0.cause == .unreadable } && halts(nil).level == .stopped)
        try FileBytes.remove(file.path)
        #expect(halts(file).all.contains { $0.cause == .unreadable })
        await journal.close()
    }
}
