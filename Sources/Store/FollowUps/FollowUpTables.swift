import Market
import Platform

extension TableGroup {
    static let followUps = TableGroup(part: FollowUpWrites.self)
}

/// What chats wait for, in a batch.
package struct FollowUpWrites: BatchPart {
    /// With the numbers of this batch's commands, audit rows and drafts.
    package var new: [FollowUpDraft] = []
    /// Still waited for, with another content.
    package var changed: [FollowUpRecord] = []
    package var ended: [Int64] = []
    /// Screens that another one replaces: what was to be added to them is not waited for any more.
    ///
    /// Before `new`.
    package var leftScreens: [FollowUpPlace] = []

    func write(to database: Connection, at now: Timestamp, receipt: inout StoreReceipt) throws {
        for place in leftScreens { try database.leaveScreen(chat: place.chat, message: place.message) }
        for id in ended { try database.endFollowUp(id) }
        for record in changed { try database.update(record) }
        for draft in new {
            try database.save(draft, commands: receipt.commands, audit: receipt.audit, drafts: receipt.drafts)
        }
    }
}

extension StoreBatch {
    /// What chats wait for.
    package var followUps: FollowUpWrites {
        get { self[FollowUpWrites.self] }
        _modify { yield &self[FollowUpWrites.self] }
    }
}
