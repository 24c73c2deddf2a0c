import Glibc

/// What an instrument's turnover says about its trades, orders, spread and book.
///
/// Power laws through the medians of ten shares in November 2023 (`shared/data/algopack`), from SBER with 40 million
/// roubles in an ordinary five minutes to DSKY with 50 thousand.
struct Liquidity: Hashable, Sendable {
    /// Roubles traded in an ordinary five minutes.
    let turnover: Double
    /// Trades in an ordinary five minutes: SBER about 500, DSKY about 12.
    let trades: Double
    /// Orders put in an ordinary five minutes: SBER about 8000, DSKY about 80.
    let orders: Double
    /// Basis points between best bid and best ask, before rounding to the price step: 0.6 to 8 in the measured ten.
    let spread: Double
    /// Price levels on one side of the book: 100 to 1900 in the measured ten.
    let levels: Double
    /// Roubles on one side of the book.
    let bookValue: Double
    /// How many times the spread it costs to trade a million roubles.
    let millionFactor: Double

    init(turnover: Double) {
        let millions = max(1e-6, turnover / 1e6)
        self.turnover = turnover
        trades = 66 * pow(millions, 0.6)
        orders = 1_000 * pow(millions, 0.65)
        spread = min(150, max(0.4, 3.5 * pow(millions, -0.4)))
        levels = max(3, 450 * pow(millions, 0.3))
        bookValue = 1e8 * pow(millions, 0.75)
        millionFactor = 2.5 + 2 / millions.squareRoot()
    }

    /// The chance that there is a trade at all in five minutes.
    ///
    /// Trades come in clusters, so the exponent is a tenth of what independent trades would have. That leaves about 165 of
    /// 252 shares in an average slot of a day with morning and evening; 145 were seen on a slow one.
    ///
    /// - Parameter busyness: of the slot; 1 is ordinary.
    func tradeChance(busyness: Double) -> Double {
        1 - exp(-0.1 * trades * pow(busyness, 0.6))
    }

    /// Turnover of the share of a rank, 0 the largest: what 240 shares traded a day in autumn 2023, over 125 busy slots.
    static func shareTurnover(rank: Int) -> Double {
        let rank = Double(rank)
        return 9e9 / 125 / (1 + rank / 2) * exp(-rank / 55)
    }

    /// Turnover of a futures contract: of the underlying's rank, thinned out by expiries.
    ///
    /// Chosen so that about a hundred of 384 contracts trade in a slot, as on 2026-01-09.
    ///
    /// - Parameter depth: 0 for the contract that expires next.
    static func futuresTurnover(rank: Int, depth: Int) -> Double {
        let rank = Double(rank)
        let front = 2e8 / (1 + rank) * exp(-rank / 18)
        return front * pow(0.02, Double(depth))
    }
}
