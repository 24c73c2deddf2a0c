import Engine
import Foundation
import Market
import Platform
import TestKit
import Testing

/// Figures for `docs/engine.md`; `MAYAK_MEASURE=1` prints them.
@Suite("Size and speed of a recording", .timeLimit(.minutes(2)))
struct RecordingSpeedTests {
    @Test("a book with one level changed takes less than 120 bytes, and its replay agrees")
    func size() async throws {
        let isMeasured = ProcessInfo.processInfo.environment["MAYAK_MEASURE"] != nil
        let rig = try RecordingRig()
        defer { rig.folder.remove() }
        let (engine, recorder) = try await rig.open()
        var random = SeededRandom(seed: 1)
        let books = isMeasured ? 200_000 : 2_000
        let clock = SystemClock()
        var book = OrderBook(levelCount: 50)
        let begun = clock.now
        for index in 0..<books {
            rig.clock.advance(to: rig.clock.now + .milliseconds(100))
            try Self.change(&book, index, &random)
            rig.inbox.put(.book(InstrumentSlot(index % 2), book, time: rig.clock.now + .milliseconds(-3)))
            try await engine.step()
        }
        let traded = begun.duration(to: clock.now)
        let flushing = clock.now
        await recorder.flush()
        let written = flushing.duration(to: clock.now)
        let counts = await recorder.counts
        try await engine.end()
        let replaying = clock.now
        let report = try await rig.replay()
        let replayed = replaying.duration(to: clock.now)
        #expect(report.agrees && counts.books == books)
        #expect(counts.bytes < 120 * books)
        guard isMeasured else { return }
        print("\(books) books, \(counts.bytes / books) bytes each; traded in \(traded), written in \(written)")
        print("replayed \(report.events) events in \(replayed)")
    }

    /// Twenty levels a side, of which one changes its size; now and then the middle moves.
    private static func change(_ book: inout OrderBook, _ index: Int, _ random: inout SeededRandom) throws {
        let middle = Int64(10_000) + Int64(index / 500 % 7)
        if index.isMultiple(of: 500) {
            let levels = Int64(1)...20
            try book.replace(
                bids: try levels.map { BookLevel(try Price(nanos: (middle - $0) * 10_000_000), LotScale.lots(50)) },
                asks: try levels.map { BookLevel(try Price(nanos: (middle + $0) * 10_000_000), LotScale.lots(50)) }
            )
        }
        let side: BookSide = Bool.random(using: &random) ? .bid : .ask
        let ticks = Int64.random(in: 1...20, using: &random)
        let price = try Price(nanos: (side == .bid ? middle - ticks : middle + ticks) * 10_000_000)
        _ = try book.set(side, price, to: LotScale.lots(.random(in: 1...100, using: &random)))
    }
}
