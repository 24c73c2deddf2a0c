import Engine
import Execution
import Foundation
import Market
import Platform
import Store
import TestKit
import Testing

/// An engine on paper, or with a broker, that is recorded.
struct RecordingRig {
    let folder: TemporaryFolder
    let clock = ManualClock(Timestamp(seconds: 1_721_034_000))
    let inbox = LiveInbox()
    let projection = EngineProjection()
    let plan: LivePlan
    var venue: (any VenueConnection)?

    init(
        _ more: String = "",
        strategy: String = "{name: imbalance_threshold, depth: 1, enter: 0.5, exit: 0.1, lots: 4}"
    ) throws {
        folder = try TemporaryFolder(prefix: "recording", isInMemory: true)
        plan = try LivePlan(
            configuration: """
                strategy: \(strategy)
                instruments: {SBER: {lot: 10, price_step: 0.01}, GAZP: {lot: 10, price_step: 0.01}}
                latency: {entry_ms: 1, response_ms: 1}
                datafeed: {gap_seconds: 60, recovery_messages: 2}
                manual_override: {flag_path: \(folder.path)/stop.flag, poll_interval_seconds: 0.5}
                \(more)
                """,
            named: "plan.yaml"
        )
    }

    var recordings: String { "\(folder.path)/recordings" }
    var date: CivilDate { MoscowTime.date(of: clock.now) }
    private var log: Log { Log(component: "test", threshold: .critical, clock: clock) }

    func open() async throws -> (engine: LiveEngine, recorder: SessionRecorder) {
        var surroundings = LiveSurroundings(inbox, clock)
        surroundings.projection = projection
        let recorder = SessionRecorder(plan.recording, in: recordings, log: log)
        surroundings.trace = recorder
        surroundings.venue = venue
        return (try await LiveEngine.open(plan: plan, folder: folder.path, surroundings), recorder)
    }

    /// A book of one level a side, a random time of up to two seconds after the one before.
    func book(_ slot: Int, _ random: inout SeededRandom, to engine: LiveEngine) async throws {
        clock.advance(to: clock.now + .nanoseconds(Int64.random(in: 1...2_000_000_000, using: &random)))
        inbox.put(try Self.book(slot, &random, at: clock.now))
        try await engine.step()
    }

    static func book(_ slot: Int, _ random: inout SeededRandom, at time: Timestamp) throws -> LiveEvent {
        let middle = 10_000 + Int64.random(in: -3...3, using: &random)
        var book = OrderBook(levelCount: 50)
        let levels = 1...Int64.random(in: 1...5, using: &random)
        func level(_ ticks: Int64) throws -> BookLevel {
            BookLevel(try Price(nanos: ticks * 10_000_000), LotScale.lots(.random(in: 1...100, using: &random)))
        }
        try book.replace(
            bids: try levels.map { try level(middle - $0) },
            asks: try levels.map { try level(middle + $0) }
        )
        // Some are too old to be traded on, some say nothing of their time.
        let time = [time, time, time, time + .seconds(-30), nil].randomElement(using: &random) ?? nil
        return .book(InstrumentSlot(slot), book, time: time)
    }

    func replay(_ plan: LivePlan? = nil) async throws -> ReplayReport {
        try await SessionReplay.replay(date, of: plan ?? self.plan, in: recordings, log: log)
    }

    /// The folder of the only session of the day.
    func session() throws -> String {
        let day = "\(recordings)/\(date)"
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: day).first { Int64($0) != nil })
        return "\(day)/\(name)"
    }
}
