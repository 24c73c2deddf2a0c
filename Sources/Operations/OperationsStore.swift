package import Store

/// What use cases may do with the store: read what all processes know, and write what people cause.
///
/// It claims no run and ends none: that is the ledger's, which only the scheduler has.
package struct OperationsStore: Sendable {
    package let access: AccessStore
    package let alerts: AlertStore
    package let audit: AuditStore
    package let calendar: CalendarStore
    package let commands: CommandStore
    package let engine: EngineStore
    package let feeds: FeedStore
    package let followUps: FollowUpStore
    package let gaps: GapStore
    package let jobs: JobStore
    package let outbox: OutboxStore
    package let people: PeopleStore
    package let portfolio: PortfolioStore
    package let processes: ProcessStore
    package let settings: SettingStore
    package let shares: ShareStore
    package let updates: UpdateStore
    private let batches: BatchStore
    private let changes: ChangeStore

    /// The queue on which the store works: an actor that runs there asks it without changing threads.
    package var unownedExecutor: UnownedSerialExecutor { unsafe batches.unownedExecutor }

    package init(_ store: StateStore) {
        access = store.access
        alerts = store.alerts
        audit = store.audit
        calendar = store.calendar
        commands = store.commands
        engine = store.engine
        feeds = store.feeds
        followUps = store.followUps
        gaps = store.gaps
        jobs = store.jobs
        outbox = store.outbox
        people = store.people
        portfolio = store.portfolio
        processes = store.processes
        settings = store.settings
        shares = store.shares
        updates = store.updates
        batches = store.batches
        changes = store.changes
    }

    /// Writes a batch in one transaction; see `StateStore.commit(_:)`.
    @discardableResult
    package func commit(_ batch: StoreBatch) async throws -> StoreReceipt {
        try await batches.commit(batch)
    }

    /// What wakes at every commit, also of other processes.
    package func commits() async -> CommitSignal {
        await changes.commits()
    }

    /// A number that changes whenever anything was committed; cheap to ask for.
    package func dataVersion() async throws -> Int64 {
        try await changes.version()
    }
}
