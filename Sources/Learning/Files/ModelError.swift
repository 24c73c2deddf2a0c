/// A model's file, or rows for a model, that cannot be used.
package struct ModelError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The file is of no format that is known.
        case unknownFormat
        /// The file does not keep to its format: cut short, altered, contradicting itself.
        case broken
        /// A whole file of a known format with something that is not read; the text says what is.
        case unsupported
        /// More than is read; the text has the bound.
        case tooLarge
        /// The rows have other features than the model.
        case features
    }

    package let kind: Kind
    package let detail: String

    package init(_ kind: Kind, _ detail: String) {
        self.kind = kind
        self.detail = detail
    }

    package var description: String { detail }

    /// The same with the file's name before it.
    func of(_ name: String) -> ModelError {
        ModelError(kind, "\(name): \(detail)")
    }
}
