extension String {
    /// Blanks to the right up to a width, for columns.
    func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
