package import Market
package import Store

extension AlertStore {
    /// An alert that fires, as the scheduler opens it, under the next number; whoever wants it in the store keeps it.
    package func firing(
        _ key: AlertKey = AlertKey(.staleness, Feed(.futures, .obstats)),
        _ severity: AlertSeverity = .critical,
        value: Double = 840,
        limit: Double = 600,
        at now: Timestamp
    ) throws -> AlertRecord {
        var alert = AlertRecord(
            key: key,
            severity: severity,
            date: MoscowTime.date(of: now),
            openedAt: now,
            value: value,
            limit: limit
        )
        alert.id = try lastID() + 1
        alert.state = .firing
        return alert
    }
}
