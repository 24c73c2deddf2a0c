package import Market
package import Platform

/// The state that the processes of Mayak share: one SQLite file, typed functions by topic, every write one transaction.
///
/// Runs on a queue of its own, because SQLite blocks. Each process opens one; several in one process work as well. What
/// concerns the file as a whole is here, the rest is each topic's; a part of the product is given the topics it needs.
package actor StateStore: StoreTopic {
    package nonisolated let core: StoreCore
    package nonisolated let access: AccessStore
    package nonisolated let alerts: AlertStore
    package nonisolated let audit: AuditStore
    package nonisolated let batches: BatchStore
    package nonisolated let calendar: CalendarStore
    package nonisolated let changes: ChangeStore
    package nonisolated let commands: CommandStore
    package nonisolated let engine: EngineStore
    package nonisolated let feeds: FeedStore
    package nonisolated let followUps: FollowUpStore
    package nonisolated let gaps: GapStore
    package nonisolated let jobs: JobStore
    package nonisolated let ledger: RunLedger
    package nonisolated let maintenance: MaintenanceStore
    package nonisolated let outbox: OutboxStore
    package nonisolated let people: PeopleStore
    package nonisolated let portfolio: PortfolioStore
    package nonisolated let processes: ProcessStore
    package nonisolated let settings: SettingStore
    package nonisolated let shares: ShareStore
    package nonisolated let updates: UpdateStore

    /// Where the database file is.
    package nonisolated var path: String { core.path }

    /// Opens the file, making it and its folder when absent, and brings its schema up to date.
    ///
    /// An existing file is backed up to `<path>.before-v<N>.bak` before it is migrated.
    ///
    /// - Throws: ``StoreError`` of kind `newerSchema` or `foreignFile`; `DatabaseError` when the file cannot be used.
    package init(path: String, clock: any MarketClock, log: Log, metrics: StoreMetrics? = nil) throws {
        let core = try StoreCore(path: path, clock: clock, log: log, metrics: metrics)
        self.core = core
        access = AccessStore(core)
        alerts = AlertStore(core)
        audit = AuditStore(core)
        batches = BatchStore(core)
        calendar = CalendarStore(core)
        changes = ChangeStore(core)
        commands = CommandStore(core)
        engine = EngineStore(core)
        feeds = FeedStore(core)
        followUps = FollowUpStore(core)
        gaps = GapStore(core)
        jobs = JobStore(core)
        ledger = RunLedger(core)
        maintenance = MaintenanceStore(core)
        outbox = OutboxStore(core)
        people = PeopleStore(core)
        portfolio = PortfolioStore(core)
        processes = ProcessStore(core)
        settings = SettingStore(core)
        shares = ShareStore(core)
        updates = UpdateStore(core)
    }

    /// Writes a batch in one transaction: all of it becomes visible at once, or none.
    ///
    /// What says so is idempotent: drafts by their key, slots by their label, alerts by their id, updates by theirs.
    @discardableResult
    package func commit(_ batch: StoreBatch) throws -> StoreReceipt {
        try core.commit(batch)
    }

    /// Closes the file after a last checkpoint; every later call throws kind `closed`.
    package func close() {
        core.close()
    }

    /// Makes sure that the store's path still leads to the file that is open here.
    ///
    /// - Throws: `DatabaseError` of kind `gone` or `replaced`.
    package func verifyPlace() throws {
        try database.verifyPlace()
    }

    /// Saves what is in the open file, also when no name leads to it any more.
    ///
    /// - Parameter name: of who saves it: several may do so at once.
    /// - Returns: the new file, beside the place of the old one.
    package func rescue(by name: String) throws -> String {
        let target = "\(database.place.realPath).rescued-\(StoreFile.compactTime(clock.now))-\(name)"
        try database.backup(to: target)
        return target
    }

    /// What this store has done with its file since it was opened.
    package var counts: Connection.Counts { database.counts }
}
