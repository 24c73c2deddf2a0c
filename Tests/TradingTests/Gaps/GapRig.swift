import Market
import Platform
import Scheduling
import Store
import TestKit
import Testing
import Trading

/// The jobs of the gap scan over a real store, on a day that is given.
final class GapRig: Sendable {
    /// Friday 2026-11-20, 10:00 Moscow.
    static let start = Timestamp(seconds: 1_795_158_000)

    let clock = ReplayClock(start: GapRig.start)
    let folder: TemporaryFolder
    let store: StateStore
    let lines = Lines()
    private let jobs: GapJobs
    private let make: @Sendable (any GapServices) -> GapJobs

    final class Lines: Log.Sink {
        private let kept = Lock<[String]>([])

        var all: [String] { kept.withLock { $0 } }

        func write(_ line: String, level: Log.Level) {
            kept.withLock { $0.append(line) }
        }
    }

    init(_ services: any GapServices, missing: MissingRecordings? = nil, tune: (inout GapOptions) -> Void = { _ in })
        throws
    {
        folder = try TemporaryFolder(prefix: "gaps", isInMemory: true)
        let log = Log(component: "gaps", clock: clock, sink: lines)
        store = try StateStore(path: folder.path + "/mayak.db", clock: clock, log: log.named("store"))
        var options = GapOptions()
        options.minimumGap = 0.02
        tune(&options)
        make = { [store, clock, options] services in
            GapJobs(
                services: services,
                store: store.gaps,
                options: options,
                zone: .moscow,
                clock: clock,
                log: log,
                missing: missing
            )
        }
        jobs = make(services)
    }

    deinit {
        folder.remove()
    }

    var standing: [Job] { jobs.standing }

    /// Runs a job as the scheduler would; what it found is then in the store.
    ///
    /// - Parameter services: others than the rig's.
    func run(_ id: String, of services: (any GapServices)? = nil, isManual: Bool = false) async throws -> String {
        let job = try #require((services.map(make) ?? jobs).standing.first { $0.id == id })
        let context = RunContext(
            job: id,
            nominal: clock.now,
            date: MoscowTime.date(of: clock.now),
            isManual: isManual,
            claimedAt: clock.now,
            clock: clock
        )
        return try await job.body(context).write(to: store.batches)
    }

    /// What the chat is told.
    func drafts() async throws -> [OutboxDraft] {
        try await store.outbox.messages(.queued, limit: 10).map(\.draft)
    }

    func leaders() async throws -> [GapLeader] {
        try await store.gaps.leaders(on: MoscowTime.date(of: clock.now))
    }
}
