/// What a person asks about jobs.
package enum JobRequest: Hashable, Codable, Sendable {
    /// Run it now, once, whatever its plan says.
    case run(id: String)

    /// The least role of whoever asks.
    package var role: Role {
        switch self {
        case .run: .operator
        }
    }
}
