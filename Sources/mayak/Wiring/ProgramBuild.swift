import Platform

/// Which build of the program runs, as `mayak --version` says it.
enum ProgramBuild {
    /// The product's version, as in `CHANGELOG.md`.
    static let version = "0.1.0"

    /// Version and commit: `0.1.0 (1a2b3c4d5e6f)`.
    ///
    /// A checkout's binary says no commit: its sources may be newer than it is.
    static var description: String {
        // Without the file the version alone is right.
        let bytes = try? FileBytes.read(InstalledFile.locate("share/mayak/commit"), limit: 200)
        return described(String(decoding: (bytes ?? []).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
    }

    /// - Parameter commit: empty where it is not known.
    static func described(_ commit: String) -> String {
        let isPlain = commit.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        return commit.isEmpty || !isPlain ? version : "\(version) (\(commit))"
    }
}
