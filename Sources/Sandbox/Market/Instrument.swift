import Market

/// An instrument of the embedded exchange.
struct Instrument: Hashable, Sendable {
    let secid: String
    let market: MarketID
    let name: String
    /// Pieces per lot, or units of the underlying per contract.
    let lotSize: Int
    /// Digits after the point of a price.
    let decimals: Int
    /// Around which the price walks, roubles per piece.
    let basePrice: Double
    /// The share of slots in which it trades; 1 for liquid names.
    let activity: Double
    /// Lots in an ordinary slot.
    let typicalVolume: Double
    /// FO: the underlying's long code (`ASSETCODE`) and short code (`SECTYPE`).
    let assetCode: String
    let shortCode: String
    /// FO: last day of trading; nil for perpetual contracts and everything else.
    let expiry: CivilDate?
    /// `StableHash` number of the secid.
    let hash: UInt64

    init(
        secid: String,
        market: MarketID,
        name: String,
        lotSize: Int,
        decimals: Int,
        basePrice: Double,
        activity: Double,
        typicalVolume: Double,
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
        self.activity = activity
        self.typicalVolume = typicalVolume
        self.assetCode = assetCode
        self.shortCode = shortCode
        self.expiry = expiry
        self.hash = StableHash.number(of: secid)
    }

    /// Roubles per step of the price's last digit, times the lot: what one lot is worth at a price.
    func value(ticks: Int64, lots: Double) -> Double {
        Double(ticks) / Cell.powersOfTen[decimals] * Double(lotSize) * lots
    }
}
