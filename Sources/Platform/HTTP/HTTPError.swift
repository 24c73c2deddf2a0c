/// Why there is no complete answer.
///
/// A status of 400 or 500 is an answer, not an error. Cancellation of the task is a `CancellationError`.
package struct HTTPError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The name does not resolve, or nobody accepts the connection.
        case unreachable
        /// The request's deadline or the connect timeout passed.
        case timeout
        /// The certificate or the handshake was refused.
        case tls
        /// The body or the headers are larger than allowed.
        case tooLarge
        /// The peer closed the connection before the answer was complete.
        case reset
        /// What came is not HTTP, or its compression is broken.
        case malformedReply
        /// More redirects than allowed, or one to a scheme that is not allowed.
        case redirect
        /// The address is not an absolute http or https URL in ASCII without user name.
        case invalidURL
        /// The method or a header holds characters that HTTP forbids.
        case invalidRequest
        /// The client was shut down.
        case cancelledByShutdown
        /// The library refused to work: out of memory or of sockets, or a bad option such as a missing CA file.
        case local
    }

    package let kind: Kind
    /// Host, redacted path and what happened; never the whole URL, because tokens are part of it.
    package let detail: String
    /// What happened alone, without the path; empty where only ``kind`` is known.
    package let reason: String
    /// Whether the server may have got the whole request, so that repeating it could do its work twice.
    package let mayHaveBeenSent: Bool

    package init(kind: Kind, detail: String, reason: String = "", mayHaveBeenSent: Bool = false) {
        self.kind = kind
        self.reason = Redaction.text(reason, limit: TextLimit.detail)
        self.detail = Redaction.text(detail, limit: TextLimit.detail)
        self.mayHaveBeenSent = mayHaveBeenSent
    }

    package var description: String { "\(kind.rawValue): \(detail)" }
}
