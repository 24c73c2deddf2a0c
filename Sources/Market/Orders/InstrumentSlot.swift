/// The place of an instrument in the tables of one run: what hot code indexes by instead of hashing a name.
///
/// Never written to a file: the next run may place instruments otherwise, so there ``InstrumentID`` is.
public struct InstrumentSlot: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let index: Int

    @inlinable
    public init(_ index: Int) {
        self.index = index
    }

    public var description: String { "#\(index)" }

    @inlinable
    public static func < (left: InstrumentSlot, right: InstrumentSlot) -> Bool { left.index < right.index }
}
