import Learning
import Market
import Platform

/// Fits each member of an ensemble to drawn rows, the rows of every round or epoch counted; judging and quantising take their time too.
enum TrainingBenchmark: Benchmark {
    static let name = "training"
    static let subject = "20,000 rows of 20 features, 50 rounds of trees, 2 epochs of networks, 2,000 vectors"

    static func run() throws {
        let set = try rows(count: 20_000, features: 20)
        printRow("member", ["rows a second", "seconds"])
        for member in MemberName.allCases {
            var options = TrainingOptions()
            options.members = [member]
            options.folds = 1
            options.rounds = 50
            options.epochs = 2
            let watch = RowCount()
            let time = try best(of: 1) { _ = try TrainingRun(set, options).run(watch) }
            let seconds = time.inSeconds
            printRow(member.rawValue, ["\(Int(Double(watch.rows) / seconds))", "\((seconds * 100).rounded() / 100)"])
        }
    }

    /// Labels follow two features together, with noise.
    private static func rows(count: Int, features: Int) throws -> TrainingSet {
        var state: UInt64 = 1
        func unit() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / 9_007_199_254_740_992
        }
        let rows = (0..<count).map { number in
            let values = (0..<features).map { _ in 2 * unit() - 1 }
            let push = values[0] + values[1] * values[2] + unit() - 0.5
            return TrainingSet.Row(
                features: values,
                label: push > 0.3 ? 1 : push < -0.3 ? -1 : 0,
                start: Int64(number),
                end: Int64(number) + 5
            )
        }
        return try TrainingSet(rows, names: (0..<features).map { "f\($0)" })
    }
}

/// Adds up the rows that a training goes through.
private final class RowCount: TrainingWatch {
    private let count = Lock(0)
    var rows: Int { count.withLock { $0 } }
    var isStopped: Bool { false }
    func note(_ step: TrainingStep) { count.withLock { $0 += step.rows } }
}
