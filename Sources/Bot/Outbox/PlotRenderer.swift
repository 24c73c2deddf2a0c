package import Market

/// What is to be drawn: the delays of one market on one day, one picture per endpoint, on the same scale.
package struct PlotRequest: Hashable, Sendable {
    package var market: AlgoPackSegment
    package var date: CivilDate
    package var endpoints: [Endpoint]
    package var language: Language

    package init(market: AlgoPackSegment, date: CivilDate, endpoints: [Endpoint], language: Language) {
        self.market = market
        self.date = date
        self.endpoints = endpoints
        self.language = language
    }
}

/// One finished picture.
package struct RenderedPlot: Hashable, Sendable {
    package var feed: Feed
    package var png: [UInt8]
    /// What stands under the picture, plain text: the worst delay first, then what was late or absent.
    package var facts: [String]

    package init(feed: Feed, png: [UInt8], facts: [String]) {
        self.feed = feed
        self.png = png
        self.facts = facts
    }

    /// The facts on one line of a phone, else the worst delay on the first; each line names its endpoint.
    var lines: [String] {
        let whole = "\(feed.endpoint): \(facts.joined(separator: ", "))"
        guard whole.count > PhoneLine.width, let worst = facts.first, facts.count > 1 else { return [whole] }
        return ["\(feed.endpoint): \(worst)", "\(feed.endpoint): \(facts.dropFirst().joined(separator: ", "))"]
    }
}

/// Draws delay plots from what the store keeps; `Bot/Charts` has the real one.
package protocol PlotRenderer: Sendable {
    /// The pictures in the order of the request's endpoints; feeds without a slot on that day are left out.
    func render(_ request: PlotRequest) async throws -> [RenderedPlot]
}
