import Market
import Platform

extension AlertRecord {
    static let columns = [
        "id", "rule", "market", "endpoint", "state", "severity", "date", "opened_at", "fired_at", "told_at",
        "closed_at",
        "closing", "value", "peak", "threshold", "facts", "acknowledged_by", "acknowledged_at", "silenced_until",
        "silenced_by", "inhibited_by", "group_id", "bad_ticks", "good_ticks", "flips", "is_flapping", "reminded_at",
        "reminder_count", "escalated_at", "revision",
    ]

    /// In the order of `columns`.
    var values: [any SQLConvertible] {
        get throws {
            [
                id, key.rule, key.market, key.endpoint, state, severity, date, openedAt, firedAt, toldAt, closedAt,
                closing, value, peak, limit, try JSONText(facts), acknowledgedBy, acknowledgedAt, silencedUntil,
                silencedBy, inhibitedBy, groupID, badTicks, goodTicks, try JSONText(flips.map(\.milliseconds)),
                isFlapping, remindedAt, reminderCount, escalatedAt, revision,
            ]
        }
    }

    init(row: Row) throws {
        self.init(
            key: AlertKey(try row["rule"], market: try row["market"], endpoint: try row["endpoint"]),
            severity: try row["severity"],
            date: try row["date"],
            openedAt: try row["opened_at"],
            value: try row["value"],
            limit: try row["threshold"],
            facts: try row.json("facts")
        )
        id = try row["id"]
        state = try row["state"]
        firedAt = try row["fired_at"]
        toldAt = try row["told_at"]
        closedAt = try row["closed_at"]
        closing = try row["closing"]
        peak = try row["peak"]
        acknowledgedBy = try row["acknowledged_by"]
        acknowledgedAt = try row["acknowledged_at"]
        silencedUntil = try row["silenced_until"]
        silencedBy = try row["silenced_by"]
        inhibitedBy = try row["inhibited_by"]
        groupID = try row["group_id"]
        badTicks = try row["bad_ticks"]
        goodTicks = try row["good_ticks"]
        flips = try row.json("flips", as: [Int64].self).map(Timestamp.init(milliseconds:))
        isFlapping = try row["is_flapping"]
        remindedAt = try row["reminded_at"]
        reminderCount = try row["reminder_count"]
        escalatedAt = try row["escalated_at"]
        revision = try row["revision"]
    }
}

extension Silence {
    init(row: Row) throws {
        self.init(
            id: try row["id"],
            rule: try row["rule"],
            market: try row["market"],
            endpoint: try row["endpoint"],
            createdAt: try row["created_at"],
            until: try row["until"],
            author: try row["author"],
            reason: try row["reason"],
            endedAt: try row["ended_at"]
        )
    }
}

extension AlertEvent {
    init(row: Row) throws {
        self.init(
            id: try row["id"],
            alert: try row["alert"],
            at: try row["at"],
            from: try row["from_state"],
            to: try row["to_state"],
            severity: try row["severity"],
            value: try row["value"],
            note: try row["note"]
        )
    }
}
