/// A table in text form that cannot be read.
package struct CSVError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Empty, or without a column that is needed.
        case header
        /// A quote that does not end, too many or too few fields.
        case row
        /// A field that is not what its column holds.
        case value
    }

    package let kind: Kind
    /// `bars.csv:7: close: what is wrong and what is allowed`.
    package let detail: String

    package init(_ kind: Kind, _ detail: String) {
        self.kind = kind
        self.detail = detail
    }

    package var description: String { detail }
}
