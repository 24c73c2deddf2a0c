import Market

/// Section `recording` of a plan: what is kept of each day, so that it can be replayed.
package struct RecordingOptions: Hashable, Sendable {
    package var isEnabled = true
    /// Nil: `recordings` in the engine's folder.
    package var path: String?
    /// Days that are kept beside those of the present session; default 7.
    package var keptDays = 7
    /// All of them together, in bytes; default 10 GB.
    package var mostBytes = 10_000_000_000
    /// What was recorded is on the disk after so long at the latest; default 5 s.
    ///
    /// A process that is killed loses a second at most: what is not on the disk yet is the system's by then.
    package var syncInterval = Duration.seconds(5)

    package init() {}

    /// Where the recordings are.
    ///
    /// - Parameter engine: the engine's folder.
    package func folder(in engine: String) -> String { path ?? "\(engine)/recordings" }
}
