/// Why an ISS payload cannot be read, and where.
package struct PayloadError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, CaseIterable, Sendable {
        /// The payload ends inside a value.
        case truncated
        /// A byte that the grammar does not allow here.
        case unexpectedByte = "unexpected byte"
        /// A number that JSON does not allow, or beyond the range of a double.
        case badNumber = "bad number"
        /// An escape sequence that JSON does not have.
        case badEscape = "bad escape"
        /// Text that is not UTF-8.
        case badText = "text is not UTF-8"
        /// More than ``PayloadLimits/depth`` levels.
        case tooDeep = "nested too deep"
        /// More bytes, blocks or columns than ``PayloadLimits`` allows.
        case tooLarge = "too large"
        /// Rows without names for their columns.
        case noColumns = "rows without columns"
        /// Rows, and none that has as many values as there are columns.
        case rowWidth = "row of another width"
        /// Something follows the end of the document.
        case trailingBytes = "bytes after the end"
    }

    package let kind: Kind
    /// Bytes from the start of the payload to the place of the mistake.
    package let offset: Int

    package init(_ kind: Kind, at offset: Int) {
        self.kind = kind
        self.offset = offset
    }

    /// `unexpected byte at byte 17`.
    package var description: String { "\(kind.rawValue) at byte \(offset)" }
}

/// Bounds on what a payload may make the reader do.
package struct PayloadLimits: Hashable, Sendable {
    /// Default 64 MiB, which is far above a page of 1000 rows.
    package var bytes = 64 << 20
    /// Levels of nesting; ISS uses five, the default is 32.
    package var depth = 32
    /// Columns of one block; the widest set of AlgoPack has 40, the default is 512.
    package var columns = 512
    /// Blocks of one document, 64 by default.
    package var blocks = 64

    package init() {}
}
