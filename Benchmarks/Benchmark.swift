import Glibc

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

    /// What this process has used so far, waiting for a processor not counted.
    private static func processorTime() -> Duration {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    /// A line of a table: the name, then the columns, right-aligned.
    static func printRow(_ name: String, _ columns: [String]) {
        let padded = columns.map { String(repeating: " ", count: max(0, 14 - $0.count)) + $0 }
        print("  " + name + String(repeating: " ", count: max(0, 34 - name.count)) + padded.joined())
    }
}
