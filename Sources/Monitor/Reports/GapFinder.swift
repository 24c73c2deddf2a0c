import Market
import Store

/// The longest run of slots that never came.
enum GapFinder {
    /// - Parameters:
    ///   - sessions: the expected labels of each session; a gap does not reach across a break.
    ///   - seen: labels that came.
    ///   - quiet: labels that nobody misses; they do not end a gap, and do not lengthen it.
    static func longest(
        _ feed: Feed,
        on date: CivilDate,
        sessions: [(labels: [TimeOfDay], known: TimeOfDay)],
        seen: Set<TimeOfDay>,
        quiet: Set<TimeOfDay>
    ) -> SlotGap? {
        var longest: SlotGap?
        for (labels, known) in sessions {
            var current: SlotGap?
            for label in labels where label <= known && !quiet.contains(label) {
                guard !seen.contains(label) else {
                    current = nil
                    continue
                }
                var gap = current ?? SlotGap(feed: feed, date: date, first: label, last: label, count: 0)
                gap.last = label
                gap.count += 1
                current = gap
                // The earliest of equals stays.
                if gap.count > longest?.count ?? 0 { longest = gap }
            }
        }
        return longest
    }
}
