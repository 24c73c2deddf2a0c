import Market
import Store
import TestKit
import Testing

@Suite("Alert rules")
struct AlertRuleTests {
    @Test("the names in the store are as they were")
    func names() {
        #expect(
            AlertRule.allCases.map(\.rawValue) == [
                "staleness", "publication_delay", "missing_slots", "secid_rise", "secid_drop", "silent_names",
                "hi2_missing",
                "schema_drift", "authentication", "entitlement", "rate_limit", "bad_payload", "unreachable",
                "key_expiry",
                "calendar_mismatch", "calendar_horizon", "bot_silent", "missed_runs", "clock_skew",
                "disk_space", "backup_age",
            ]
        )
        #expect(Set(AlertRule.allCases).count == AlertRule.allCases.count)
    }

    @Test("an alert of a rule that only another version knows is read and kept")
    func unknown() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        let rule = AlertRule(rawValue: "moon_phase")
        var batch = StoreBatch()
        batch.alerts.records = [Samples.alert(id: 1, rule: rule)]
        try await store.commit(batch)
        #expect(try await store.alerts.open().map(\.key.rule) == [rule])
    }
}
