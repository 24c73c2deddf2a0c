import Platform

/// How the process ends; the numbers are those of BSD's `sysexits.h`.
///
/// supervisord does not restart after 64 to 78: the same arguments would fail the same way.
enum ExitCode: Int32, Sendable {
    case success = 0
    case failure = 1
    /// What was compared differs: a replay from what the engine did.
    case differs = 2
    /// The command line is wrong.
    case usage = 64
    /// The input is wrong: a refused token, a broken file.
    case data = 65
    /// The store's file was taken away: a start would begin an empty one.
    case storeGone = 74
    /// The configuration is wrong.
    case configuration = 78

    init(of error: any Error) {
        switch error {
        case is CancellationError: self = .success
        case is UsageError: self = .usage
        case is ConfigurationError: self = .configuration
        case let failure as CommandFailure: self = failure.exitCode
        default: self = .failure
        }
    }
}

/// A command's own verdict: an exit code and, unless it has already said why, one line for standard error.
struct CommandFailure: Error, Sendable, CustomStringConvertible {
    let exitCode: ExitCode
    let description: String

    init(_ exitCode: ExitCode = .failure, _ description: String = "") {
        self.exitCode = exitCode
        self.description = description
    }
}
