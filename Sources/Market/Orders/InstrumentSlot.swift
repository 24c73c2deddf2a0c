/// The place of an instrument in the tables of one run: what hot code indexes by instead of hashing a name.
///
/// Never written to a file: the next run may place instruments otherwise, so there ``InstrumentID`` is.
package struct InstrumentSlot: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let index: Int

    package init(_ index: Int) {
        self.index = index
    }

    package var description: String { "#\(index)" }

    package static func < (left: InstrumentSlot, right: InstrumentSlot) -> Bool { left.index < right.index }
}
