package import Market
package import Platform
package import Store

/// Writes how the engine stands into the store, with the messages that follow from it; on the store's queue, away from the engine's.
package actor EngineProjector: Service {
    private let projection: EngineProjection
    private let engine: EngineStore
    private let batches: BatchStore
    private let clock: any MarketClock
    private let log: Log
    /// What was written last; nil before the first look.
    private var written: EngineReading?
    private var news = EngineNews()
    private var telling = TripTelling()
    /// Open positions as they were written last, by number.
    private var open: [Int64: EngineTrip] = [:]
    private var drawnAt: [Int64: Timestamp] = [:]
    private var dayToldAt: Timestamp?
    private var isReady = false

    package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe batches.unownedExecutor }

    package init(
        _ projection: EngineProjection,
        engine: EngineStore,
        batches: BatchStore,
        clock: any MarketClock,
        log: Log
    ) {
        self.projection = projection
        self.engine = engine
        self.batches = batches
        self.clock = clock
        self.log = log
    }

    /// Writes whatever is put, until it is cancelled; the last step too.
    package func run() async throws {
        while !Task.isCancelled {
            let seen = projection.wakeup.count
            try await step()
            await projection.wakeup.wait(after: seen)
        }
        throw CancellationError()
    }

    /// Writes once what was put since.
    ///
    /// - Throws: `DatabaseError`.
    package func step() async throws {
        if !isReady { try await begin() }
        guard let step = projection.take() else { return }
        let now = clock.now
        var batch = StoreBatch()
        var notices = news.take(step.reading).enumerated().map { place, notice in
            OutboxDraft(
                dedupeKey: "engine:\(now.milliseconds):\(place)",
                content: .notice(notice),
                priority: notice.isAlarm ? .critical : .report
            )
        }
        var isChanged = false
        if step.reading.isAtWork || !step.closed.isEmpty {
            isChanged = takePositions(step, &batch, &notices, at: now)
        }
        batch.outbox.drafts = notices
        let isDue = written.map { $0.at + Self.markInterval <= now } ?? true
        guard isChanged || !notices.isEmpty || isDue || step.reading.differs(from: written) else { return }
        // Without an open position, order or news only the sign of life is new.
        if !isChanged, notices.isEmpty {
            for trip in current(step.open) where open[trip.number] != trip {
                batch.engine.trips.append(trip)
                open[trip.number] = trip
            }
        }
        if batch.engine.trips.isEmpty, notices.isEmpty {
            try await engine.save(step.reading)
        } else {
            batch.engine.reading = step.reading
            try await batches.commit(batch)
        }
        written = step.reading
    }

    /// How old marks and gains may be in the store.
    private static let markInterval = Duration.seconds(5)
    /// How often the day's message is drawn anew.
    private static let dayInterval = Duration.minutes(5)

    private func begin() async throws {
        written = try await engine.reading()
        news = EngineNews(after: written)
        telling = TripTelling(told: try await engine.toldOpenings(since: clock.now - .hours(1)))
        for trip in try await engine.openTrips() { open[trip.number] = trip }
        isReady = true
    }

    private func current(_ trips: [EngineTrip]) -> [EngineTrip] {
        trips.map { trip in
            var trip = trip
            trip.isTold = open[trip.number]?.isTold ?? trip.isTold
            return trip
        }
    }

    /// - Returns: Whether a position was opened, closed, or became larger or smaller.
    private func takePositions(
        _ step: EngineProjection.Step,
        _ batch: inout StoreBatch,
        _ drafts: inout [OutboxDraft],
        at now: Timestamp
    ) -> Bool {
        var isChanged = false
        var untold = 0
        for trip in current(step.closed) {
            isChanged = true
            batch.engine.trips.append(trip)
            open[trip.number] = nil
            drawnAt[trip.number] = nil
            if trip.isTold { drafts.append(Self.draft(trip.number, at: now)) } else { untold += 1 }
        }
        let interval = TripTelling.refreshInterval(open: step.open.count)
        for var trip in current(step.open) {
            let before = open[trip.number]
            let isSettled = trip.openedAt + TripTelling.settling <= now
            let isNew = !trip.isTold && isSettled && telling.admits(at: now)
            if isNew { trip.isTold = true }
            let isDue = trip.isTold && drawnAt[trip.number].map { $0 + interval <= now } ?? true
            guard isNew || isDue || before?.lots != trip.lots else { continue }
            isChanged = isChanged || isNew || before?.lots != trip.lots
            if trip.isTold {
                drafts.append(Self.draft(trip.number, at: now))
                drawnAt[trip.number] = now
            }
            batch.engine.trips.append(trip)
            open[trip.number] = trip
        }
        if untold > 0, dayToldAt.map({ $0 + Self.dayInterval <= now }) ?? true {
            dayToldAt = now
            let date = MoscowTime.date(of: now)
            drafts.append(
                OutboxDraft(
                    dedupeKey: "trading-day:\(date):\(now.milliseconds)",
                    content: .tradingDay(date: date),
                    priority: .report,
                    coalesceKey: "trading-day:\(date)",
                    // What is closed until then is in it too.
                    notBefore: now + .minutes(1)
                )
            )
        }
        return isChanged
    }

    private static func draft(_ number: Int64, at now: Timestamp) -> OutboxDraft {
        OutboxDraft(
            dedupeKey: "trip:\(number):\(now.milliseconds)",
            content: .position(trip: number),
            priority: .report,
            coalesceKey: EngineTrip.coalesceKey(number)
        )
    }
}

extension Notice {
    /// What a person must hear of.
    fileprivate var isAlarm: Bool {
        switch kind {
        case .engineReduces, .engineFlattened, .engineHalted, .engineFailed: true
        default: false
        }
    }
}

extension EngineReading {
    /// Whether more is new than its instant, its marks and its counts.
    fileprivate func differs(from other: EngineReading?) -> Bool {
        guard let other else { return true }
        var same = self
        same.at = other.at
        same.dayGain = other.dayGain
        same.totalGain = other.totalGain
        same.books = other.books
        return same != other
    }
}
