import Market
import Platform

/// An instrument of the embedded exchange.
struct Instrument: Hashable, Sendable {
    let secid: String
    let market: AlgoPackSegment
    let name: String
    /// Pieces per lot, or units of the underlying per contract.
    let lotSize: Int
    /// Digits after the point of a price; the price step is one of the last digit.
    let decimals: Int
    /// Around which the price walks.
    let basePrice: Double
    /// Roubles that one lot is worth for each unit of the price.
    let lotValue: Double
    /// FX: units of the currency that the price is for (100 tenge); 1 for everything else.
    let faceValue: Int
    let liquidity: Liquidity
    /// Ordinal of liquidity in its market, 0 the largest.
    let rank: Int
    /// FO: the underlying's long code (`ASSETCODE`) and short code (`SECTYPE`).
    let assetCode: String
    let shortCode: String
    /// FO: last day of trading; nil for perpetual contracts and everything else.
    let expiry: CivilDate?
    /// FNV-1a of the secid.
    let hash: UInt64

    /// - Parameter lotValue: nil where a lot is worth its pieces times the price.
    init(
        secid: String,
        market: AlgoPackSegment,
        name: String,
        lotSize: Int,
        decimals: Int,
        basePrice: Double,
        turnover: Double,
        rank: Int,
        lotValue: Double? = nil,
        faceValue: Int = 1,
        assetCode: String = "",
        shortCode: String = "",
        expiry: CivilDate? = nil
    ) {
        self.secid = secid
        self.market = market
        self.name = name
        self.lotSize = lotSize
        self.decimals = decimals
        self.basePrice = basePrice
        self.lotValue = lotValue ?? Double(lotSize) / Double(faceValue)
        self.faceValue = faceValue
        self.liquidity = Liquidity(turnover: turnover)
        self.rank = rank
        self.assetCode = assetCode
        self.shortCode = shortCode
        self.expiry = expiry
        self.hash = FNV1a.hash(secid)
    }

    /// Roubles that lots are worth at a price in units of the last digit.
    func value(ticks: Double, lots: Double) -> Double {
        ticks / Cell.powersOfTen[decimals] * lotValue * lots
    }

    /// Roubles of one lot at the price around which it walks.
    var lotPrice: Double { basePrice * lotValue }

    /// Lots in ordinary five minutes.
    var typicalLots: Double { max(1, liquidity.turnover / lotPrice) }

    /// What candles count: pieces, contracts on FO.
    func volume(lots: Int64) -> Int64 {
        market == .futures ? lots : lots * Int64(lotSize)
    }
}
