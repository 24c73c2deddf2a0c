import Analytics
import Glibc
package import Market

/// The seed's rule: members give a score in -1…1, the weighted mean of those that have one decides where it is confident enough.
///
/// Here with one member, a linear model of order flow: `tanh` of the mean order-flow imbalance at the touch over the last books, in parts
/// of what rests there. A ready `signal` of the file overrides the members, as in the seed. Where the seed buys on a score of zero and
/// lets confidence gate nothing, here a score of zero and too little confidence ask for nothing.
package struct EnsembleRule: Strategy {
    /// Books over which order flow is averaged.
    package let window: Int
    /// The least |score| that is acted on, 0 to 1.
    package let confidence: Double
    package let lots: Lots
    private var flow = OrderFlow(levelCount: 1)
    private var flows: ContiguousArray<Double>
    private var sum = 0.0
    private var count = 0

    package init(window: Int, confidence: Double, lots: Lots) {
        precondition(window > 0, "order flow is averaged over at least one book")
        self.window = window
        self.confidence = confidence
        self.lots = lots
        flows = ContiguousArray(repeating: 0, count: window)
    }

    package mutating func decide(_ view: MarketView) -> StrategyWish {
        let score = score(view.book)
        if let signal = view.signal { return .target(Lots(lots.count * Int64(signal))) }
        guard let score, score.magnitude >= confidence, score != 0 else { return .keep }
        return .target(Lots(score > 0 ? lots.count : -lots.count))
    }

    /// Nil until the window is full, or without a touch.
    private mutating func score(_ book: OrderBook) -> Double? {
        flow.update(book)
        guard let touch = Touch(book) else { return nil }
        let share = Double(flow.values[0]) / Double(touch.bid.lots.count + touch.ask.lots.count)
        let place = count % window
        sum += share - flows[place]
        flows[place] = share
        if place == window - 1 { sum = flows.reduce(0, +) }
        count += 1
        return count >= window ? tanh(sum / Double(window)) : nil
    }
}
