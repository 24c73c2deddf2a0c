/// Holds the session table at one state instead of following the exchange's changes.
package enum ProfilePin: String, CaseIterable, Codable, Sendable {
    /// Seed 002's table of mid-2024, at every date.
    case classic
}
