import Platform

/// Reads `jobs`, `exit` and `help` from a terminal or pipe and answers there (seed 002, "CMD").
package struct SchedulerConsole: Service {
    private let lines: AsyncStream<String>
    private let showsPrompt: Bool
    private let jobs: @Sendable () async -> String
    private let write: @Sendable (String) -> Void

    /// - Parameters:
    ///   - showsPrompt: True at a terminal.
    ///   - jobs: The listing; see ``JobListing``.
    ///   - write: Puts text on the terminal as it is.
    package init(
        lines: AsyncStream<String>,
        showsPrompt: Bool,
        jobs: @escaping @Sendable () async -> String,
        write: @escaping @Sendable (String) -> Void
    ) {
        self.lines = lines
        self.showsPrompt = showsPrompt
        self.jobs = jobs
        self.write = write
    }

    /// The console of a running scheduler.
    package init(
        _ scheduler: Scheduler,
        lines: AsyncStream<String>,
        showsPrompt: Bool,
        write: @escaping @Sendable (String) -> Void
    ) {
        self.init(
            lines: lines,
            showsPrompt: showsPrompt,
            jobs: { JobListing.text(await scheduler.plans) },
            write: write
        )
    }

    /// Returns at `exit`; the end of the input means that there is no console, and the process goes on without.
    package func run() async throws {
        prompt()
        for await line in lines {
            switch line.trimmingPrefix(while: \.isWhitespace).lowercased().split(separator: " ").first {
            case "jobs": write(await jobs())
            case "exit", "quit": return
            case "help", "?": write(Self.help)
            case nil: break
            case let word?: write("unknown command \"\(word.prefix(40))\"\n" + Self.help)
            }
            prompt()
        }
        // A stream that never yields: ends when the task is cancelled.
        let (never, continuation) = AsyncStream.makeStream(of: Never.self)
        for await _ in never {}
        continuation.finish()
        throw CancellationError()
    }

    private func prompt() {
        if showsPrompt { write("> print current jobs list - jobs:   ") }
    }

    private static let help = """
        jobs   the jobs with their next run times
        exit   stop the scheduler
        help   this list

        """
}
