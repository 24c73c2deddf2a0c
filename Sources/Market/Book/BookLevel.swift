/// The orders of a book that rest at one price.
package struct BookLevel: Hashable, Sendable {
    package let price: Price
    /// Above zero.
    package let lots: Lots

    package init(_ price: Price, _ lots: Lots) {
        self.price = price
        self.lots = lots
    }
}
