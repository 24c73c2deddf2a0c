/// A queue that allocates only when it has never been so long.
struct RingQueue<Element: Sendable>: Sendable {
    private var slots: ContiguousArray<Element?>
    private var head = 0
    private(set) var count = 0

    /// - Parameter capacity: a power of two.
    init(capacity: Int = 64) {
        precondition(capacity > 0 && capacity & (capacity - 1) == 0, "a ring's size is a power of two")
        slots = ContiguousArray(repeating: nil, count: capacity)
    }

    var isEmpty: Bool { count == 0 }

    var first: Element? { count == 0 ? nil : slots[head] }

    /// Oldest first.
    var all: [Element] {
        (0..<count).compactMap { slots[(head + $0) & (slots.count - 1)] }
    }

    mutating func append(_ element: Element) {
        if count == slots.count { grow() }
        slots[(head + count) & (slots.count - 1)] = element
        count += 1
    }

    mutating func popFirst() -> Element? {
        guard count > 0 else { return nil }
        defer {
            slots[head] = nil
            head = (head + 1) & (slots.count - 1)
            count -= 1
        }
        return slots[head]
    }

    private mutating func grow() {
        let size = slots.count
        var larger = ContiguousArray<Element?>(repeating: nil, count: size * 2)
        for index in 0..<count { larger[index] = slots[(head + index) & (size - 1)] }
        slots = larger
        head = 0
    }
}
