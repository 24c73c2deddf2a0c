import Engine
import Market
import Platform
import Store
import TestKit
import Testing

/// How the engine stands, written into a real store.
@Suite("Writing the engine down", .timeLimit(.minutes(1)))
struct EngineProjectorTests {
    private struct Rig {
        let files: TemporaryStore
        let store: StateStore
        let projection = EngineProjection()
        let projector: EngineProjector

        init() throws {
            files = try TemporaryStore(isInMemory: true)
            store = try files.open()
            projector = EngineProjector(
                projection,
                engine: store.engine,
                batches: store.batches,
                clock: files.clock,
                log: quietLog(files.clock)
            )
        }

        var clock: ManualClock { files.clock }

        func reading(_ change: (inout EngineReading) -> Void = { _ in }) -> EngineReading {
            var reading = EngineReading(.running, at: clock.now, strategy: "ensemble", instruments: ["SBER"])
            change(&reading)
            return reading
        }

        /// A step a second after the one before.
        func step(
            open: [EngineTrip] = [],
            closed: [EngineTrip] = [],
            _ change: (inout EngineReading) -> Void = { _ in }
        )
            async throws
        {
            clock.advance(by: .seconds(1))
            projection.put(reading(change), open: open, closed: closed)
            try await projector.step()
        }

        func queued() async throws -> [OutboxMessage] {
            try await store.outbox.messages(.queued, limit: 10_000).reversed()
        }
    }

    private func trip(_ number: Int64, opened: Timestamp, lots: Double = 2, gain: Double = 0) -> EngineTrip {
        EngineTrip(
            number: number,
            instrument: "SBER",
            side: .buy,
            openedAt: opened,
            lots: lots,
            mostLots: lots,
            entry: nil,
            mark: nil,
            stop: nil,
            gain: Money(units: gain)
        )
    }

    @Test("marks are as old as five seconds, anything else is there at once, and nothing new writes nothing")
    func writes() async throws {
        let rig = try Rig()
        try await rig.step()
        let first = try #require(try await rig.store.engine.reading())
        #expect(first.phase == .running && first.at == rig.clock.now)
        try await rig.step { $0.books = 7 }
        #expect(try await rig.store.engine.reading() == first)
        for _ in 0..<4 { try await rig.step { $0.books = 9 } }
        #expect(try await rig.store.engine.reading()?.books == 9)
        try await rig.step { $0.phase = .resting }
        #expect(try await rig.store.engine.reading()?.phase == .resting)
        #expect(try await rig.queued().isEmpty)
    }

    @Test("a position that stands gets one message, drawn anew with its size, each minute, and at its close")
    func message() async throws {
        let rig = try Rig()
        let opened = rig.clock.now
        try await rig.step(open: [trip(7, opened: opened)])
        #expect(try await rig.store.engine.openTrips().map(\.number) == [7])
        #expect(try await rig.queued().isEmpty)
        for _ in 0..<25 { try await rig.step(open: [trip(7, opened: opened)]) }
        #expect(try await rig.queued().map(\.draft.content) == [.position(trip: 7)])
        #expect(try await rig.store.engine.trip(7)?.isTold == true)
        try await rig.step(open: [trip(7, opened: opened, lots: 1)])
        for _ in 0..<70 { try await rig.step(open: [trip(7, opened: opened, lots: 1, gain: 5)]) }
        var closed = trip(7, opened: opened, lots: 0, gain: 9)
        closed.closedAt = rig.clock.now
        try await rig.step(closed: [closed])
        // Those before were replaced while they waited: one that is delivered late shows the present state.
        #expect(try await rig.queued().map(\.draft.content) == [.position(trip: 7)])
        #expect(try await rig.store.outbox.messages(.dropped, limit: 100).count == 3)
        #expect(try await rig.store.engine.openTrips().isEmpty)
        #expect(try await rig.store.engine.closedCount(since: opened) == (1, 0))
    }

    @Test("a position that is closed at once has no message of its own; the day's counts it")
    func shortLived() async throws {
        let rig = try Rig()
        for number in 1...5 as ClosedRange<Int64> {
            let opened = rig.clock.now
            try await rig.step(open: [trip(number, opened: opened)])
            var closed = trip(number, opened: opened, lots: 0, gain: -1)
            closed.closedAt = rig.clock.now
            try await rig.step(closed: [closed])
        }
        let date = MoscowTime.date(of: rig.clock.now)
        #expect(try await rig.queued().map(\.draft.content) == [.tradingDay(date: date)])
        #expect(try await rig.store.engine.closedCount(since: rig.clock.now - .hours(1)) == (5, 5))
    }

    /// Every message is taken as delivered at once, which is when the chat gets the most of them.
    @Test("a day of 500 trades is some ten messages an hour without a sound, never near what a chat takes in a minute")
    func busyDay() async throws {
        let rig = try Rig()
        var random = SeededRandom(seed: 11)
        var open: [EngineTrip] = []
        var number: Int64 = 0
        var shown: Set<String> = []
        var calls: [Int64: Int] = [:]
        let start = rig.clock.now
        // Fourteen hours, a look every five seconds; positions of five seconds to half an hour.
        while start.duration(to: rig.clock.now) < .hours(14) {
            rig.clock.advance(by: .seconds(5))
            var closed: [EngineTrip] = []
            for place in open.indices.reversed() where Int.random(in: 0..<60, using: &random) == 0 {
                var trip = open.remove(at: place)
                trip.lots = 0
                trip.closedAt = rig.clock.now
                closed.append(trip)
            }
            if number < 500, open.count < 15, Int.random(in: 0..<18, using: &random) == 0 {
                number += 1
                open.append(trip(number, opened: rig.clock.now))
            }
            rig.projection.put(rig.reading(), open: open, closed: closed)
            try await rig.projector.step()
            for message in try await rig.queued() where (message.draft.notBefore ?? start) <= rig.clock.now {
                shown.insert(message.draft.coalesceKey ?? message.draft.dedupeKey)
                calls[start.duration(to: rig.clock.now).wholeSeconds / 60, default: 0] += 1
                try await rig.store.outbox.markSent(message.id, messageID: message.id)
                #expect(message.draft.priority == .report)
            }
        }
        #expect(number == 500)
        // Messages that are new in the chat; all others are edits of them, which make no sound.
        #expect(shown.count <= 14 * TripTelling.mostInAnHour + 2 && shown.count > 50, "\(shown.count)")
        let most = calls.values.max() ?? 0
        let all = calls.values.reduce(0, +)
        print("a day of 500 trades: \(shown.count) messages, \(all) calls, at most \(most) in a minute")
        #expect(most <= 15, "\(most) in a minute")
    }

    @Test("a process that starts anew goes on with the messages of the one before")
    func restart() async throws {
        let rig = try Rig()
        let opened = rig.clock.now
        for _ in 0..<25 { try await rig.step(open: [trip(7, opened: opened)]) { $0.halts = [] } }
        let again = EngineProjector(
            rig.projection,
            engine: rig.store.engine,
            batches: rig.store.batches,
            clock: rig.clock,
            log: quietLog(rig.clock)
        )
        rig.clock.advance(by: .seconds(1))
        rig.projection.put(rig.reading(), open: [trip(7, opened: opened)])
        try await again.step()
        #expect(try await rig.store.engine.trip(7)?.isTold == true)
    }

    @Test("a halt is a message with a sound, a restart of the market's data is none")
    func notices() async throws {
        let rig = try Rig()
        let halt = Halt(.mismatch, .reduceOnly, until: .person, who: "comparison", why: "SBER", since: rig.clock.now)
        try await rig.step { $0.halts = [EngineReading.StandingHalt(halt)] }
        try await rig.step()
        let messages = try await rig.queued()
        #expect(
            messages.map(\.draft.content) == [
                .notice(.engineReduces(cause: .mismatch, detail: "SBER")), .notice(.engineResumed(cause: .mismatch)),
            ]
        )
        #expect(messages.map(\.draft.priority) == [.critical, .report])
    }
}
