import Market

/// What of the market the engine may act on: instruments whose orders the exchange takes, and books that are sound and not too old.
struct MarketGate {
    /// By slot.
    private var isOpen: ContiguousArray<Bool>
    private let bookAge: Duration

    /// - Parameters:
    ///   - count: of instruments, all open until the exchange says otherwise.
    ///   - bookAge: how old a book may be.
    init(_ count: Int, bookAge: Duration) {
        isOpen = ContiguousArray(repeating: true, count: count)
        self.bookAge = bookAge
    }

    /// Whether the exchange takes orders of an instrument.
    func accepts(_ slot: InstrumentSlot) -> Bool { isOpen[slot.index] }

    /// Whether it takes orders of any.
    var acceptsAny: Bool { isOpen.contains(true) }

    mutating func set(_ isOpen: Bool, _ slot: InstrumentSlot) { self.isOpen[slot.index] = isOpen }

    /// Two sides that are not crossed, and not too old; nobody tells the age of a book without a time.
    func isSound(_ book: OrderBook, _ time: Timestamp?, at now: Timestamp) -> Bool {
        guard book.shape == .open else { return false }
        guard let time else { return true }
        return time.duration(to: now) <= bookAge
    }
}
