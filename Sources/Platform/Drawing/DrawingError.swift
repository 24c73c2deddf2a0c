/// A picture could not be made.
package struct DrawingError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// cairo could not make or draw on the surface.
        case surface
        /// No font with Cyrillic letters: every one would be an empty box.
        case font
        /// libpng refused.
        case encoding
    }

    package let kind: Kind
    package let detail: String

    package var description: String { "\(kind.rawValue): \(detail)" }
}
