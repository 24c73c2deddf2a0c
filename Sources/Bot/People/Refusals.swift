import Market
import Operations
import Platform
import Store

/// Counts refused attempts in the transaction of their update, and tells the admins once.
struct Refusals: Sendable {
    let context: BotContext

    /// Counts one attempt into the reaction.
    ///
    /// - Parameter what: the command or button, for the report.
    /// - Returns: whether the person is to be answered.
    func count(_ kind: RefusalKind, by caller: Caller, _ what: String, into reaction: inout Reaction) async throws
        -> Bool
    {
        let known = try await context.store.people.refusedAttempts(of: caller.id, kind)
        let verdict = context.options.refusals.judge(known, of: caller.id, kind, at: context.now)
        // Attempts past the limit change nothing that anybody reads: no need to write each of them.
        if verdict.isAnswered { reaction.batch.people.refusals.append(verdict.attempts) }
        guard verdict.isReported else { return verdict.isAnswered }
        context.log.warning(
            "Refused attempts",
            ["user.id": "\(caller.id)", "kind": kind.rawValue, "attempts": "\(verdict.attempts.count)"]
        )
        reaction.batch.audit.entries.append(
            AuditEntry(
                at: context.now,
                actor: caller.actor,
                action: .accessRefused,
                object: what.isEmpty ? kind.rawValue : String(what.prefix(60)),
                after: "\(verdict.attempts.count)×",
                result: .reported
            )
        )
        let end = context.options.refusals.end(of: verdict.attempts)
        reaction.batch.outbox.drafts += try await context.adminVoice.drafts(key: "refused:\(caller.key)") {
            wording in
            wording.html(
                kind.phrase,
                [
                    "who": caller.author, "what": String(what.prefix(40)),
                    "count": wording.count(verdict.attempts.count, .attempt),
                    "time": wording.moscow(end, today: context.today),
                ]
            )
        }
        return verdict.isAnswered
    }
}

extension RefusalKind {
    fileprivate var phrase: AccessPhrase {
        switch self {
        case .role: .reportRole
        case .code: .reportCode
        case .forged: .reportForged
        }
    }
}
