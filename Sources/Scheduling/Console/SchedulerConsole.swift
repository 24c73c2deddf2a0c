package import Platform

/// Reads `jobs`, `exit` and `help` from a terminal or pipe and answers there (seed 002, "CMD").
package struct SchedulerConsole: Service {
    private let lines: AsyncStream<String>
    private let prompt: TerminalPrompt?
    private let jobs: @Sendable () async -> String
    private let write: @Sendable (String) -> Void

    /// - Parameters:
    ///   - prompt: What waits for the next line; nil where nobody sees it.
    ///   - jobs: The listing; see ``JobListing``.
    ///   - write: Puts text on the terminal as it is.
    package init(
        lines: AsyncStream<String>,
        prompt: TerminalPrompt?,
        jobs: @escaping @Sendable () async -> String,
        write: @escaping @Sendable (String) -> Void
    ) {
        self.lines = lines
        self.prompt = prompt
        self.jobs = jobs
        self.write = write
    }

    /// The console of a running scheduler.
    package init(
        _ scheduler: Scheduler,
        lines: AsyncStream<String>,
        prompt: TerminalPrompt?,
        write: @escaping @Sendable (String) -> Void
    ) {
        self.init(
            lines: lines,
            prompt: prompt,
            jobs: { JobListing.text(await scheduler.plans) },
            write: write
        )
    }

    /// Returns at `exit`; the end of the input means that there is no console, and the process goes on without.
    package func run() async throws {
        defer { prompt?.end() }
        prompt?.show()
        for await line in lines {
            prompt?.leave()
            switch line.trimmingPrefix(while: \.isWhitespace).lowercased().split(separator: " ").first {
            case "jobs": write(await jobs())
            case "exit", "quit": return
            case "help", "?": write(Self.help)
            case nil: break
            case let word?: write("unknown command \"\(word.prefix(40))\"\n" + Self.help)
            }
            prompt?.show()
        }
        // A stream that never yields: ends when the task is cancelled.
        let (never, continuation) = AsyncStream.makeStream(of: Never.self)
        for await _ in never {}
        continuation.finish()
        throw CancellationError()
    }

    /// The words of seed 002.
    package static let promptText = "> print current jobs list - jobs:   "

    private static let help = """
        jobs   the jobs with their next run times
        exit   stop the scheduler
        help   this list

        """
}
