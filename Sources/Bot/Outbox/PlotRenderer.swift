package import Market

/// What is to be drawn: the delays of one market on one day, one picture per endpoint, on the same scale.
package struct PlotRequest: Hashable, Sendable {
    package var market: AlgoPackSegment
    package var date: CivilDate
    package var endpoints: [Endpoint]
    package var language: Language
    /// The instant of the picture: what was due by then and is not there is shown as missing.
    package var now: Timestamp

    package init(
        market: AlgoPackSegment,
        date: CivilDate,
        endpoints: [Endpoint],
        language: Language,
        now: Timestamp
    ) {
        self.market = market
        self.date = date
        self.endpoints = endpoints
        self.language = language
        self.now = now
    }
}

/// One finished picture.
package struct RenderedPlot: Hashable, Sendable {
    package var feed: Feed
    package var png: [UInt8]
    /// What stands under the picture, plain text: that nothing comes any more, the worst delay, then what was late or absent.
    package var facts: [String]

    package init(feed: Feed, png: [UInt8], facts: [String]) {
        self.feed = feed
        self.png = png
        self.facts = facts
    }

    var file: UploadFile {
        UploadFile(name: "\(feed.market.pathComponent)_\(feed.endpoint).png", contentType: "image/png", bytes: png)
    }

    /// The facts on as few lines of a phone as they fit; each line names its endpoint.
    var lines: [String] {
        var lines: [String] = []
        for fact in facts {
            if let last = lines.last, last.count + 2 + fact.count <= PhoneLine.width {
                lines[lines.count - 1] = "\(last), \(fact)"
            } else {
                lines.append("\(feed.endpoint): \(fact)")
            }
        }
        return lines
    }
}

/// Draws delay plots from what the store keeps; `Bot/Charts` has the real one.
package protocol PlotRenderer: Sendable {
    /// The pictures in the order of the request's endpoints; feeds without a slot on that day are left out where their market
    /// was not watched, or none was due.
    func render(_ request: PlotRequest) async throws -> [RenderedPlot]
}
