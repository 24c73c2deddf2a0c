package import Market
import Platform
package import Store

/// Draws the delay plots of a stored day.
package struct StorePlotRenderer: PlotRenderer {
    private let feeds: FeedStore
    private let runs: JobStore
    private let calendars: CalendarCache
    private let usualLimit: Duration
    private let ownLimits: [Feed: Duration]

    /// - Parameters:
    ///   - runs: tell until when each market was watched.
    ///   - limit: `DELAY`, above which a bar is late.
    ///   - own: the same for single feeds, in place of `limit`.
    package init(
        feeds: FeedStore,
        runs: JobStore,
        calendars: CalendarCache,
        limit: Duration,
        own: [Feed: Duration] = [:]
    ) {
        self.feeds = feeds
        self.runs = runs
        self.calendars = calendars
        usualLimit = limit
        ownLimits = own
    }

    private func limit(of feed: Feed) -> Duration { ownLimits[feed] ?? usualLimit }

    /// Away from the caller, whose queue is the store's: drawing takes milliseconds of pure computing.
    @concurrent
    package func render(_ request: PlotRequest) async throws -> [RenderedPlot] {
        let calendar = try await calendars.calendar()
        let watched = try await watched(request)
        let asked = try await runs.watched([calendar.day(request.date, request.market)]).first ?? nil
        var days: [DelayDay] = []
        for endpoint in request.endpoints where endpoint.isSlotted {
            let feed = Feed(request.market, endpoint)
            days.append(try await day(feed, request, until: watched, asked: asked ?? watched, calendar))
        }
        // A feed of which nothing came is shown as such, a market that nobody watched is not.
        days.removeAll { $0.points.isEmpty && (watched == nil || $0.expected.isEmpty) }
        // One scale for the album, or the pictures could not be compared.
        let scale = DelayScale(maximum: days.map(\.scaled).max() ?? 0)
        let wording = Wording(request.language)
        let sessions = calendar.day(request.date, request.market).windows.map(\.session)
        // A day has at most four pictures.
        return try days.map { day in
            var plot = DelayPlot(
                points: day.points,
                previous: day.previous,
                expected: day.expected,
                limit: limit(of: day.feed).inSeconds,
                scale: scale,
                captions: captions(day, date: request.date, scale: scale, wording: wording)
            )
            plot.gapNotes = day.gapNotes(wording)
            for session in sessions {
                guard let first = day.expected.first(where: { session.open < $0 && $0 <= session.close }) else {
                    continue
                }
                plot.sessions[first] = wording.name(session.name)
            }
            return RenderedPlot(feed: day.feed, png: try plot.png(), facts: day.facts(wording))
        }
    }

    /// Until when the market is known to have been watched: today until now, on another day until the last slot of anything came.
    ///
    /// Nil where nothing of the market has come on that day.
    private func watched(_ request: PlotRequest) async throws -> Timestamp? {
        var received: [Timestamp] = []
        var isMarketKnown = false
        for feed in Feed.all where feed.endpoint.isSlotted {
            guard let last = try await feeds.slots(feed, on: request.date).map(\.receivedAt).max() else { continue }
            received.append(last)
            isMarketKnown = isMarketKnown || feed.market == request.market
        }
        guard isMarketKnown else { return nil }
        return MoscowTime.date(of: request.now) == request.date ? request.now : received.max()
    }

    /// - Parameter asked: when the market was last asked, as a report counts.
    private func day(
        _ feed: Feed,
        _ request: PlotRequest,
        until watched: Timestamp?,
        asked: Timestamp?,
        _ calendar: TradingCalendar
    ) async throws -> DelayDay {
        let date = request.date
        let points = try await points(feed, on: date)
        let previousDate = calendar.previousTradingDay(before: date, feed.market)
        var previous: [DelayPlot.Point] = []
        if let previousDate { previous = try await self.points(feed, on: previousDate) }
        let quiet = Set(try await feeds.quietSlots(feed, from: date, through: date).map(\.label))
        let known = calendar.grid(feed, on: date).runs.flatMap { run -> [TimeOfDay] in
            let labels = run.labels.filter { run.session.open < $0 && $0 <= run.session.close }
            guard let last = labels.last, let asked else { return [] }
            let end = Slot.known(upTo: last, on: date, watched: asked, now: request.now, limit: limit(of: feed))
            return labels.filter { $0 <= end }
        }
        return DelayDay(
            feed: feed,
            date: date,
            points: points,
            previous: previous,
            previousDate: previous.isEmpty ? nil : previousDate,
            grid: calendar.expectedSlots(feed, on: date).filter { !quiet.contains($0) },
            known: Set(known),
            settled: Slot.settled(on: date, at: request.now),
            watched: watched,
            limit: limit(of: feed)
        )
    }

    private func points(_ feed: Feed, on date: CivilDate) async throws -> [DelayPlot.Point] {
        try await feeds.slots(feed, on: date)
            .map { DelayPlot.Point(label: $0.label, seconds: $0.publicationDelay.inSeconds) }
            .sorted { $0.label < $1.label }
    }

    private func captions(
        _ day: DelayDay,
        date: CivilDate,
        scale: DelayScale,
        wording: Wording
    ) -> DelayPlot.Captions {
        let previous = day.previousDate.map { "\(wording.weekday($0.weekday)) \(wording.shortDate($0))" } ?? ""
        let words: KeyValuePairs = ["limit": wording.duration(limit(of: day.feed))]
        return DelayPlot.Captions(
            title: wording.text(
                ChartPhrase.title,
                ["feed": "\(day.feed.market) \(day.feed.endpoint)", "date": wording.shortDate(date)]
            ),
            statistics: day.statistics(wording),
            previous: wording.text(ChartPhrase.previous, ["day": previous]),
            limit: wording.text(ChartPhrase.limit, words),
            limitAbove: wording.text(ChartPhrase.limitAbove, words),
            late: wording.text(ChartPhrase.late, ["count": "\(day.late.count)"]),
            missing: wording.text(ChartPhrase.missing, ["count": "\(day.missing.count)"]),
            axis: scale.isLogarithmic ? wording.text(ChartPhrase.axisLogarithmic) : "",
            tick: { wording.tick($0) },
            mark: { wording.delay($0) }
        )
    }
}
