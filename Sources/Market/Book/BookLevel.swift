/// The orders of a book that rest at one price.
public struct BookLevel: Hashable, Sendable {
    public let price: Price
    /// Above zero.
    public let lots: Lots

    @inlinable
    public init(_ price: Price, _ lots: Lots) {
        self.price = price
        self.lots = lots
    }
}
