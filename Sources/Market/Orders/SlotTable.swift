/// A value for each instrument of a run, in storage that is made once and stays where it is.
///
/// An array that an object holds is asked at each use whether it is shared and whether somebody else is in the middle of changing it,
/// and its elements are copied out to be read; in the engine that took longer than the work itself. Used by one thread.
@safe
public struct SlotTable<Element>: ~Copyable {
    @usableFromInline let base: UnsafeMutablePointer<Element>
    public let count: Int

    public init(count: Int, _ element: () -> Element) {
        self.count = count
        unsafe base = .allocate(capacity: count)
        for index in 0..<count { unsafe (base + index).initialize(to: element()) }
    }

    deinit {
        unsafe base.deinitialize(count: count)
        unsafe base.deallocate()
    }

    @inlinable public var indices: Range<Int> { 0..<count }

    /// Changes go to the one storage there is, whoever holds the table.
    @inlinable
    public subscript(index: Int) -> Element {
        @inline(__always)
        unsafeAddress {
            precondition(index >= 0 && index < count, "no instrument has this slot")
            return unsafe UnsafePointer(base + index)
        }
        @inline(__always)
        nonmutating unsafeMutableAddress {
            precondition(index >= 0 && index < count, "no instrument has this slot")
            return unsafe base + index
        }
    }
}
