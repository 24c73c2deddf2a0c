import Platform

/// One subcommand of `mayak`; a file of its own in `Commands/`, registered in `Commands.all`.
protocol Command: SendableMetatype {
    /// The name, flags and help.
    static var spec: CommandSpec { get }

    /// Does the work; results go to standard output, remarks to the log on standard error.
    ///
    /// - Throws: what went wrong; `ExitCode(of:)` turns it into the exit code.
    static func run(_ arguments: Arguments) async throws
}
