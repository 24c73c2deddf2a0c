package import Platform
package import Store

extension PlannedJob {
    package var json: JSON {
        plan.json.setting("function", to: .string(plan.function)).setting("asks_first", to: .bool(plan.asksFirst))
            .setting("last_run", to: lastRun?.json ?? .null)
    }
}

extension JobRun {
    package var json: JSON {
        [
            "job": .string(job), "nominal": .string(RFC3339.text(nominal)),
            "claimed_at": .string(RFC3339.text(claimedAt)), "finished_at": finishedAt.json,
            "outcome": .string(outcome.rawValue), "detail": .string(detail),
        ]
    }
}
