import Glibc
import Platform

/// A comparison that prints its figures: what one operation is, how large the input, and ratios rather than bare times.
protocol Benchmark: SendableMetatype {
    static var name: String { get }
    /// Input and operation, in one line.
    static var subject: String { get }
    static func run() async throws
}

extension Benchmark {
    /// The least processor time of several runs: the run least disturbed by the rest of the machine.
    static func best(of runs: Int, _ body: () throws -> Void) rethrows -> Duration {
        var best = Duration.seconds(Int64.max / 2)
        for _ in 0..<runs {
            let begin = processorTime()
            try body()
            best = min(best, processorTime() - begin)
        }
        return best
    }

    /// The least time of several runs on this thread: the processor's alone, and by the wall clock, which on a machine with other work to
    /// do is longer.
    static func times(of runs: Int, _ body: () throws -> Void) rethrows -> (processor: Duration, wall: Duration) {
        var least = (processor: Duration.seconds(Int64.max / 2), wall: Duration.seconds(Int64.max / 2))
        for _ in 0..<runs {
            let processor = time(CLOCK_THREAD_CPUTIME_ID)
            let wall = time(CLOCK_MONOTONIC)
            try body()
            least.processor = min(least.processor, time(CLOCK_THREAD_CPUTIME_ID) - processor)
            least.wall = min(least.wall, time(CLOCK_MONOTONIC) - wall)
        }
        return least
    }

    /// What this process has used so far, waiting for a processor not counted.
    static func processorTime() -> Duration { time(CLOCK_PROCESS_CPUTIME_ID) }

    private static func time(_ clock: clockid_t) -> Duration {
        var time = timespec()
        clock_gettime(clock, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    /// What this process has in memory now, files that are mapped included.
    static func residentMegabytes() -> Double {
        // A kernel without /proc has no figure.
        let text = (try? FileBytes.readText("/proc/self/statm", limit: 1_000)) ?? ""
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0
        return pages * Double(sysconf(CInt(_SC_PAGESIZE))) / 1e6
    }

    /// A line of a table: the name, then the columns, right-aligned.
    static func printRow(_ name: String, _ columns: [String]) {
        let padded = columns.map { String(repeating: " ", count: max(1, 18 - $0.count)) + $0 }
        print("  " + name + String(repeating: " ", count: max(0, 34 - name.count)) + padded.joined())
    }
}
