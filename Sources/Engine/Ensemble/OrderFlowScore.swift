import Analytics
import Glibc
import Market

/// A linear model of order flow: `tanh` of the mean order-flow imbalance at the touch over the last books, in parts of what rests there.
struct OrderFlowScore: EnsembleMember {
    private let window: Int
    private var flow = OrderFlow(levelCount: 1)
    private var flows: ContiguousArray<Double>
    private var sum = 0.0
    private var count = 0

    /// - Parameter window: books over which order flow is averaged, at least one.
    init(window: Int) {
        precondition(window > 0, "order flow is averaged over at least one book")
        self.window = window
        flows = ContiguousArray(repeating: 0, count: window)
    }

    /// Nil until the window is full, and without both best prices.
    mutating func score(_ view: MarketView) -> Double? {
        flow.update(view.book)
        guard let touch = Touch(view.book) else { return nil }
        let share = Double(flow.values[0]) / Double(touch.bid.lots.count + touch.ask.lots.count)
        let place = count % window
        sum += share - flows[place]
        flows[place] = share
        if place == window - 1 { sum = flows.reduce(0, +) }
        count += 1
        return count >= window ? tanh(sum / Double(window)) : nil
    }
}
