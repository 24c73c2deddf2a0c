package import Store

/// What the monitor may do with the store: read feeds and alerts, keep the calendar and the file itself in order, and write what it found.
///
/// It claims no run and takes no command: that is the scheduler's. Each part of the monitor is given the topics that it needs.
package struct MonitorStore: Sendable {
    let alerts: AlertStore
    let batches: BatchStore
    let calendar: CalendarStore
    let feeds: FeedStore
    let jobs: JobStore
    let maintenance: MaintenanceStore
    let outbox: OutboxStore
    let processes: ProcessStore
    let settings: SettingStore
    /// Where the file is: for its copies, and for the room that is left beside it.
    let path: String

    package init(_ store: StateStore) {
        alerts = store.alerts
        batches = store.batches
        calendar = store.calendar
        feeds = store.feeds
        jobs = store.jobs
        maintenance = store.maintenance
        outbox = store.outbox
        processes = store.processes
        settings = store.settings
        path = store.path
    }
}
