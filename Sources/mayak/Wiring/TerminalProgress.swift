import Glibc
import Market
import Platform

/// One line on a terminal that says how far a command is, and ears for Ctrl-C; a second one ends the process at once.
final class TerminalProgress: Sendable {
    private struct State {
        var isStopped = false
        var shownAt: Timestamp?
    }

    private let state = Lock(State())
    private let isShown: Bool
    private let clock = SystemClock()
    private let begin: Timestamp

    /// - Parameter isShown: False where several would write over each other.
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

    /// Shows a line in place of the one before, five times a second at most.
    ///
    /// - Parameter line: From the time since the beginning.
    func show(_ line: (Duration) -> String) {
        guard isShown else { return }
        let now = clock.now
        let isDue = state.withLock { state in
            guard state.shownAt.map({ $0 + .milliseconds(200) <= now }) ?? true else { return false }
            state.shownAt = now
            return true
        }
        if isDue { write(line(begin.duration(to: now))) }
    }

    /// Clears the line.
    func end() {
        if isShown, state.withLock({ $0.shownAt }) != nil { write("") }
    }

    private func write(_ text: String) {
        // To the line's beginning, and what was there before goes.
        var line = "\r\(text)\u{1B}[K"
        // A terminal that is gone shows nothing.
        line.withUTF8 { _ = Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
