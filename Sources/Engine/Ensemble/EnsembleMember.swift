/// A model of one instrument, asked book by book.
protocol EnsembleMember: Sendable {
    /// Called for every book, after it has changed.
    ///
    /// - Returns: From -1, the price falls, to 1, it rises; nil where the member cannot tell.
    mutating func score(_ view: MarketView) -> Double?
}
