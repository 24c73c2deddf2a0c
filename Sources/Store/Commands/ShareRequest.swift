package import Market

/// What a person asks about shares, and where the answer goes.
package enum ShareRequest: Hashable, Codable, Sendable {
    /// VWAP and its band of a day; nil is today.
    ///
    /// `key` is unique for ever: that of the answer.
    case levels(ticker: String, date: CivilDate?, target: ChatTarget, replyTo: Int64?, key: String)

    /// The least role of whoever asks.
    package var role: Role {
        switch self {
        case .levels: .viewer
        }
    }
}
