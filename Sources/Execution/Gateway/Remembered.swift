/// What is known of the last so many things; the oldest is forgotten for the newest.
struct Remembered<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let most: Int
    private var values: [Key: Value] = [:]
    private var order = RingQueue<Key>()

    /// - Parameter most: at least 1.
    init(most: Int) {
        precondition(most > 0, "at least one thing is remembered")
        self.most = most
    }

    var count: Int { values.count }

    subscript(key: Key) -> Value? { values[key] }

    /// Remembers a thing, or something new of one.
    mutating func set(_ key: Key, _ value: Value) {
        guard values.updateValue(value, forKey: key) == nil else { return }
        order.append(key)
        if order.count > most, let oldest = order.popFirst() { values[oldest] = nil }
    }

    /// Forgets a thing; slow, since its place in the order goes too.
    mutating func remove(_ key: Key) {
        guard values.removeValue(forKey: key) != nil else { return }
        let kept = order.all.filter { $0 != key }
        order = RingQueue()
        for key in kept { order.append(key) }
    }

    /// Oldest first.
    var all: [Value] {
        order.all.compactMap { values[$0] }
    }
}
