package import Market
package import Platform

/// The history of summaries: section `reporting` of the seed, one JSON object a line.
package struct PerformanceFile: Hashable, Sendable {
    package struct Options: Hashable, Sendable {
        /// On by default, as in the seed.
        package var isEnabled = true
        /// Between two summaries; default 60 min.
        package var interval = Duration.minutes(60)
        /// Where the history is; nil is `performance.jsonl` beside the journal.
        package var path: String?
        /// Lines that are older are taken out; default 14.
        package var historyDays = 14

        package init() {}
    }

    /// A year of lines, one a minute.
    static let largest = 256 << 20

    let path: String
    let historyDays: Int

    package init(_ path: String, historyDays: Int) {
        self.path = path
        self.historyDays = historyDays
    }

    /// Adds a line.
    package func add(_ line: JSON) throws(FileError) {
        try FileBytes.append(path, Array("\(line.text)\n".utf8))
    }

    /// Takes out what is too old; a line without a time of its own goes with those before it.
    ///
    /// - Returns: How many lines went.
    @discardableResult
    package func prune(at now: Timestamp) throws(FileError) -> Int {
        guard FileBytes.exists(path) else { return 0 }
        let lines = try FileBytes.readText(path, limit: Self.largest).split(separator: "\n")
        let oldest = now - .hours(24 * historyDays)
        // The first that stays; they are in order of time.
        let kept = lines.firstIndex { line in Self.time(line).map { $0 >= oldest } ?? false } ?? lines.endIndex
        guard kept > 0 else { return 0 }
        try FileBytes.replace(path, Array(lines[kept...].map { "\($0)\n" }.joined().utf8))
        return kept
    }

    private static func time(_ line: Substring) -> Timestamp? {
        // A line that is none of ours has no time.
        let json = try? JSON.parse(Array(line.utf8))
        return json?["summary"]?["timestamp"]?.string.flatMap { RFC3339.instant($0) }
    }
}
