import Glibc

/// The prompt of a console that shares its terminal with the log: a line of the log takes the prompt's place, and the prompt stands
/// again below it.
///
/// What has been typed stays in the terminal's own line buffer: Ctrl-R shows it, Enter sends it.
package final class TerminalPrompt: Log.Sink {
    private let text: String
    private let erasing: String?
    private let put: @Sendable (String, Int32) -> Void
    private let isShown = Lock(false)

    /// - Parameters:
    ///   - erasing: What takes the prompt's line away; nil where the log goes elsewhere.
    ///   - put: Writes text to a file descriptor at once.
    package init(
        _ text: String,
        erasing: String?,
        put: @escaping @Sendable (String, Int32) -> Void = TerminalPrompt.put
    ) {
        self.text = text
        self.erasing = erasing
        self.put = put
    }

    /// The prompt for this process; nil where nobody sits at standard input.
    package static func atTerminal(_ text: String) -> TerminalPrompt? {
        guard isStandardInputTerminal() else { return nil }
        let kind = getenv("TERM").map { String(cString: $0) } ?? ""
        let erasing = kind.isEmpty || kind == "dumb" ? "\n" : "\r\u{1B}[K"
        return TerminalPrompt(text, erasing: isatty(STDERR_FILENO) == 1 ? erasing : nil)
    }

    package func show() {
        isShown.withLock { isShown in
            put(text, STDOUT_FILENO)
            isShown = true
        }
    }

    /// Enter was pressed: the cursor is on the line below.
    package func leave() {
        isShown.withLock { $0 = false }
    }

    /// Nobody is asked any more: what comes next begins a line of its own.
    package func end() {
        isShown.withLock { isShown in
            if isShown { put("\n", STDOUT_FILENO) }
            isShown = false
        }
    }

    package func write(_ line: String, level: Log.Level) {
        isShown.withLock { isShown in
            guard isShown, let erasing else { return put(line + "\n", STDERR_FILENO) }
            put(erasing + line + "\n" + text, STDERR_FILENO)
        }
    }

    /// One system call, so that lines of several threads never mix.
    package static func put(_ text: String, to descriptor: Int32) {
        let bytes = Array(text.utf8)
        _ = Glibc.write(descriptor, bytes, bytes.count)
    }
}
