import Operations
import Store

/// Lets a job go on from the list: `v1:pau:<job>`.
struct PauseButtons: ButtonHandler {
    private static let name = "pau"

    let route = Self.name

    static func payload(_ job: String) -> String { CallbackPayload(route: name, arguments: [job]).text }

    /// Whether a button can carry the job's id.
    static func fits(_ job: String) -> Bool {
        !job.contains(":") && job.utf8.allSatisfy { (33...126).contains($0) } && job.utf8.count <= 40
    }

    func plan(_ press: ButtonPress) async throws -> PressPlan? {
        guard press.payload.arguments.count == 1, let job = press.payload.arguments.first else { return nil }
        guard press.caller.may(.operator) else { return .refusal(needing: .operator, press.wording) }
        let jobs = press.context.store.jobs
        guard try await jobs.pauses().contains(where: { $0.job == job }) else {
            return .refusal(press.wording.text(PausePhrase.notPaused, ["job": job]))
        }
        return PressPlan(toast: press.wording.text(PausePhrase.ended, ["job": job])) {
            _ = try await JobPausing(store: jobs).resume(job, by: press.caller.actor, at: press.now)
            let screen = PauseScreen(
                pauses: try await jobs.pauses(),
                today: press.context.today,
                wording: press.wording
            )
            return .edit(press.caller, screen.html, keyboard: screen.keyboard, at: press.now)
        }
    }
}
