package import Market

/// A request that came in, as tests and the control surface see it; tokens are left out.
package struct RecordedRequest: Hashable, Sendable {
    package let at: Timestamp
    package let method: String
    /// `/bot…/sendMessage` for the Bot API.
    package let path: String
    /// Query and body arguments as they were sent; files by name and size.
    package let arguments: [String]
    /// Where the arguments came: `query`, `form`, `json`, `multipart`, several of them joined by `+`, and `chunked` for a
    /// body without a length; empty when there were none.
    package let encoding: String
    package let status: Int
    /// How a fault spoiled the answer.
    package let fault: AnswerFault

    package var isSpoiled: Bool { fault != .none }
}
