package import Market

/// What a clock that was wrong had left in the store, and what was done about it.
package struct MendedClock: Hashable, Sendable {
    /// When it was mended.
    package let at: Timestamp
    /// The latest instant that lay ahead.
    package let farthest: Timestamp
    /// Jobs whose marks lay ahead: they would have waited until then.
    package let jobs: [String]
    /// Rows that were set back or forgotten.
    package let rows: Int

    /// How far ahead of now the farthest instant lay.
    package var span: Duration { at.duration(to: farthest) }

    /// An instant further ahead than this was written by a wrong clock.
    ///
    /// More than an hour: a clock that goes back by that much, as at a change to winter time, repeats nothing and is waited for.
    package static let tolerance = Duration.minutes(90)

    /// As ``SettingName/mendedClock`` remembers it: `at farthest`, in milliseconds of Unix time.
    var text: String { "\(at.milliseconds) \(farthest.milliseconds)" }

    package init(at: Timestamp, farthest: Timestamp, jobs: [String], rows: Int) {
        self.at = at
        self.farthest = farthest
        self.jobs = jobs
        self.rows = rows
    }

    /// Reads what ``key`` holds; nil for anything else.
    package init?(text: String?) {
        let numbers = (text ?? "").split(separator: " ").compactMap { Int64($0) }
        // Only what the store itself can have written.
        guard numbers.count == 2, numbers.allSatisfy({ $0.magnitude < 1 << 43 }) else { return nil }
        self.init(
            at: Timestamp(milliseconds: numbers[0]),
            farthest: Timestamp(milliseconds: numbers[1]),
            jobs: [],
            rows: 0
        )
    }
}
