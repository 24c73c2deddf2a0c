import Market
package import Platform
package import Store

extension RunOutcome: MetricLabel {
    package static let name = "outcome"
}

/// What a scheduler counts: the runs that ended, and how long they took.
package struct RunMetrics: Sendable {
    private let runs: Counter<RunOutcome>
    private let seconds: Histogram<RunOutcome>

    package init(_ registry: MetricsRegistry) {
        runs = registry.counter("job", .runs, help: "Ends of runs, and runs that did not happen.", by: RunOutcome.self)
        seconds = registry.histogram(
            "job_run",
            .seconds,
            bounds: [0.1, 0.5, 1, 5, 15, 60, 300],
            help: "From a run's claim to its end.",
            by: RunOutcome.self
        )
    }

    func count(_ run: JobRun) {
        runs.add(run.outcome)
        if let end = run.finishedAt { seconds.observe(run.claimedAt.duration(to: end), run.outcome) }
    }

    func count(skips: [JobRun]) {
        for run in skips { runs.add(run.outcome) }
    }
}
