import Foundation
import Market
import Scheduling
import Platform
import Store
import TestKit
import Testing

/// A real store file in a folder of its own, and schedulers over it.
final class SchedulerStage: Sendable {
    private let directory: TemporaryFolder
    let clock: any MarketClock
    /// What bodies noted, in the order in which they did.
    let notes = Lock<[String]>([])

    init(clock: any MarketClock) throws {
        self.clock = clock
        directory = try TemporaryFolder()
    }

    var folder: String { directory.path }

    var log: Log { Log(component: "test", threshold: .critical, clock: clock) }

    func openStore() throws -> StateStore {
        try StateStore(path: folder + "/mayak.db", clock: clock, log: log)
    }

    func scheduler(
        _ store: StateStore,
        execution: ExecutionMode = .sequential,
        standing: [Job] = [],
        wanted: @escaping StageJobs.Wanted = { _, _ in [] },
        commands: @escaping @Sendable (CommandRecord) async -> Void = { _ in }
    ) -> Scheduler {
        var options = SchedulerOptions()
        options.execution = execution
        return Scheduler(
            options: options,
            store: SchedulerStore(store),
            resumption: ClockResumption(maintenance: store.maintenance, outbox: store.outbox, log: log),
            clock: clock,
            pollClock: clock,
            log: log,
            calendar: {
                TradingCalendar(profiles: .exchange, statements: try await store.calendar.statements(), pin: .classic)
            },
            jobs: [StageJobs(standing: standing, wanted: wanted)],
            commands: CommandHandlers(
                alert: EveryCommand<AlertRequest>(body: commands),
                report: EveryCommand<ReportRequest>(body: commands),
                share: EveryCommand<ShareRequest>(body: commands),
                commands: store.commands,
                log: log
            )
        )
    }

    /// A job that notes its id and the Moscow time it was planned for.
    func job(
        _ id: String,
        _ trigger: Trigger,
        calendarRule: CalendarRule = .everyDay,
        jobClass: JobClass = .feedMonitor,
        catchUp: CatchUp? = nil,
        overlap: Overlap? = nil,
        limit: Duration = .minutes(4),
        body: Job.Body? = nil
    ) -> Job {
        Job(
            id: id,
            trigger: trigger,
            calendarRule: calendarRule,
            jobClass: jobClass,
            catchUp: catchUp,
            overlap: overlap,
            limit: limit,
            function: "SchedulerStage.note",
            body: { [self] context in
                notes.withLock { $0.append("\(id) \(MoscowTime.text(context.nominal))") }
                return try await body?(context) ?? "noted"
            }
        )
    }

    func noted(_ prefix: String = "") -> [String] {
        notes.withLock { $0 }.filter { $0.hasPrefix(prefix) }
    }
}

/// What a test wants, as a source.
struct StageJobs: JobSource {
    typealias Wanted = @Sendable (TradingCalendar, CivilDate) -> [Job]

    let standing: [Job]
    private let wantedJobs: Wanted

    init(standing: [Job] = [], wanted: @escaping Wanted = { _, _ in [] }) {
        self.standing = standing
        wantedJobs = wanted
    }

    func wanted(_ calendar: TradingCalendar, on date: CivilDate) -> [Job] { wantedJobs(calendar, date) }
}

/// Leaves every command of a family to a test, which finishes it or does not.
struct EveryCommand<Request: Sendable>: CommandHandler {
    let body: @Sendable (CommandRecord) async -> Void

    func carryOut(_ request: Request, of record: CommandRecord) async -> CommandAnswer {
        await body(record)
        return .finished
    }
}

/// A clock that a test sets to any time, backwards as well; nothing sleeps on it.
final class JumpingClock: MarketClock {
    private let current: Lock<Timestamp>

    init(_ start: Timestamp) {
        current = Lock(start)
    }

    var now: Timestamp { current.withLock { $0 } }
    var minimumResolution: Duration { .nanoseconds(1) }

    func jump(to instant: Timestamp) {
        current.withLock { $0 = instant }
    }

    func sleep(until deadline: Timestamp, tolerance: Duration?) async throws {
        Issue.record("nothing in this test should sleep")
    }
}

/// Lets bodies wait until a test says go.
final class Gate: Sendable {
    fileprivate struct State {
        var isOpen = false
        var arrived = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
        var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Lock(State())

    /// Parks the caller until the gate opens.
    func pass() async {
        await withCheckedContinuation { continuation in
            let ready: [CheckedContinuation<Void, Never>] = state.withLock { state in
                state.arrived += 1
                if state.isOpen { return [continuation] + state.watched }
                state.waiting.append(continuation)
                return state.watched
            }
            for one in ready { one.resume() }
        }
    }

    /// Returns once this many have come to the gate.
    func arrivals(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let ready: [CheckedContinuation<Void, Never>] = state.withLock { state in
                state.watchers.append((count, continuation))
                return state.watched
            }
            for one in ready { one.resume() }
        }
    }

    func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for one in waiting { one.resume() }
    }
}

extension Gate.State {
    fileprivate var watched: [CheckedContinuation<Void, Never>] {
        mutating get {
            let arrived = arrived
            defer { watchers.removeAll { $0.count <= arrived } }
            return watchers.filter { $0.count <= arrived }.map(\.continuation)
        }
    }
}

/// The interval trigger of one session, every five minutes.
func every(_ minutes: Int, from start: Timestamp, through end: Timestamp) throws -> Trigger {
    .interval(try #require(IntervalTrigger(every: .minutes(minutes), window: .span(from: start, through: end))))
}

func daily(_ text: String) throws -> Trigger {
    .cron(CronExpression(dailyAt: try #require(TimeOfDay(text))))
}
