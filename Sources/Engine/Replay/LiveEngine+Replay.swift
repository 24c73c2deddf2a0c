import Execution
import Market
import Platform
import Store

/// A running engine that is told again what it was told.
extension LiveEngine {
    /// Takes one input, as it took it when it was recorded.
    func replay(_ item: TracedItem) async throws {
        defer { clock.release() }
        switch item {
        case .event(let event): try await handle(event)
        case .ask(let ask): try await handle(ask)
        case .look: try await lookAround()
        case .end: try await beginEnd()
        case .lastPoll: try await pollAtEnd()
        case .written, .figures: break
        }
    }

    /// Shows what the replay of a day has found.
    package func show(_ report: ReplayReport) {
        replayDifference = report.first.map {
            EngineReading.ReplayDifference(date: report.date, place: $0.shortPlace, count: report.differences)
        }
    }

    /// Closes what it has opened; nothing is written any more.
    func leave() async { await journal.close() }

    private func handle(_ ask: TracedAsk) async throws {
        clock.hold()
        trace?.note(.ask(ask), at: clock.now)
        let now = clock.now
        switch ask {
        case .resume(let who): resumeAll(by: who, at: now)
        case .flatten(let who, let reason): pullKillSwitch(by: who, reason, at: now)
        case .reduce(let slot, let isHalf, let who): reduce(slot, isHalf: isHalf, by: who, at: now)
        }
        try await settle()
    }

    /// How it stands.
    var figures: TracedFigures {
        TracedFigures(
            orders: run.state.orders,
            fills: run.fills,
            equity: run.state.risk?.equity,
            positions: run.state.execution.ledger.positions.map(\.lots)
        )
    }
}
