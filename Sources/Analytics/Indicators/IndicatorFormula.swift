/// Which numbers to work out from bars, with their periods in bars.
enum IndicatorFormula: Hashable, Sendable {
    case simpleAverage(Int)
    case exponentialAverage(Int)
    case weightedAverage(Int)
    case relativeStrength(Int)
    case convergence(fast: Int, slow: Int, signal: Int)
    case trueRange
    case averageTrueRange(Int)
    case bands(Int, width: Double)
    case directionalMovement(Int)
    case stochastic(Int, slowK: Int, slowD: Int)
    case onBalanceVolume
    case commodityChannel(Int)
    case williamsRange(Int)
    case rateOfChange(Int)
    case momentum(Int)
    case moneyFlow(Int)
    case cumulativeVWAP
    case sessionVWAP
    case rollingVWAP(Int)
    case realizedVolatility(Int)

    /// What works it out, writing its parts to columns.
    func filler(_ targets: [ColumnTarget]) -> ColumnFiller {
        switch self {
        case .simpleAverage(let period): Self.ofClose(SimpleAverage(period: period), targets)
        case .exponentialAverage(let period): Self.ofClose(ExponentialAverage(period: period), targets)
        case .weightedAverage(let period): Self.ofClose(WeightedAverage(period: period), targets)
        case .relativeStrength(let period): Self.ofClose(RelativeStrength(period: period), targets)
        case .convergence(let fast, let slow, let signal):
            Self.ofClose(Convergence(fast: fast, slow: slow, signal: signal), targets)
        case .trueRange: columnFiller(TrueRange(), targets)
        case .averageTrueRange(let period): columnFiller(AverageTrueRange(period: period), targets)
        case .bands(let period, let width): Self.ofClose(Bands(period: period, width: width), targets)
        case .directionalMovement(let period): columnFiller(DirectionalMovement(period: period), targets)
        case .stochastic(let period, let slowK, let slowD):
            columnFiller(Stochastic(period: period, slowK: slowK, slowD: slowD), targets)
        case .onBalanceVolume: columnFiller(OnBalanceVolume(), targets)
        case .commodityChannel(let period): columnFiller(CommodityChannel(period: period), targets)
        case .williamsRange(let period): columnFiller(WilliamsRange(period: period), targets)
        case .rateOfChange(let period): Self.ofClose(RateOfChange(period: period), targets)
        case .momentum(let period): Self.ofClose(Momentum(period: period), targets)
        case .moneyFlow(let period): columnFiller(MoneyFlow(period: period), targets)
        case .cumulativeVWAP: columnFiller(CumulativeVWAP(), targets)
        case .sessionVWAP: columnFiller(SessionVWAP(), targets)
        case .rollingVWAP(let period): columnFiller(RollingVWAP(period: period), targets)
        case .realizedVolatility(let period):
            // Not through `ofClose`, which does not know that it takes several bars at once.
            columnFiller(OfClose(RealizedVolatility(period: period)), targets)
        }
    }

    private static func ofClose<I: Indicator>(_ indicator: I, _ targets: [ColumnTarget]) -> ColumnFiller
    where I.Input == Double {
        columnFiller(OfClose(indicator), targets)
    }
}
