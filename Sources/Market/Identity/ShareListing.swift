/// A share as its exchange lists it.
package struct ShareListing: Hashable, Sendable {
    package var secid: SecID
    /// Short name in the language of the exchange.
    package var name: String
    /// Nil where the source does not tell it.
    package var isin: String?
    /// Shares in a lot.
    package var lotSize: Int
    /// Smallest difference of two prices, in the market's currency; nil where it depends on the price (KRX) or is not told.
    package var priceStep: Double?
    /// The tier: 1 is the strictest; nil where the exchange has none.
    package var listLevel: Int?
    /// Where it is traded: `TQBR`, `KOSPI`.
    package var board: String

    package init(
        secid: SecID,
        name: String,
        isin: String? = nil,
        lotSize: Int = 1,
        priceStep: Double? = nil,
        listLevel: Int? = nil,
        board: String = ""
    ) {
        self.secid = secid
        self.name = name
        self.isin = isin
        self.lotSize = lotSize
        self.priceStep = priceStep
        self.listLevel = listLevel
        self.board = board
    }
}
