package import Market
package import Store

/// A person stops a job of the scheduler, and lets it go on.
///
/// What its plan brings meanwhile is passed over and not made up for; a run that somebody asks for by hand still happens.
package struct JobPausing: Sendable {
    /// Why it cannot be.
    package enum Refusal: Error, Hashable, Sendable {
        /// No such job; those that there are.
        case unknown([String])
        /// The scheduler could not plan the next day without it.
        case indispensable
    }

    /// What came of the wish.
    package struct Outcome: Hashable, Sendable {
        /// In force now.
        package let pause: JobPause
        /// False where it stood still already, whoever said so.
        package let isNew: Bool
    }

    /// Characters of a reason.
    package static let reasonLimit = 200
    /// The job that plans each new day.
    package static let indispensable = JobName.rollOver

    private let store: JobStore

    package init(store: JobStore) {
        self.store = store
    }

    /// - Parameters:
    ///   - name: its id, in any case.
    ///   - reason: for people; what is beyond ``reasonLimit`` is left out.
    /// - Throws: ``Refusal``; what the store throws.
    package func pause(_ name: String, by person: String, reason: String = "", at now: Timestamp) async throws
        -> Outcome
    {
        let ids = try await store.plan().map(\.id)
        guard let job = JobName.find(name, in: ids) else { throw Refusal.unknown(ids) }
        guard job != Self.indispensable else { throw Refusal.indispensable }
        let why = String(reason.prefix(Self.reasonLimit))
        let (pause, isNew) = try await store.pause(
            JobPause(job: job, since: now, who: person, why: why),
            audit: AuditEntry(at: now, actor: person, action: .jobPause, object: job, after: why, result: .done)
        )
        return Outcome(pause: pause, isNew: isNew)
    }

    /// - Parameter name: its id, in any case; one that is not planned today may go on too.
    /// - Returns: the pause that ended; nil where it did not stand still.
    /// - Throws: ``Refusal``; what the store throws.
    package func resume(_ name: String, by person: String, at now: Timestamp) async throws -> JobPause? {
        let paused = try await store.pauses().map(\.job)
        guard let job = JobName.find(name, in: paused) else {
            let ids = try await store.plan().map(\.id)
            guard JobName.find(name, in: ids) != nil else { throw Refusal.unknown(ids) }
            return nil
        }
        return try await store.resume(job) { ended in
            AuditEntry(
                at: now,
                actor: person,
                action: .jobResume,
                object: job,
                before: ended.reason,
                result: .done
            )
        }
    }
}
