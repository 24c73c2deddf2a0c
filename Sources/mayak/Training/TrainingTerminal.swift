import Learning
import Market
import Platform

/// Shows on a terminal how far a training is, and hears Ctrl-C.
final class TrainingTerminal: TrainingWatch {
    private let terminal = TerminalProgress()
    private let rows = Lock(0)

    var isStopped: Bool { terminal.isStopped }

    func note(_ step: TrainingStep) {
        let rows = rows.withLock { count in
            count += step.rows
            return count
        }
        terminal.show { Self.line(step, rows: rows, after: $0) }
    }

    /// Clears the line.
    func end() { terminal.end() }

    /// `gbdt 2/4  round 83/300  loss 0.6571  31 %  1200000 rows/s  12 s left`.
    static func line(_ step: TrainingStep, rows: Int, after span: Duration) -> String {
        let seconds = max(Double(span.nanoseconds) / 1e9, 0.001)
        let left = step.done > 0 ? Int((seconds / step.done * (1 - step.done)).rounded(.up)) : nil
        let loss = (step.loss * 10_000).rounded() / 10_000
        return "\(step.label)  round \(step.round)/\(step.rounds)  loss \(loss)  \(Int(step.done * 100)) %  "
            + "\(Int(Double(rows) / seconds)) rows/s" + (left.map { "  \($0) s left" } ?? "")
    }
}
