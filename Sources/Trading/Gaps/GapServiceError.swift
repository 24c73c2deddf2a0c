import Platform

/// Why another service gave no usable answer.
package struct GapServiceError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, CaseIterable, Sendable {
        /// Nobody answers, or not in time, or not whole.
        case unreachable
        /// A status that is no success.
        case status
        /// More than is read.
        case tooLarge = "too_large"
        /// Not JSON, such as a page.
        case notJSON = "not_json"
        /// JSON without what is needed.
        case missingField = "missing_field"
    }

    package let kind: Kind
    /// The address, and what is wrong with its answer.
    package let detail: String
    /// True where the service may know the question by another method.
    private(set) var wantsAnotherMethod = false

    init(_ kind: Kind, url: String, _ what: String) {
        self.kind = kind
        detail = Redaction.text("\(url): \(what)", limit: TextLimit.detail)
    }

    /// For an answer of another status than 200.
    init(status: Int, url: String, body: String) {
        let start = body.prefix(60).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        self.init(.status, url: url, "status \(status)" + (start.isEmpty ? "" : ": \(start)"))
        wantsAnotherMethod = [404, 405, 501].contains(status)
    }

    package var description: String { detail }
}
