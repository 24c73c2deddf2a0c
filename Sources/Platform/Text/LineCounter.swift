/// Line and column of places in a text that are asked for from its start to its end, in one walk over it.
///
/// Counting each place from the start of its line would take a time that grows with the square of a long line.
package struct LineCounter: Sendable {
    private var index = 0
    private(set) package var line = 1
    /// Counted from 1, in bytes.
    private(set) package var column = 1
    /// Counted from 1, in characters: the further bytes of one in UTF-8 are no columns of their own.
    private(set) package var characterColumn = 1

    package init() {}

    /// Goes to a byte; one before the last place begins the walk anew.
    package mutating func advance(to target: Int, in bytes: [UInt8]) {
        if target < index { self = LineCounter() }
        let end = min(target, bytes.count)
        while index < end {
            let byte = bytes[index]
            index += 1
            if byte == 0x0A {
                (line, column, characterColumn) = (line + 1, 1, 1)
            } else {
                column += 1
                if byte & 0xC0 != 0x80 { characterColumn += 1 }
            }
        }
    }
}
