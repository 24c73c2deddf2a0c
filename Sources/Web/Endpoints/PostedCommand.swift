import Market
import Operations
import Platform
import Store

/// A change that the scheduler makes: posted with a line of the audit trail, and waited for a little.
struct PostedCommand: Sendable {
    let store: OperationsStore
    /// The longest silence of a scheduler that runs: health's own limit (`HealthLimits.scheduler`).
    let schedulerSilence: Duration
    /// See `ProductHealth.init(of:limits:at:startedAnew:)`.
    let startedAnew: Bool

    /// How long an answer is waited for, in real time; the scheduler looks once a second.
    let patience: Duration

    /// Posts a command in the caller's name; the scheduler looks at their rights again when it carries it out.
    ///
    /// Its line in the audit trail is complete when the command is, whether or not anybody still waits.
    ///
    /// - Returns: what came of it, or that it still waits.
    /// - Throws: ``Problem`` of kind `conflict` where the scheduler refuses, `noScheduler` where none runs.
    func post(
        _ command: SchedulerCommand,
        _ action: AuditAction,
        of object: String,
        _ call: APICall
    ) async throws -> APIAnswer {
        let holder = try call.holder
        guard holder.role >= command.role else {
            throw Problem(.forbidden, "this needs the role \(command.role.rawValue)")
        }
        guard try await isSchedulerAlive(at: call.now) else {
            throw Problem(.noScheduler, "no scheduler is running on this store: start mayak scheduler")
        }
        let (id, _) = try await store.commands.post(
            CommandDraft(command, author: holder.signature, channel: .web, person: holder.person.id),
            audit: AuditEntry(at: call.now, actor: holder.auditName, action: action, object: object, after: "web")
        )
        let record = try await ended(id)
        guard let record else {
            return .json(PostedCommandAnswer.json(id, .queued, "the scheduler has not answered yet"))
        }
        let result = record.result ?? ""
        guard record.state == .done else { throw Problem(.conflict, result) }
        return .json(PostedCommandAnswer.json(id, record.state, result))
    }

    private func isSchedulerAlive(at now: Timestamp) async throws -> Bool {
        guard let beat = try await store.processes.heartbeat(of: .scheduler) else { return false }
        return beat.isAlive(within: startedAnew ? nil : schedulerSilence, at: now)
    }

    /// Nil where it takes longer than anybody waits for.
    private func ended(_ id: Int64) async throws -> CommandRecord? {
        let wall = SystemClock()
        let deadline = wall.now + patience
        let loop = Wakeup()
        return try await store.commits().waking(loop) {
            while true {
                let count = loop.count
                guard let record = try await store.commands.command(id) else { return nil }
                switch record.state {
                case .done, .failed, .refused, .withdrawn: return record
                case .queued, .claimed: break
                }
                guard wall.now < deadline else { return nil }
                loop.call(at: min(deadline, wall.now + .milliseconds(250)), of: wall)
                await loop.wait(after: count)
                try Task.checkCancellation()
            }
        }
    }
}

/// What is told of a command.
enum PostedCommandAnswer {
    static let schema = APISchema.object([
        "command": .integer, "state": .choice(CommandState.allCases.map(\.rawValue)), "result": .string,
    ])

    static func json(_ id: Int64, _ state: CommandState, _ result: String) -> JSON {
        ["command": .int(id), "state": .string(state.rawValue), "result": .string(result)]
    }
}
