import Market
import Platform
import Store

extension OrderID {
    /// A name that every look of the day finds again; shaped as a random UUID, which is what the broker asks for.
    init(of key: PortfolioKey, _ secid: SecID, _ side: Side, on date: CivilDate, _ number: Int) {
        let text = "\(key.owner) \(key.market) \(date) \(secid) \(side) \(number)"
        self.init(
            high: FNV1a.hash(Array("high \(text)".utf8)) & 0xFFFF_FFFF_FFFF_0FFF | 0x4000,
            low: FNV1a.hash(Array("low \(text)".utf8)) & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        )
    }
}
