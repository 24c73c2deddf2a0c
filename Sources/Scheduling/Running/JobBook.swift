package import Market
import Store

/// The present jobs with what is known of each: a value that decides; `Scheduler` carries the decisions out.
package struct JobBook: Sendable {
    /// Who put a job into the book; a roll-over replaces the day's set and no other.
    package enum Origin: Hashable, Sendable {
        case standing, day
    }

    /// A job and where it stands.
    package struct Entry: Sendable {
        package internal(set) var job: Job
        package let origin: Origin
        /// Nominal times up to this one have been decided and are never decided again, whatever the clock does.
        package internal(set) var mark: Timestamp
        /// The next nominal time.
        package internal(set) var next: Timestamp?
        /// The next nominal time with its jitter.
        package internal(set) var due: Timestamp?
        /// Nominal times that wait for the end of the run at work.
        var queue: [Timestamp] = []

        mutating func plan(_ calendar: any SessionCalendar) {
            next = job.trigger.nextFire(atOrAfter: mark + .nanoseconds(1), in: job.zone, calendar: calendar)
            due = next.map { job.due($0, calendar: calendar) }
        }
    }

    package internal(set) var entries: [Entry] = []
    /// Runs at work by job id; kept apart from the entries, because a job may be removed and come back meanwhile.
    var running: [String: Int] = [:]

    package init() {}

    package subscript(id: String) -> Entry? {
        entries.first { $0.job.id == id }
    }

    /// The job that a person means, in any case.
    package subscript(named name: String) -> Entry? {
        JobName.find(name, in: entries, by: \.job.id)
    }

    /// When something is due next.
    package var nextWake: Timestamp? {
        entries.compactMap(\.due).min()
    }

    /// The order in which people see jobs: by next run, then by id; those without a next run last.
    package var listed: [Entry] {
        entries.sorted { left, right in
            let (first, second) = (left.next ?? .distantFuture, right.next ?? .distantFuture)
            return first != second ? first < second : left.job.id < right.job.id
        }
    }

    /// Adds jobs that no roll-over touches.
    ///
    /// - Parameters:
    ///   - marks: The persisted marks; runs planned after a job's mark are overdue and go through its catch-up.
    package mutating func add(
        standing jobs: [Job],
        at now: Timestamp,
        marks: [String: Timestamp],
        calendar: any SessionCalendar
    ) {
        for job in jobs where self[job.id] == nil {
            insert(job, origin: .standing, mark: marks[job.id] ?? now - .nanoseconds(1), calendar: calendar)
        }
    }

    /// The farthest instant up to which a job counts as decided.
    var farthestMark: Timestamp? {
        entries.map(\.mark).max()
    }

    /// Takes back marks that lie ahead: the clock that set them was wrong, and the jobs would wait for it.
    ///
    /// Nothing up to now is repeated, and nothing waits any more for a run from that time.
    mutating func setBackMarks(to now: Timestamp, calendar: any SessionCalendar) {
        for index in entries.indices where entries[index].mark > now {
            entries[index].mark = now
            entries[index].queue = []
            entries[index].plan(calendar)
        }
    }

    /// Replaces the day's set by the wanted jobs; standing jobs stay as they are.
    ///
    /// - Parameters:
    ///   - instant: From when the set is wanted: a new or changed job owes nothing from before.
    ///   - marks: The persisted marks.
    ///   - isResuming: True when the process starts: what was planned since the mark is overdue, not unwanted.
    package mutating func reconcile(
        wanted: [Job],
        at instant: Timestamp,
        marks: [String: Timestamp],
        isResuming: Bool,
        calendar: any SessionCalendar
    ) -> JobReconciliation {
        let result = JobPlanner.reconcile(
            present: entries.filter { $0.origin == .day }.map(\.job),
            wanted: wanted,
            foreign: Set(entries.filter { $0.origin == .standing }.map(\.job.id))
        )
        let removed = Set(result.removed.map(\.id))
        entries.removeAll { $0.origin == .day && removed.contains($0.job.id) }
        let floor = instant - .nanoseconds(1)
        update(result.kept, calendar: calendar) { $0 }
        update(result.changed, calendar: calendar) { max($0, floor) }
        for job in result.added {
            let stored = marks[job.id]
            let mark = isResuming ? stored ?? floor : max(stored ?? floor, floor)
            insert(job, origin: .day, mark: mark, calendar: calendar)
        }
        // Session times may have moved under standing jobs as well.
        for index in entries.indices where entries[index].origin == .standing {
            entries[index].plan(calendar)
        }
        return result
    }

    private mutating func update(
        _ jobs: [Job],
        calendar: any SessionCalendar,
        mark: (Timestamp) -> Timestamp
    ) {
        let byID = Dictionary(jobs.map { ($0.id, $0) }) { first, _ in first }
        for index in entries.indices where entries[index].origin == .day {
            guard let job = byID[entries[index].job.id] else { continue }
            if !entries[index].job.isPlannedLike(job) { entries[index].queue = [] }
            entries[index].job = job
            entries[index].mark = mark(entries[index].mark)
            entries[index].plan(calendar)
        }
    }

    private mutating func insert(_ job: Job, origin: Origin, mark: Timestamp, calendar: any SessionCalendar) {
        var entry = Entry(job: job, origin: origin, mark: mark)
        entry.plan(calendar)
        entries.append(entry)
    }
}

extension Timestamp {
    /// Later than anything that is planned.
    static let distantFuture = Timestamp(nanoseconds: .max)
}
