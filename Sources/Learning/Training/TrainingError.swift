/// Why a training cannot be done.
package struct TrainingError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A line of the data is not what it should be; the text has its number.
        case data
        /// The data is whole and is not enough: rows, classes.
        case tooLittle
        /// More than is read; the text has the bound.
        case tooLarge
        /// A library that trains is not installed, or is another one.
        case library
        /// A library refused.
        case refused
    }

    package let kind: Kind
    package let detail: String

    package init(_ kind: Kind, _ detail: String) {
        self.kind = kind
        self.detail = detail
    }

    package var description: String { detail }
}
