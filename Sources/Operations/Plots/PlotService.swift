package import Market

/// Draws the delays of a feed on a stored day, for whoever shows them.
package protocol PlotService: Sendable {
    /// A PNG file; nil where no slot of the feed is stored for the day.
    ///
    /// - Parameter isRussian: the language of the captions; else English.
    func plot(_ feed: Feed, on date: CivilDate, isRussian: Bool) async throws -> [UInt8]?
}
