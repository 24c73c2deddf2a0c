/// What is known of one key: the row of the documented table and the line of `mayak status`.
package struct SettingDeclaration: Hashable, Sendable {
    /// The path in the configuration file: `monitor.delay`.
    package let path: String
    /// The name in the environment and in `.env`: `DELAY`.
    package let environmentName: String
    /// As it would be written; nil when the key has no default.
    package let defaultText: String?
    /// What may be written: `a whole number from 1 to 86400`.
    package let allowed: String
    package let unit: String?
    package let summary: String
    package let isSecret: Bool

    /// A row of the table in `docs/configuration.md`.
    package var tableRow: String {
        let fallback = defaultText.map { $0.isEmpty ? "" : "`\($0)`" } ?? ""
        let unit = unit.map { " (\($0))" } ?? ""
        let secret = isSecret ? " **Secret.**" : ""
        return "| `\(path)` | `\(environmentName)` | \(fallback) | \(allowed)\(unit) | \(summary).\(secret) |"
    }
}

/// Where a value came from.
package enum SettingOrigin: Hashable, Sendable, CustomStringConvertible {
    case flag
    case environment
    case file(name: String, line: Int)
    case defaultValue

    package var description: String {
        switch self {
        case .flag: "flag"
        case .environment: "environment"
        case .file(let name, let line): "\(name):\(line)"
        case .defaultValue: "default"
        }
    }
}
