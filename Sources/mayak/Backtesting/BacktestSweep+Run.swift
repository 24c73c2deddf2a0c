import Engine
import FoundationEssentials
import Platform

extension BacktestSweep {
    /// Plays every value, as many at once as there are cores.
    ///
    /// - Parameter window: of the events; all of them by default.
    /// - Returns: the runs in the order of the values; fewer where it was stopped.
    /// - Throws: the first mistake, of the configuration before anything is played.
    func run(
        _ input: BacktestInput,
        over periods: MeasuredPeriods,
        in window: Range<Int> = 0..<Int.max,
        _ watch: BacktestWatch
    ) async throws -> [Run] {
        let plans = try values.map { try plan(input, $0, in: window) }
        return try await withThrowingTaskGroup(of: (Int, Run).self) { group in
            var next = 0
            func start() {
                guard next < plans.count, !watch.isStopped else { return }
                let (place, plan, value) = (next, plans[next], values[next])
                next += 1
                group.addTask {
                    let result = try await input.play(plan, watch)
                    return (place, Run(value: value, result: result, measures: periods.measures(of: result)))
                }
            }
            for _ in 0..<ProcessInfo.processInfo.activeProcessorCount { start() }
            var runs: [(Int, Run)] = []
            while let run = try await group.next() {
                runs.append(run)
                start()
            }
            return runs.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    /// The plan of one value.
    func plan(_ input: BacktestInput, _ value: String, in window: Range<Int>) throws -> BacktestPlan {
        var plan = try input.plan(set: [(key, value)])
        plan.window = window
        return plan
    }
}
