import Market

/// What is known of the last so many ended orders; the oldest is forgotten for the newest.
struct Remembered<Value> {
    private let most: Int
    private var values: [OrderID: Value] = [:]
    private var order = RingQueue<OrderID>()

    /// - Parameter most: at least 1.
    init(most: Int) {
        precondition(most > 0, "at least one order is remembered")
        self.most = most
    }

    var count: Int { values.count }

    subscript(id: OrderID) -> Value? { values[id] }

    /// Remembers an order, or something new of one.
    mutating func set(_ id: OrderID, _ value: Value) {
        guard values.updateValue(value, forKey: id) == nil else { return }
        order.append(id)
        if order.count > most, let oldest = order.popFirst() { values[oldest] = nil }
    }

    /// Oldest first.
    var all: [Value] {
        order.all.compactMap { values[$0] }
    }
}
