import Execution
import Market
import Platform

/// Keeps what a replayed engine writes, until it is compared.
final class ReplayTrace: EngineTrace {
    private struct State {
        var written: [[UInt8]] = []
        var figures: [UInt8]?
    }

    private let state = Lock(State())

    func begin(_ start: TraceStart) {}

    func note(_ item: TracedItem, at now: Timestamp) {
        switch item {
        case .written(let records): state.withLock { $0.written += records.map(\.payload) }
        case .figures(let figures): state.withLock { $0.figures = Array(TraceWord.json(figures).text.utf8) }
        case .event, .ask, .look, .end, .lastPoll: break
        }
    }

    func end() async {}

    /// What was written since the last call.
    func take() -> (written: [[UInt8]], figures: [UInt8]?) {
        state.withLock { state in
            defer { state = State() }
            return (state.written, state.figures)
        }
    }
}
