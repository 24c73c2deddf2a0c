package import Market
package import Platform

/// The engine's way to a venue whose calls take their time: a queue of requests to it, and one of reports back.
///
/// Requests for one instrument are made in their order, those of several beside each other. Nothing is journalled here.
package final class VenueGateway: OrderGateway, Service {
    private enum Command: Sendable {
        case submit(OrderRequest)
        case cancel(OrderID, InstrumentSlot)
        case ask(OrderID, InstrumentSlot)

        var slot: InstrumentSlot {
            switch self {
            case .submit(let request): request.slot
            case .cancel(_, let slot), .ask(_, let slot): slot
            }
        }

        /// What one of the same kind that waits already makes needless; nil for an order, of which each is its own.
        var word: Word? {
            switch self {
            case .submit: nil
            case .cancel(let id, _): .cancel(id)
            case .ask(let id, _): .ask(id)
            }
        }
    }

    private enum Word: Hashable, Sendable {
        case cancel(OrderID)
        case ask(OrderID)
    }

    private let venue: any VenueConnection
    private let instruments: InstrumentTable
    private let clock: any MarketClock
    private let commands: AsyncStream<Command>
    private let queue: AsyncStream<Command>.Continuation
    /// Of requests that wait: while the venue is silent the engine asks again and again, and one answer to all of that is enough.
    private let waiting = Lock<Set<Word>>([])
    private let reports = Lock(RingQueue<ExecutionReport>())
    /// How often in a row the venue has said that it has no order of that name.
    private let denials = Lock<[OrderID: Int]>([:])
    private let wakeup: Wakeup?

    /// So often it must say so, since its own parts learn of an order at different times.
    private static let neededDenials = 2

    /// Requests that may wait; more are refused, since whoever has so many under way has lost count.
    private static let mostWaiting = 1_024

    /// - Parameter wakeup: called when there is a report.
    package init(
        _ instruments: InstrumentTable,
        _ venue: any VenueConnection,
        clock: any MarketClock,
        wakeup: Wakeup? = nil
    ) {
        self.wakeup = wakeup
        self.instruments = instruments
        self.venue = venue
        self.clock = clock
        (commands, queue) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.mostWaiting))
    }

    // MARK: The engine's thread

    package func submit(_ request: OrderRequest, at now: Timestamp) {
        guard !put(.submit(request)) else { return }
        report(request.id, request.slot, .rejected(.tooMany))
    }

    package func cancel(_ order: OrderID, of slot: InstrumentSlot, at now: Timestamp) {
        guard !put(.cancel(order, slot)) else { return }
        report(order, slot, .cancelRefused)
    }

    package func ask(about order: OrderID, of slot: InstrumentSlot, at now: Timestamp) {
        guard !put(.ask(order, slot)) else { return }
        report(order, slot, .noAnswer)
    }

    package func nextReport(until now: Timestamp) -> ExecutionReport? {
        reports.withLock { reports in
            guard let first = reports.first, first.receivedTime <= now else { return nil }
            return reports.popFirst()
        }
    }

    /// - Returns: False where there is no room.
    private func put(_ command: Command) -> Bool {
        if let word = command.word, !waiting.withLock({ $0.insert(word).inserted }) { return true }
        if case .enqueued = queue.yield(command) { return true }
        if let word = command.word { waiting.withLock { _ = $0.remove(word) } }
        return false
    }

    // MARK: The venue

    /// Makes the calls until it is cancelled.
    package func run() async {
        await withDiscardingTaskGroup { group in
            var lanes: [InstrumentSlot: AsyncStream<Command>.Continuation] = [:]
            for await command in commands {
                if lanes[command.slot] == nil {
                    let (stream, lane) = AsyncStream<Command>.makeStream()
                    lanes[command.slot] = lane
                    group.addTask { [self] in
                        for await next in stream { await perform(next) }
                    }
                }
                lanes[command.slot]?.yield(command)
            }
            for lane in lanes.values { lane.finish() }
        }
    }

    private func perform(_ command: Command) async {
        if let word = command.word { waiting.withLock { _ = $0.remove(word) } }
        switch command {
        case .submit(let request):
            do throws(VenueError) {
                let order = try await venue.place(request, instruments[request.slot].id)
                tell(order, request.slot)
            } catch {
                switch error.kind {
                // The name was used: how that order stands is to be asked.
                case .refused(.duplicate), .unclear: report(request.id, request.slot, .noAnswer)
                case .refused(let refusal): report(request.id, request.slot, .rejected(refusal))
                }
            }
        case .cancel(let id, let slot):
            do throws(VenueError) {
                try await venue.cancel(id)
                await tellState(id, slot)
            } catch {
                report(id, slot, .cancelRefused)
                // It may have ended by itself, or by this very word whose answer was lost.
                await tellState(id, slot)
            }
        case .ask(let id, let slot): await tellState(id, slot)
        }
    }

    private func tellState(_ id: OrderID, _ slot: InstrumentSlot) async {
        do throws(VenueError) {
            guard let order = try await venue.order(id) else {
                return report(id, slot, isDenied(id) ? .state(.neverArrived, filled: .zero) : .noAnswer)
            }
            denials.withLock { $0[id] = nil }
            tell(order, slot)
        } catch {
            report(id, slot, .noAnswer)
        }
    }

    /// Counts that the venue has no such order.
    ///
    /// - Returns: Whether that can be believed now.
    private func isDenied(_ id: OrderID) -> Bool {
        denials.withLock { denials in
            let count = (denials[id] ?? 0) + 1
            denials[id] = count < Self.neededDenials ? count : nil
            return count >= Self.neededDenials
        }
    }

    /// Every part that traded, then how the order stands; parts that were told before are known by their numbers.
    private func tell(_ order: VenueOrder, _ slot: InstrumentSlot) {
        var filled = Lots.zero
        for part in order.parts {
            filled = Lots(filled.count + part.lots.count)
            report(order.id, slot, .filled(order.fill(of: part, slot)), exchangeTime: part.time)
        }
        report(order.id, slot, .state(order.status, filled: filled))
    }

    private func report(
        _ id: OrderID,
        _ slot: InstrumentSlot,
        _ event: ExecutionReport.Event,
        exchangeTime: Timestamp? = nil
    ) {
        let now = clock.now
        let report = ExecutionReport(order: id, slot: slot, event, exchangeTime: exchangeTime ?? now, receivedTime: now)
        reports.withLock { $0.append(report) }
        wakeup?.call()
    }
}
