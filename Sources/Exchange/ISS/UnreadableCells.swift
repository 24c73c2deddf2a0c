/// Cells of a column that are not of its type, and count as null.
package struct UnreadableCells: Hashable, Sendable {
    /// How many.
    package var count: Int
    /// The first of them as the payload has it, cut to 40 characters.
    package var sample: String
}
