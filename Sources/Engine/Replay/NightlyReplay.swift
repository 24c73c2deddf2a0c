package import Market
package import Platform

/// After the close replays the day that was recorded, once, and hands the result on.
///
/// What came of it is `replay.json` in the day's folder: a restart does not do it again. A day whose night no process saw is left to
/// `mayak replay`, since a replay beside the market would take its processor.
///
/// An actor on a queue of its own: reading a day takes its time, and nothing of the engine waits for it.
package actor NightlyReplay: Service {
    private let executor = QueueExecutor(label: "mayak.replay")
    package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    private let plan: LivePlan
    private let folder: String
    private let clock: any MarketClock
    private let log: Log
    private let handOn: @Sendable (ReplayReport) async -> Void

    /// The exchange's evening is over at 23:50, its morning begins at 6:50.
    static let (begin, end) = ((hour: 23, minute: 53), (hour: 6, minute: 30))
    private static let interval = Duration.minutes(1)

    /// - Parameters:
    ///   - folder: of the recordings.
    ///   - handOn: who is told of a replay, whatever came of it.
    package init(
        _ plan: LivePlan,
        in folder: String,
        clock: any MarketClock,
        log: Log,
        handOn: @escaping @Sendable (ReplayReport) async -> Void
    ) {
        self.plan = plan
        self.folder = folder
        self.clock = clock
        self.log = log
        self.handOn = handOn
    }

    package func run() async throws {
        while true {
            try await step()
            try await clock.sleep(for: Self.interval)
        }
    }

    /// Looks once whether a day is over that was not replayed yet.
    ///
    /// A recording that cannot be replayed is told in the log; it never ends the engine.
    ///
    /// - Throws: `CancellationError`.
    package func step() async throws {
        guard let date = Self.day(at: clock.now), FileBytes.exists("\(folder)/\(date)") else { return }
        let result = "\(folder)/\(date)/\(RecordingShelf.result)"
        guard !FileBytes.exists(result) else { return }
        do {
            let quiet = Log(component: "replay", threshold: .critical, clock: clock)
            let report = try await SessionReplay.replay(date, of: plan, in: folder, log: quiet)
            try FileBytes.replace(result, Array((report.json.text + "\n").utf8))
            tell(report)
            await handOn(report)
        } catch let error as CancellationError {
            throw error
        } catch {
            log.error("The day cannot be replayed", ["date": "\(date)", "error": "\(error)"])
            giveUp(result, error)
        }
    }

    /// The day that is over; nil while the market may be open.
    package static func day(at now: Timestamp) -> CivilDate? {
        let date = MoscowTime.date(of: now)
        let time = MoscowTime.time(of: now)
        if let begin = TimeOfDay(hour: begin.hour, minute: begin.minute), time >= begin { return date }
        if let end = TimeOfDay(hour: end.hour, minute: end.minute), time < end { return date.adding(days: -1) }
        return nil
    }

    private func tell(_ report: ReplayReport) {
        let facts: KeyValuePairs = [
            "date": "\(report.date)", "events": "\(report.events)", "decisions": "\(report.decisions)",
            "orders": "\(report.orders)", "fills": "\(report.fills)", "differences": "\(report.differences)",
            "first": report.first?.place ?? "none",
        ]
        if report.agrees {
            log.info("Replay agrees with live", facts)
        } else {
            log.error("Replay differs from live", facts)
        }
    }

    /// It would fail the same way each minute of the night.
    private func giveUp(_ result: String, _ error: any Error) {
        let json = JSON.object([.init("error", .string("\(error)"))])
        do throws(FileError) {
            try FileBytes.replace(result, Array((json.text + "\n").utf8))
        } catch {
            log.error("The result of a replay cannot be kept", ["error": error.detail])
        }
    }
}
