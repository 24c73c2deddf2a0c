import Engine
import Execution
import Platform

/// The file of delays that a plan may name.
enum MeasuredDelays {
    /// The longest file that is read: a million orders.
    private static let limit = 64 << 20

    /// Puts the delays of `latency.file` in the place of those of the plan; nothing changes where it names none.
    ///
    /// - Throws: ``CommandFailure`` with exit code 78, which names file and line.
    static func apply(to plan: inout BacktestPlan) throws {
        guard let path = plan.latencyFile else { return }
        do {
            let table = try LatencyTable(text: FileBytes.readText(path, limit: limit))
            plan.latency = .recorded(feed: plan.latency.feed, table)
        } catch let error as LatencyTableError {
            throw CommandFailure(.configuration, "latency.file: \(path):\(error.line): \(error.detail)")
        } catch {
            throw CommandFailure(.configuration, "latency.file: \(error)")
        }
    }
}
