/// What must be known of an instrument before an order for it can be made and its fills reckoned.
public struct InstrumentFacts: Hashable, Sendable {
    package let id: InstrumentID
    public let priceStep: PriceStep
    /// What a lot is worth when the price is 1, above zero: of shares the pieces in a lot (`LOTSIZE`), of futures `STEPPRICE / MINSTEP`; of
    /// a coin that is traded in hundred-thousandths 0.00001.
    public let lotValue: Price

    /// Returns nil unless a lot is worth something.
    package init?(_ id: InstrumentID, priceStep: PriceStep, lotValue: Price) {
        guard lotValue > .zero else { return nil }
        self.id = id
        self.priceStep = priceStep
        self.lotValue = lotValue
    }

    @inlinable
    public func value(of lots: Lots, at price: Price) -> Money {
        Money(price, lots, lotValue: lotValue)
    }
}

/// The instruments of one run, each in its slot.
public struct InstrumentTable: Sendable {
    public internal(set) var facts: ContiguousArray<InstrumentFacts> = []
    private var slots: [InstrumentID: InstrumentSlot] = [:]

    public init() {}

    public init(_ facts: some Sequence<InstrumentFacts>) {
        for each in facts { _ = add(each) }
    }

    public var count: Int { facts.count }

    @inlinable public subscript(slot: InstrumentSlot) -> InstrumentFacts { facts[slot.index] }

    /// The slot of an instrument; nil for one that was never added.
    package func slot(of instrument: InstrumentID) -> InstrumentSlot? { slots[instrument] }

    /// Adds an instrument, or replaces the facts of one that is there; its slot stays.
    public mutating func add(_ new: InstrumentFacts) -> InstrumentSlot {
        if let slot = slots[new.id] {
            facts[slot.index] = new
            return slot
        }
        let slot = InstrumentSlot(facts.count)
        facts.append(new)
        slots[new.id] = slot
        return slot
    }
}
