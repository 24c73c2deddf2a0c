/// What an account was worth at the end of each period.
package struct EquityCurve: Sendable {
    /// Before the first period.
    package let capital: Double
    /// At the end of each period, in the capital's currency.
    package let equity: [Double]
    /// Won or lost in each period.
    package let pnl: [Double]

    package init(capital: Double, pnl: [Double]) {
        self.capital = capital
        self.pnl = pnl
        var total = capital
        equity = pnl.map {
            total += $0
            return total
        }
    }

    package init(capital: Double, equity: [Double]) {
        self.capital = capital
        self.equity = equity
        var previous = capital
        pnl = equity.map { value in
            defer { previous = value }
            return value - previous
        }
    }

    /// The result of each period on the equity before it; nil where a period began with no equity or less.
    package var returns: [Double]? {
        var previous = capital
        var returns: [Double] = []
        returns.reserveCapacity(pnl.count)
        for (result, equity) in zip(pnl, equity) {
            guard previous > 0 else { return nil }
            returns.append(result / previous)
            previous = equity
        }
        return returns
    }

    /// How far the equity lies below its peak so far, the capital being the first; 0 at a peak.
    package var drawdowns: [Double] {
        var peak = capital
        return equity.map {
            peak = max(peak, $0)
            return peak - $0
        }
    }
}
