/// The numbers that the store gave to new rows of a batch, in the order of the batch.
package struct StoreReceipt: Hashable, Sendable {
    /// By place in the batch; nil where a message of that key was there already.
    package internal(set) var drafts: [Int64?] = []
    /// The message that ``OutboxWrites/claim`` took; nil where it waits its turn in the outbox.
    package internal(set) var claimed: OutboxMessage?
    package internal(set) var silences: [Int64] = []
    package internal(set) var commands: [Int64] = []
    package internal(set) var audit: [Int64] = []
    package internal(set) var calendarEdits: [CalendarEdit] = []

    /// Numbers of the drafts that were new.
    package var outbox: [Int64] { drafts.compactMap(\.self) }
}
