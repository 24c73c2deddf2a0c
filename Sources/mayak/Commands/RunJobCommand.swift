import Market
import Platform
import Store

/// `mayak run-job`: one job, now, in the running scheduler.
enum RunJobCommand: Command {
    static let spec = CommandSpec(
        "run-job",
        summary: "Run one job now and print its result",
        details:
            "Asks the running scheduler and waits for the end of the run. Exit 1: the run failed, was refused, or no "
            + "scheduler is running.",
        positionals: [PositionalSpec("NAME", "The job's id, as 'mayak jobs' lists it")],
        options: [.value("store", "FILE", "The store; the configured one where it is not given")] + Settings.options
    )

    static func run(_ arguments: Arguments) async throws {
        let name = arguments.positional(0) ?? ""
        let line = try SchedulerLine(arguments)
        let record = try await line.send(.runJob(id: name), author: "cli")
        await line.store.close()
        let result = record.result ?? ""
        guard record.state == .done else {
            throw CommandFailure(.failure, "\(name): \(record.state.rawValue): \(result)")
        }
        print("\(name): \(result)")
    }
}
