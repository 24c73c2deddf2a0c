import Engine
import Execution
import Foundation
import Market
import Platform
import Store
import TestKit
import Testing

@Suite("Recording and replay of the engine", .timeLimit(.minutes(2)))
struct SessionReplayTests {
    /// A day in which all that can happen on paper happens at random.
    private func play(_ rig: RecordingRig, steps: Int, seed: UInt64) async throws -> LiveEngine.Counts {
        var random = SeededRandom(seed: seed)
        let (engine, recorder) = try await rig.open()
        let mailbox = OperatorMailbox(besides: rig.plan.override.path)
        for step in 0..<steps {
            let slot = InstrumentSlot(Int.random(in: 0..<2, using: &random))
            switch Int.random(in: 0..<200, using: &random) {
            case 0: rig.inbox.put(.status(slot, isOpen: Bool.random(using: &random)))
            case 1: rig.inbox.put(.marketLost("reset"))
            case 2: rig.inbox.put(.marketOpened)
            case 3: try FileBytes.replace(rig.plan.override.path, Array("odd feed\n".utf8))
            case 4...8: try FileBytes.remove(rig.plan.override.path)
            case 9: try mailbox.put(.flatten(why: "outage"))
            case 10...14: try mailbox.put(.resume(.killSwitch))
            case 15...20: rig.inbox.put(.status(slot, isOpen: true))
            case 21...30: try await ask(.resume, engine)
            case 31...35:
                if let trip = rig.projection.take()?.open.first {
                    try await ask(.close(trip: trip.number, isHalf: Bool.random(using: &random)), engine)
                }
            case 36:
                var halts = Halts()
                _ = halts.raise(
                    Halt(.person, .stopped, until: .person, who: "1001 Анна", why: "x", since: rig.clock.now)
                )
                await engine.follow(halts)
            case 37...60:
                rig.inbox.put(.trade(slot, .buy, try Price(nanos: 100_000_000_000), LotScale.lots(3)))
            default: break
            }
            try await rig.book(slot.index, &random, to: engine)
            if step.isMultiple(of: 97) { await recorder.flush() }
        }
        let counts = await engine.counts
        try await engine.end()
        return counts
    }

    private func ask(_ request: EngineRequest, _ engine: LiveEngine) async throws {
        let answer = Task { try await engine.carryOut(request, by: "Анна (1001)") }
        while await engine.isAsked == false { await Task.yield() }
        try await engine.step()
        _ = try await answer.value
    }

    @Test(
        "a day on paper with halts, losses, requests and old books replays line by line",
        arguments: [1, 2, 3] as [UInt64]
    )
    func paper(seed: UInt64) async throws {
        let rig = try RecordingRig()
        defer { rig.folder.remove() }
        let counts = try await play(rig, steps: 3_000, seed: seed)
        let report = try await rig.replay()
        #expect(report.agrees, "\(String(describing: report.first))")
        // The kill switch and reductions by hand are no orders of a strategy.
        #expect(report.orders >= counts.orders && report.fills == counts.fills)
        #expect(counts.orders > 3 && counts.fills > 3)
        #expect(report.records > 100 && report.figures > 20 && report.decisions > 10 && report.torn == 0)
    }

    @Test("quotes that rest, and a start that goes on with what was held, replay as well")
    func resting() async throws {
        let rig = try RecordingRig(strategy: "{name: two_sided_quotes, lots: 2}")
        defer { rig.folder.remove() }
        _ = try await play(rig, steps: 1_000, seed: 7)
        let counts = try await play(rig, steps: 1_000, seed: 8)
        let report = try await rig.replay()
        #expect(report.agrees, "\(String(describing: report.first))")
        #expect(report.sessions == 2 && report.orders > counts.orders && counts.orders > 20)
    }

    @Test("over midnight a session has a folder in each of its days, and is replayed from its beginning")
    func midnight() async throws {
        let rig = try RecordingRig()
        defer { rig.folder.remove() }
        // From noon in Moscow on, a second a book, with two jumps.
        var random = SeededRandom(seed: 5)
        let (engine, _) = try await rig.open()
        for step in 0..<600 {
            if step == 200 || step == 400 { rig.clock.advance(to: rig.clock.now + .hours(25)) }
            try await rig.book(step % 2, &random, to: engine)
        }
        try await engine.end()
        #expect(try RecordingShelf.dates(in: rig.recordings).count == 3)
        let report = try await rig.replay()
        #expect(report.agrees && report.sessions == 1, "\(String(describing: report.first))")
        #expect(report.events >= 1_200)
        // Without its first day nothing can be said of it.
        let first = try #require(try RecordingShelf.dates(in: rig.recordings).first)
        try FileManager.default.removeItem(atPath: "\(rig.recordings)/\(first)")
        await #expect(throws: FeedError.self) { _ = try await rig.replay() }
    }

    @Test("one decision that was written otherwise is found, with its time and instrument")
    func difference() async throws {
        let rig = try RecordingRig()
        defer { rig.folder.remove() }
        _ = try await play(rig, steps: 300, seed: 11)
        let path = try rig.session() + "/events.rec"
        let wish = Array(#""record":"wanted""#.utf8)
        let time = try change(path) { block in
            guard let place = find(wish, in: block, from: 0),
                let lots = find(Array(#""lots":"#.utf8), in: block, from: place),
                let end = block[lots...].firstIndex(of: UInt8(ascii: "4"))
            else { return nil }
            block[end] = UInt8(ascii: "5")
            // Nanoseconds, nineteen digits.
            let at = try #require(find(Array(#""at":"#.utf8), in: block, from: place)) + 5
            return String(decoding: block[at..<at + 19], as: UTF8.self)
        }
        let report = try await rig.replay()
        let first = try #require(report.first)
        #expect(!report.agrees && report.differences >= 1)
        #expect(first.time.nanoseconds == Int64(try #require(time)))
        #expect(first.instrument == "SBER" || first.instrument == "GAZP")
        #expect(first.live?.contains(#""record":"wanted""#) == true && first.replayed != nil)
    }

    @Test("another plan decides otherwise, and that is told; one of other instruments is refused")
    func plan() async throws {
        let rig = try RecordingRig()
        defer { rig.folder.remove() }
        _ = try await play(rig, steps: 300, seed: 12)
        let other = try RecordingRig(strategy: "{name: imbalance_threshold, depth: 1, enter: 0.6, exit: 0.1, lots: 4}")
        defer { other.folder.remove() }
        #expect(try await !rig.replay(other.plan).agrees)
        var fewer = rig.plan
        fewer.trading.instruments.removeLast()
        await #expect(throws: FeedError.self) { _ = try await rig.replay(fewer) }
    }

    @Test("a recording that is cut anywhere replays up to its last whole block, and agrees so far")
    func torn() async throws {
        let rig = try RecordingRig()
        defer { rig.folder.remove() }
        _ = try await play(rig, steps: 400, seed: 13)
        let path = try rig.session() + "/events.rec"
        let whole = try FileBytes.read(path, limit: 1 << 24)
        let all = try await rig.replay().events
        var random = SeededRandom(seed: 1)
        var events: Set<Int> = []
        for _ in 0..<30 {
            try FileBytes.replace(path, Array(whole[..<Int.random(in: 9...whole.count, using: &random)]))
            let report = try await rig.replay()
            #expect(report.agrees && report.events <= all)
            events.insert(report.events)
        }
        #expect(events.count > 3)
    }

    @Test("10,000 recordings with changed bytes, their checksums right or not, are read or refused, and none crashes")
    func fuzz() async throws {
        let rig = try RecordingRig()
        defer { rig.folder.remove() }
        _ = try await play(rig, steps: 30, seed: 14)
        let session = try rig.session()
        let path = session + "/events.rec"
        let codes = rig.plan.trading.instruments.map { $0.facts.id.secid }
        let whole = try FileBytes.read(path, limit: 1 << 24)
        var random = SeededRandom(seed: 2)
        let name = try #require(session.split(separator: "/").last)
        let begin = Timestamp(nanoseconds: try #require(Int64(name)))
        var read = 0
        for round in 0..<10_000 {
            var bytes = whole
            for _ in 0...Int.random(in: 0...3, using: &random) {
                bytes[Int.random(in: 9..<bytes.count, using: &random)] = .random(in: .min ... .max, using: &random)
            }
            if !round.isMultiple(of: 5) { bytes = sealed(bytes) }
            try FileBytes.replace(path, bytes)
            do {
                var reader = try SessionReader(session, codes: codes, after: begin)
                while try reader.next() != nil { read += 1 }
            } catch is FeedError {
                // Refused.
            }
        }
        #expect(read > 10_000)
    }

    @Test(
        "days that are too old go, then the oldest until the rest has room, and never one of the present session",
        arguments: [
            ([(1, 5), (2, 5), (3, 5), (9, 5), (10, 5)], 7, 100, [1, 2]),
            ([(8, 40), (9, 40), (10, 40)], 7, 100, [8]),
            ([(9, 90), (10, 500)], 7, 100, [9]),
            ([(10, 500)], 1, 100, []),
            ([(3, 0), (10, 0)], 7, 0, []),
        ] as [([(Int, Int)], Int, Int, [Int])]
    )
    func pruning(days: [(Int, Int)], kept: Int, most: Int, gone: [Int]) throws {
        var options = RecordingOptions()
        options.keptDays = kept
        options.mostBytes = most
        func date(_ day: Int) throws -> CivilDate { try #require(CivilDate(year: 2026, month: 11, day: day)) }
        let outdated = RecordingShelf.outdated(
            try days.map { RecordingShelf.Day(date: try date($0.0), bytes: $0.1) },
            options,
            keeping: try date(10)
        )
        #expect(try outdated == gone.map { try date($0) })
    }

    @Test("an instrument's file of a recording is a backtest's input")
    func backtest() async throws {
        let rig = try RecordingRig()
        defer { rig.folder.remove() }
        _ = try await play(rig, steps: 200, seed: 15)
        let summary = try FileSummary(
            try MarketFile.open(try rig.session() + "/SBER.mbk"),
            format: .binary
        )
        #expect(summary.books > 50 && summary.instruments.map(\.code) == [SecID("SBER")])
    }

    @Test("section recording is read, and what cannot be is said")
    func section() throws {
        let plan = try RecordingRig(
            "recording: {enabled: false, path: /x, keep_days: 3, max_gigabytes: 0.5, sync_seconds: 1}"
        ).plan
        #expect(!plan.recording.isEnabled && plan.recording.folder(in: "y") == "/x" && plan.recording.keptDays == 3)
        #expect(plan.recording.mostBytes == 500_000_000 && plan.recording.syncInterval == .seconds(1))
        #expect(try RecordingRig().plan.recording == RecordingOptions())
        #expect(throws: ConfigurationError.self) { try RecordingRig("recording: {keep_days: 0}") }
        #expect(throws: ConfigurationError.self) { try RecordingRig("recording: {days: 3}") }
    }

    // MARK: Bytes

    private func find(_ text: [UInt8], in bytes: [UInt8], from place: Int) -> Int? {
        guard bytes.count >= text.count else { return nil }
        return (place...bytes.count - text.count).first { Array(bytes[$0..<$0 + text.count]) == text }
    }

    /// Changes the first block that it can, and makes its checksum right.
    private func change(_ path: String, _ change: (inout [UInt8]) throws -> String?) throws -> String? {
        var bytes = try FileBytes.read(path, limit: 1 << 24)
        var place = 9
        while place + 8 <= bytes.count {
            let count = length(bytes, place)
            var block = Array(bytes[place + 8..<place + 8 + count])
            if let answer = try change(&block) {
                bytes.replaceSubrange(place + 8..<place + 8 + count, with: block)
                try FileBytes.replace(path, sealed(bytes))
                return answer
            }
            place += 8 + count
        }
        return nil
    }

    private func length(_ bytes: [UInt8], _ place: Int) -> Int {
        (0..<4).reduce(0) { $0 | Int(bytes[place + $1]) << ($1 * 8) }
    }

    /// The same with the right checksum for each block that is whole.
    private func sealed(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        var place = 9
        while place + 8 <= bytes.count {
            let count = length(bytes, place)
            guard place + 8 + count <= bytes.count else { break }
            let sum = CRC32C.of(bytes[place + 8..<place + 8 + count])
            for index in 0..<4 { bytes[place + 4 + index] = UInt8(truncatingIfNeeded: sum >> (index * 8)) }
            place += 8 + count
        }
        return bytes
    }
}
