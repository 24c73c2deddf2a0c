import Market
import Platform

/// Everything that must become visible at once, put together by whoever causes it; empty parts cost nothing.
///
/// Each topic adds its part beside its tables: `batch.outbox`, `batch.alerts`. Parts are written in the order of
/// ``TableGroup/all``.
package struct StoreBatch: Sendable {
    private var parts: [ObjectIdentifier: any BatchPart] = [:]

    package init() {}

    /// The part of one topic, empty until something is put into it.
    subscript<Part: BatchPart>(type: Part.Type) -> Part {
        get { parts[ObjectIdentifier(type)] as? Part ?? Part() }
        _modify {
            // Taken out meanwhile, so that an array in it grows in place.
            var part = parts.removeValue(forKey: ObjectIdentifier(type)) as? Part ?? Part()
            defer { parts[ObjectIdentifier(type)] = part }
            yield &part
        }
    }

    /// Whether it holds nothing but answers to updates: nothing in it changes how the next update is answered.
    package var isOnlyAnswers: Bool {
        let answers = [OutboxWrites.self, UpdateWrites.self, FollowUpWrites.self].map(ObjectIdentifier.init)
        guard parts.keys.allSatisfy(answers.contains) else { return false }
        return outbox.claim == nil
            && followUps.new.isEmpty && followUps.changed.isEmpty && followUps.ended.isEmpty
    }

    /// Adds answers, so that they share a commit with these.
    ///
    /// - Precondition: both are ``isOnlyAnswers``.
    package mutating func add(answers other: StoreBatch) {
        precondition(isOnlyAnswers && other.isOnlyAnswers, "what acts is committed alone")
        outbox.drafts += other.outbox.drafts
        updates.handled += other.updates.handled
        followUps.leftScreens += other.followUps.leftScreens
    }

    /// Writes all parts within the running transaction.
    func write(to database: Connection, at now: Timestamp) throws -> StoreReceipt {
        var receipt = StoreReceipt()
        for group in TableGroup.all {
            guard let type = group.part, let part = parts[ObjectIdentifier(type)] else { continue }
            try part.write(to: database, at: now, receipt: &receipt)
        }
        return receipt
    }
}
