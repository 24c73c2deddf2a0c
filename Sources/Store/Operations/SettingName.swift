/// Names of the settings that one process writes and another reads.
package enum SettingName {
    /// Minutes after which a critical alert that nobody took is escalated; missing: as configured.
    package static let escalateAfter = "alerts.escalate_after"
    /// The second chat, `off`, or missing: as configured.
    package static let escalationChat = "telegram.escalation_chat"
    /// Who was admin by configuration when the bot last started: numbers with commas.
    static let appointedAdmins = "people.appointed"
}
