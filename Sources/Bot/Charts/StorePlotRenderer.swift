import Market
import Platform
package import Store

/// Draws the delay plots of a stored day.
package struct StorePlotRenderer: PlotRenderer {
    private let feeds: FeedStore
    private let calendars: CalendarCache
    private let limit: Duration

    /// - Parameter limit: `DELAY`, above which a bar is late.
    package init(feeds: FeedStore, calendars: CalendarCache, limit: Duration) {
        self.feeds = feeds
        self.calendars = calendars
        self.limit = limit
    }

    /// Away from the caller, whose queue is the store's: drawing takes milliseconds of pure computing.
    @concurrent
    package func render(_ request: PlotRequest) async throws -> [RenderedPlot] {
        let calendar = try await calendars.calendar()
        var days: [Day] = []
        for endpoint in request.endpoints where endpoint.isSlotted {
            let day = try await day(Feed(request.market, endpoint), on: request.date, calendar: calendar)
            if !day.points.isEmpty { days.append(day) }
        }
        // One scale for the album, or the pictures could not be compared.
        let scale = DelayScale(maximum: days.flatMap { $0.points + $0.previous }.map(\.seconds).max() ?? 0)
        let wording = Wording(request.language)
        // A day has at most four pictures.
        return try days.map { day in
            let plot = DelayPlot(
                points: day.points,
                previous: day.previous,
                expected: day.expected,
                limit: limit.inSeconds,
                scale: scale,
                captions: captions(day, date: request.date, scale: scale, wording: wording)
            )
            return RenderedPlot(feed: day.feed, png: try plot.png(), facts: facts(day, wording: wording))
        }
    }

    /// What is drawn of one feed.
    private struct Day {
        var feed: Feed
        var points: [DelayPlot.Point]
        var previous: [DelayPlot.Point]
        var previousDate: CivilDate?
        /// The slot grid up to the newest slot: what is still to come is not missing.
        var expected: [TimeOfDay]
        var late: [DelayPlot.Point]
        var missing: Int
    }

    private func day(_ feed: Feed, on date: CivilDate, calendar: TradingCalendar) async throws -> Day {
        let points = try await points(feed, on: date)
        let previousDate = calendar.previousTradingDay(before: date, feed.market)
        var previous: [DelayPlot.Point] = []
        if let previousDate { previous = try await self.points(feed, on: previousDate) }
        let newest = points.last?.label ?? .midnight
        let expected = calendar.expectedSlots(feed, on: date).filter { $0 <= newest }
        let seen = Set(points.map(\.label))
        return Day(
            feed: feed,
            points: points,
            previous: previous.filter { $0.label <= newest },
            previousDate: previous.isEmpty ? nil : previousDate,
            expected: expected,
            late: points.filter { $0.seconds > limit.inSeconds },
            missing: expected.count { !seen.contains($0) }
        )
    }

    private func points(_ feed: Feed, on date: CivilDate) async throws -> [DelayPlot.Point] {
        try await feeds.slots(feed, on: date)
            .map { DelayPlot.Point(label: $0.label, seconds: $0.publicationDelay.inSeconds) }
            .sorted { $0.label < $1.label }
    }

    private func captions(
        _ day: Day,
        date: CivilDate,
        scale: DelayScale,
        wording: Wording
    ) -> DelayPlot.Captions {
        let previous = day.previousDate.map { "\(wording.weekday($0.weekday)) \(wording.shortDate($0))" } ?? ""
        return DelayPlot.Captions(
            title: wording.text(
                ChartPhrase.title,
                ["feed": "\(day.feed.market) · \(day.feed.endpoint)", "date": wording.shortDate(date)]
            ),
            statistics: statistics(day, wording: wording),
            previous: wording.text(ChartPhrase.previous, ["day": previous]),
            limit: wording.text(ChartPhrase.limit, ["limit": wording.duration(limit)]),
            late: wording.text(ChartPhrase.late, ["count": "\(day.late.count)"]),
            missing: wording.text(ChartPhrase.missing, ["count": "\(day.missing)"]),
            axis: wording.text(scale.isLogarithmic ? ChartPhrase.axisLogarithmic : ChartPhrase.axisLinear),
            tick: { wording.duration(.milliseconds(Int64(($0 * 1000).rounded()))) },
            mark: { seconds(wording, $0) }
        )
    }

    private func statistics(_ day: Day, wording: Wording) -> String {
        guard let values = DelayStatistics(seconds: day.points.map(\.seconds)) else {
            return wording.text(ChartPhrase.statisticsEmpty)
        }
        return wording.text(
            ChartPhrase.statistics,
            [
                "max": seconds(wording, values.maximum), "min": seconds(wording, values.minimum),
                "mean": seconds(wording, values.mean, places: 1), "median": seconds(wording, values.median),
                "p95": seconds(wording, values.percentile95),
            ]
        )
    }

    private func facts(_ day: Day, wording: Wording) -> [String] {
        guard let worst = day.points.max(by: { ($0.seconds, $1.label) < ($1.seconds, $0.label) }) else { return [] }
        var facts = [
            wording.text(
                ChartPhrase.summary,
                ["max": seconds(wording, worst.seconds), "label": worst.label.shortDescription]
            )
        ]
        if !day.late.isEmpty { facts.append(wording.text(ChartPhrase.summaryLate, ["count": "\(day.late.count)"])) }
        if day.missing > 0 { facts.append(wording.text(ChartPhrase.summaryMissing, ["count": "\(day.missing)"])) }
        return facts
    }
}

/// Seconds below two minutes with the wanted decimals, longer spans in words of the language.
private func seconds(_ wording: Wording, _ value: Double, places: Int = 0) -> String {
    guard value < 120, places > 0 else { return wording.figure(.milliseconds(Int64((value * 1000).rounded()))) }
    return wording.decimal(value, places: places) + (wording.language == .russian ? " с" : " s")
}
