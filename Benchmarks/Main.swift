import Glibc

/// `bench [name…]`: runs the named benchmarks, or all of them.
@main
enum Main {
    private static let all: [any Benchmark.Type] = [
        ParserBenchmark.self, PlotBenchmark.self, CronBenchmark.self, CalendarBenchmark.self, CommitBenchmark.self,
        JournalBenchmark.self, FernetBenchmark.self, ExecutionBenchmark.self, AnalyticsBenchmark.self,
        BoardBenchmark.self, GapBenchmark.self,
        EngineBenchmark.self, LiveBenchmark.self, TradingBenchmark.self, ModelBenchmark.self, TrainingBenchmark.self,
    ]

    static func main() async throws {
        let names = CommandLine.arguments.dropFirst()
        for name in names where !all.contains(where: { $0.name == name }) {
            complain("bench: no benchmark \(name); there are: \(all.map { $0.name }.joined(separator: ", "))\n")
            exit(64)
        }
        for benchmark in all where names.isEmpty || names.contains(benchmark.name) {
            print("\(benchmark.name): \(benchmark.subject)")
            try await benchmark.run()
        }
    }

    private static func complain(_ text: String) {
        let bytes = Array(text.utf8)
        _ = write(STDERR_FILENO, bytes, bytes.count)
    }
}
