import Analytics
package import Market

/// Features of a file's books with what the price did after each.
package struct LabelledBooks: Sendable {
    /// A book and what came of it.
    package struct Row: Sendable {
        /// The instrument's slot.
        package let instrument: Int
        package let features: [Double]
        /// When the features were known, and when the label was.
        package let start, end: Timestamp
        /// −1, 0, 1: the mid fell by more than the threshold, stayed within it, rose by more.
        package let label: Int
        /// Of the mid, in hundredths of a percent of it.
        package let move: Double
        /// Half of both spreads, at the beginning and at the end, in the same unit: what it costs to go in and out at the best prices.
        package let cost: Double
    }

    /// How far a label looks ahead.
    package enum Horizon: Hashable, Sendable {
        /// To so many books of the instrument later.
        case books(Int)
        /// To the last book that was known after so long.
        case time(Duration)
    }

    package private(set) var rows: [Row] = []
    package private(set) var books = 0
    package let skipped: SkippedLines

    /// - Parameters:
    ///   - threshold: In spreads of the moment; at 1 a label other than 0 pays for going in and out at the best prices.
    ///   - every: 1 for a row of every book.
    ///   - most: The most rows.
    /// - Throws: ``FeedError``; of kind `impossible` where there are more rows.
    package init(
        _ feed: some MarketFeed,
        horizon: Horizon,
        threshold: Double,
        every: Int,
        most: Int
    ) throws(FeedError) {
        var feed = feed
        var instruments: [Instrument] = []
        while let event = try feed.next() {
            let index = event.slot.index
            while instruments.count <= index { instruments.append(Instrument()) }
            switch event.kind {
            case .trade: instruments[index].features.traded(event.lots, aggressor: event.aggressor)
            case .book:
                books += 1
                feed.apply(to: &instruments[index].book)
                let resolved = instruments[index].update(event.time, horizon: horizon, every: every)
                for outcome in resolved { rows.append(Row(outcome, instrument: index, threshold: threshold)) }
                guard rows.count <= most else {
                    throw FeedError(.impossible, "more than \(most) rows; take every N-th book with --every")
                }
            }
        }
        skipped = feed.skipped
    }

    /// A book whose price is known.
    fileprivate struct Quote {
        let time: Timestamp
        let mid, spread: Double
        /// Empty where no row is made of it.
        let features: [Double]
    }

    /// A row's quote, the last one within its horizon, and when that was over.
    fileprivate struct Outcome {
        let begin, end: Quote
        let known: Timestamp
    }

    /// An instrument's book and the rows whose end has not come.
    private struct Instrument {
        var book = OrderBook(levelCount: OrderBook.engineLevels)
        var features = StationaryFeatures(countsPerLot: LotScale.perLot)
        private var last: Quote?
        private var count = 0
        /// Rows with the number of their book, the oldest first.
        private var open: ArraySlice<(quote: Quote, number: Int)> = []

        mutating func update(_ time: Timestamp, horizon: Horizon, every: Int) -> [Outcome] {
            features.update(book)
            let isQuoted = features.mid.isFinite
            let present = Quote(
                time: time,
                mid: features.mid,
                spread: features.spread,
                features: features.isWhole && count.isMultiple(of: every) ? features.values : []
            )
            defer {
                if isQuoted { last = present }
                if !present.features.isEmpty { open.append((present, count)) }
                count += 1
            }
            var resolved: [Outcome] = []
            while let first = open.first, let end = end(of: first, present, isQuoted: isQuoted, horizon) {
                let known = if case .time(let span) = horizon { first.quote.time + span } else { time }
                resolved.append(Outcome(begin: first.quote, end: end, known: known))
                open.removeFirst()
            }
            return resolved
        }

        /// The quote at the end of a row's horizon; nil while it has not come.
        private func end(
            of row: (quote: Quote, number: Int),
            _ present: Quote,
            isQuoted: Bool,
            _ horizon: Horizon
        ) -> Quote? {
            switch horizon {
            case .books(let number): count - row.number >= number ? (isQuoted ? present : last) : nil
            case .time(let span):
                // What comes at the end's very moment counts; what comes after it does not.
                if present.time > row.quote.time + span {
                    last
                } else {
                    present.time == row.quote.time + span && isQuoted ? present : nil
                }
            }
        }
    }
}

extension LabelledBooks.Row {
    fileprivate init(_ outcome: LabelledBooks.Outcome, instrument: Int, threshold: Double) {
        let (begin, end) = (outcome.begin, outcome.end)
        self.instrument = instrument
        features = begin.features
        start = begin.time
        self.end = outcome.known
        let change = end.mid - begin.mid
        // A move of exactly the threshold is none beyond it, whatever the rounding of two decimal prices is.
        let limit = threshold * begin.spread + 1e-9 * begin.mid
        label = change > limit ? 1 : change < -limit ? -1 : 0
        move = change / begin.mid * 10_000
        cost = (begin.spread + end.spread) / 2 / begin.mid * 10_000
    }
}
