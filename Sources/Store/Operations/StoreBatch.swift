package import Market

/// Everything that must become visible at once; empty parts cost nothing.
package struct StoreBatch: Sendable {
    /// Inserted or replaced by id; every change of state or severity also becomes an `AlertEvent`.
    package var alerts: [AlertRecord] = []
    /// Put into the outbox unless their key is known; see `StateStore.enqueue(_:)`.
    package var drafts: [OutboxDraft] = []
    /// Id 0 is a new silence, any other replaces that one.
    package var silences: [Silence] = []
    package var slots: [SlotRecord] = []
    package var secids: [SlotSecids] = []
    /// Labels that nobody has to miss.
    package var quietSlots: [QuietSlot] = []
    package var hi2Checks: [HI2Outcome] = []
    package var finishedRun: JobRun?
    /// The ledger of runs that did not happen.
    package var skippedRuns: [JobRun] = []
    /// High-water marks by job id.
    package var highWater: [String: Timestamp] = [:]
    package var newCommands: [CommandDraft] = []
    package var finishedCommands: [FinishedCommand] = []
    /// A chat's edit of the calendar, with its history row and revision.
    package var calendarEdits: [CalendarStatement] = []
    package var audit: [AuditEntry] = []
    /// nil removes the key.
    package var settings: [String: String?] = [:]
    package var livingMessages: [LivingMessage] = []
    package var confirmations: [Confirmation] = []
    /// Counts of refused attempts, replaced by person and kind.
    package var refusals: [RefusedAttempts] = []
    /// What chats wait for from now on; written last, with the numbers of this batch's commands, audit rows and drafts.
    package var followUps: [FollowUpDraft] = []
    /// Still waited for, with another content.
    package var changedFollowUps: [FollowUpRecord] = []
    package var endedFollowUps: [Int64] = []
    /// Screens that another one replaces: what was to be added to them is not waited for any more.
    ///
    /// Before `followUps`.
    package var leftScreens: [FollowUpPlace] = []
    /// Results of audit rows by their numbers, written before their effect was known.
    package var finishedAudits: [Int64: String] = [:]
    /// The update that caused all this; its id is remembered and the offset moved past it.
    package var handledUpdates: [HandledUpdate] = []

    package init() {}
}

/// The numbers that the store gave to new rows of a batch, in the order of the batch.
package struct StoreReceipt: Hashable, Sendable {
    /// Numbers of the drafts that were new.
    package var outbox: [Int64] = []
    package var silences: [Int64] = []
    package var commands: [Int64] = []
    package var audit: [Int64] = []
    package var calendarEdits: [CalendarEdit] = []
}

/// A Telegram update that has been dealt with.
package struct HandledUpdate: Hashable, Sendable {
    package var id: Int64
    /// The offset for the next `getUpdates`, normally `id` + 1 (`telegram.md` §1.3).
    package var offset: Int64

    package init(id: Int64, offset: Int64) {
        self.id = id
        self.offset = offset
    }
}
