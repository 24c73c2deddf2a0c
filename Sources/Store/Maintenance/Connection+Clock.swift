import Market
import Platform

/// What is done to each table when the clock that wrote it was ahead; ?1 is now.
extension Connection {
    /// What makes work wait or a dead process look alive.
    func setBackMarks(to now: Timestamp) throws -> Int {
        try run(
            [
                "UPDATE high_water SET nominal = ?1 WHERE nominal > ?1",
                "UPDATE heartbeats SET at = ?1 WHERE at > ?1",
                """
                DELETE FROM settings WHERE key >= 'session-closed:' AND key < 'session-closed;'
                    AND CAST(value AS INTEGER) > ?1
                """,
            ],
            now
        )
    }

    /// What keeps its meaning when it is set back: spans keep their length, the past begins now.
    func setBackRows(to now: Timestamp) throws -> Int {
        let clamped = [
            ("silences", ["ended_at"]),
            (
                "alerts",
                [
                    "opened_at", "fired_at", "told_at", "closed_at", "acknowledged_at", "reminded_at", "escalated_at",
                ]
            ),
            ("alert_events", ["at"]), ("commands", ["posted_at", "finished_at"]), ("confirmations", ["used_at"]),
            ("approvals", ["at"]), ("invitations", ["used_at", "withdrawn_at"]),
            ("refusals", ["since", "reported_at"]),
            ("seen_updates", ["seen_at"]), ("calendar_edits", ["at"]), ("calendar_statements", ["said_at"]),
            ("hi2_checks", ["checked_at"]), ("slots", ["received_at"]),
        ]
        let simple = clamped.flatMap { table, columns in
            columns.map { "UPDATE \(table) SET \($0) = ?1 WHERE \($0) > ?1" }
        }
        return try run(
            [
                """
                UPDATE silences SET until = ?1 + (until - created_at), created_at = ?1
                WHERE created_at > ?1 AND ended_at IS NULL
                """,
                // What was asked under a wrong clock is asked again; a code stays good for as long as it was meant to.
                "UPDATE confirmations SET expires_at = ?1, created_at = ?1 WHERE created_at > ?1",
                "UPDATE invitations SET expires_at = ?1 + (expires_at - created_at), created_at = ?1 WHERE created_at > ?1",
                """
                UPDATE alerts SET flips = '[]', is_flapping = 0
                WHERE EXISTS (SELECT 1 FROM json_each(flips) WHERE value > ?1)
                """,
                """
                UPDATE alerts SET silenced_until = (
                    SELECT MAX(until) FROM silences WHERE ended_at IS NULL AND until > ?1
                        AND IFNULL(rule, alerts.rule) = alerts.rule
                        AND IFNULL(market, IFNULL(alerts.market, '')) = IFNULL(alerts.market, '')
                        AND IFNULL(endpoint, IFNULL(alerts.endpoint, '')) = IFNULL(alerts.endpoint, '')
                ) WHERE silenced_until > ?1 AND state <> 'resolved'
                """,
                // Waits and leases are cheap to find out again; the limits and the quiet hours are asked anew.
                """
                UPDATE outbox SET not_before = not_before - (created_at - ?1), expires_at = expires_at - (created_at - ?1)
                WHERE created_at > ?1 AND state IN ('queued', 'sending')
                """,
                "UPDATE outbox SET retry_at = NULL WHERE retry_at > ?1 AND state IN ('queued', 'sending')",
                "UPDATE outbox SET lease_until = ?1 WHERE lease_until > ?1 + 600000",
                // The day that the key names is still to come, and has its own message then.
                "UPDATE outbox SET dedupe_key = dedupe_key || ' #' || id, created_at = ?1 WHERE created_at > ?1",
                "UPDATE outbox SET finished_at = ?1 WHERE finished_at > ?1",
                """
                UPDATE settings SET value = ?1
                WHERE key IN ('bot.scheduler_silent_since', 'bot.scheduler_stop_told') AND CAST(value AS INTEGER) > ?1
                """,
                "DELETE FROM settings WHERE key = 'telegram.holds' AND ?1 > 0",
                "DELETE FROM settings WHERE key >= 'quiet.held.' AND key < 'quiet.held/' AND CAST(value AS INTEGER) > ?1",
            ] + simple,
            now
        )
    }

    /// What would be taken for the real thing when its day comes.
    func forgetFuture(after now: Timestamp) throws -> Int {
        let today = MoscowTime.date(of: now)
        let byDate = [
            "DELETE FROM slots WHERE date > ?1", "DELETE FROM slot_secids WHERE date > ?1",
            "DELETE FROM quiet_slots WHERE date > ?1", "DELETE FROM hi2_checks WHERE date > ?1",
            "UPDATE alerts SET date = ?1 WHERE date > ?1",
            "DELETE FROM settings WHERE key = 'hi2-complete' AND value > ?1",
        ]
        return try byDate.reduce(try execute("DELETE FROM job_runs WHERE nominal > ?1", [now])) { count, sql in
            try count + execute(sql, [today])
        }
    }

    private func run(_ statements: [String], _ now: Timestamp) throws -> Int {
        try statements.reduce(0) { count, sql in try count + execute(sql, [now]) }
    }
}
