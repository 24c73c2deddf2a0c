import Market
import Platform

/// Shows on a terminal how far a backtest is, and hears Ctrl-C.
final class BacktestWatch: Sendable {
    private let terminal: TerminalProgress

    /// - Parameter isShown: False where several run at once.
    init(isShown: Bool = true) {
        terminal = TerminalProgress(isShown: isShown)
    }

    var isStopped: Bool { terminal.isStopped }

    /// Takes in how far the data has been read, 0 to 1.
    func note(_ progress: Double, events: Int) {
        terminal.show { Self.line(progress, events: events, after: $0) }
    }

    /// Clears the line.
    func end() { terminal.end() }

    /// `43 %  1234567 events  2100000/s  3 s left`.
    static func line(_ progress: Double, events: Int, after span: Duration) -> String {
        let seconds = max(Double(span.nanoseconds) / 1e9, 0.001)
        let left = progress > 0 ? Int((seconds / progress * (1 - progress)).rounded(.up)) : nil
        let rate = Int(Double(events) / seconds)
        return "\(Int(progress * 100)) %  \(events) events  \(rate)/s" + (left.map { "  \($0) s left" } ?? "")
    }
}
