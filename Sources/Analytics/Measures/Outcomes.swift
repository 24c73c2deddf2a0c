/// Won and lost periods; losses are told as positive amounts.
package struct Outcomes: Hashable, Sendable {
    package private(set) var wins = 0
    package private(set) var losses = 0
    /// Periods that neither won nor lost; they end a series of either.
    package private(set) var flat = 0
    package private(set) var grossProfit = 0.0
    package private(set) var grossLoss = 0.0
    package private(set) var longestWins = 0
    package private(set) var longestLosses = 0

    package init(_ pnl: [Double]) {
        var winsInRow = 0
        var lossesInRow = 0
        for result in pnl {
            winsInRow = result > 0 ? winsInRow + 1 : 0
            lossesInRow = result < 0 ? lossesInRow + 1 : 0
            longestWins = max(longestWins, winsInRow)
            longestLosses = max(longestLosses, lossesInRow)
            if result > 0 {
                wins += 1
                grossProfit += result
            } else if result < 0 {
                losses += 1
                grossLoss -= result
            } else {
                flat += 1
            }
        }
    }

    package var count: Int { wins + losses + flat }
    package var net: Double { grossProfit - grossLoss }
    package var winRateOfAll: Double? { ratio(Double(wins), Double(count)) }
    package var winRateOfDecided: Double? { ratio(Double(wins), Double(wins + losses)) }
    package var averageWin: Double? { ratio(grossProfit, Double(wins)) }
    package var averageLoss: Double? { ratio(grossLoss, Double(losses)) }
    /// Gross profit over gross loss.
    package var profitFactor: Double? { ratio(grossProfit, grossLoss) }
    /// Average win over average loss.
    package var payoff: Double? {
        guard let averageWin, let averageLoss else { return nil }
        return ratio(averageWin, averageLoss)
    }
    /// The mean result of a period, flat ones included.
    package var expectancy: Double? { ratio(net, Double(count)) }
}

/// Nil where the denominator is zero, or the quotient no finite number.
func ratio(_ numerator: Double, _ denominator: Double) -> Double? {
    guard denominator != 0 else { return nil }
    let quotient = numerator / denominator
    return quotient.isFinite ? quotient : nil
}
