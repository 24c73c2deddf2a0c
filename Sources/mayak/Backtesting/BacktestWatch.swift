import Glibc
import Market
import Platform

/// Shows on a terminal how far a backtest is, and hears Ctrl-C; a second one ends the process at once.
final class BacktestWatch: Sendable {
    private struct State {
        var isStopped = false
        var shownAt: Timestamp?
    }

    private let state = Lock(State())
    private let isShown: Bool
    private let clock = SystemClock()
    private let begin: Timestamp

    /// - Parameter isShown: False where several run at once.
    init(isShown: Bool = true) {
        self.isShown = isShown && isatty(STDERR_FILENO) == 1
        begin = clock.now
        let signals = terminationSignals()
        Task.detached { [state] in
            for await signal in signals {
                let isSecond = state.withLock { state in
                    defer { state.isStopped = true }
                    return state.isStopped
                }
                if isSecond { exit(128 + signal) }
            }
        }
    }

    var isStopped: Bool { state.withLock { $0.isStopped } }

    /// Takes in how far the data has been read, 0 to 1; shown five times a second at most.
    func note(_ progress: Double, events: Int) {
        guard isShown else { return }
        let now = clock.now
        let isDue = state.withLock { state in
            guard state.shownAt.map({ $0 + .milliseconds(200) <= now }) ?? true else { return false }
            state.shownAt = now
            return true
        }
        if isDue { show(Self.line(progress, events: events, after: begin.duration(to: now))) }
    }

    /// Clears the line.
    func end() {
        if isShown, state.withLock({ $0.shownAt }) != nil { show("") }
    }

    /// `43 %  1234567 events  2100000/s  3 s left`.
    static func line(_ progress: Double, events: Int, after span: Duration) -> String {
        let seconds = max(Double(span.nanoseconds) / 1e9, 0.001)
        let left = progress > 0 ? Int((seconds / progress * (1 - progress)).rounded(.up)) : nil
        let rate = Int(Double(events) / seconds)
        return "\(Int(progress * 100)) %  \(events) events  \(rate)/s" + (left.map { "  \($0) s left" } ?? "")
    }

    private func show(_ text: String) {
        // To the line's beginning, and what was there before goes.
        var line = "\r\(text)\u{1B}[K"
        // A terminal that is gone shows nothing.
        line.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
