package import Store

/// What the scheduler may do with the store: claim runs and end them, take commands, tell what is planned, and follow edits.
///
/// It knows nobody's messages, alerts or people; what a job writes goes with its run, as a batch.
package struct SchedulerStore: Sendable {
    let batches: BatchStore
    let calendar: CalendarStore
    let changes: ChangeStore
    let commands: CommandStore
    let jobs: JobStore
    let ledger: RunLedger
    let processes: ProcessStore

    package init(_ store: StateStore) {
        batches = store.batches
        calendar = store.calendar
        changes = store.changes
        commands = store.commands
        jobs = store.jobs
        ledger = store.ledger
        processes = store.processes
    }
}
