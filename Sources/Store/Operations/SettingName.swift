/// Names of the settings that one process writes and another reads.
package enum SettingName {
    /// Minutes after which a critical alert that nobody took is escalated; missing: as configured.
    package static let escalateAfter = "alerts.escalate_after"
}
