package import Market

/// Every order of the house on its way: sends what risk has let pass, books what the venue reports, and asks where an answer is missing.
///
/// Used by the engine's one thread. In a backtest the gateway is a ``PaperVenue``; live it journals each intent before it sends.
package final class OrderExecution {
    package struct Options: Sendable {
        /// After so long without a word on a sent order its fate is unknown and it is asked for; default 1.5 s, the broker's own deadline for
        /// placing one.
        package var answerTimeout = Duration.milliseconds(1_500)
        /// How long between two questions about the same order, and between two words that it is to end; default 2 s.
        package var askInterval = Duration.seconds(2)
        package var route = OrderRoute()

        package init() {}
    }

    /// To look at it from another target copies it, and so counts a reference to each of its tables: what every event needs has functions
    /// of its own below.
    package private(set) var ledger: OrderLedger
    package let gateway: any OrderGateway
    package let options: Options
    private let answerTimeout: Int64
    private var ids: OrderIDSequence
    /// Who is asked for when, in that order, since the waits are the same for all.
    private var firstQuestions = RingQueue<(at: Timestamp, order: OrderID)>()
    private var nextQuestions = RingQueue<(at: Timestamp, order: OrderID)>()
    /// Orders that are to end, and when each of them is told so again.
    private var cancelling: Set<OrderID> = []
    private var nextCancellations = RingQueue<(at: Timestamp, order: OrderID)>()
    /// When the first of these three is due, which every event asks; earlier where its order has ended meanwhile.
    private var due = never

    package init(
        _ instruments: InstrumentTable,
        _ gateway: any OrderGateway,
        ids: OrderIDSequence,
        options: Options = Options()
    ) {
        ledger = OrderLedger(instruments)
        self.gateway = gateway
        self.ids = ids
        self.options = options
        answerTimeout = options.answerTimeout.nanoseconds
    }

    /// Goes on from what was restored.
    package func restore(_ ledger: OrderLedger, at now: Timestamp) {
        self.ledger = ledger
        for order in ledger.openOrders {
            switch order.status {
            case .sent: firstQuestions.append((now, order.id))
            case .unknown: nextQuestions.append((now, order.id))
            case .working, .filled, .cancelled, .rejected, .neverArrived: break
            }
        }
        due = now
    }

    // MARK: What is held and under way

    package func position(of slot: InstrumentSlot) -> Position { ledger[slot] }

    package func held(_ slot: InstrumentSlot) -> Lots { ledger[slot].lots }

    /// Lots that open orders would add to a position, those that would lessen it taken off.
    package func comingLots(_ slot: InstrumentSlot) -> Int64 {
        ledger.openLots(slot, .buy).count - ledger.openLots(slot, .sell).count
    }

    package func instrument(_ slot: InstrumentSlot) -> InstrumentID { ledger.instruments[slot].id }

    package func lotValue(_ slot: InstrumentSlot) -> Price { ledger.instruments[slot].lotValue }

    /// Lots of an order that may still trade.
    package func remaining(_ id: OrderID) -> Lots {
        guard let order = ledger.order(id), !order.status.isFinal else { return .zero }
        return order.remaining
    }

    /// Whether an order of an instrument may still trade.
    package func isBusy(_ slot: InstrumentSlot) -> Bool {
        ledger.openLots(slot, .buy) > .zero || ledger.openLots(slot, .sell) > .zero
    }

    /// Whether an order has ended, or was never known.
    package func isOver(_ id: OrderID) -> Bool { ledger.order(id)?.status.isFinal ?? true }

    /// ``RiskManagement/check(_:_:_:at:stop:purpose:_:now:)`` against the present ledger.
    package func check(
        _ risk: borrowing RiskManagement,
        _ slot: InstrumentSlot,
        _ side: Side,
        _ wished: Lots,
        at price: Price,
        stop: Price? = nil,
        purpose: OrderRequest.Purpose = .signal,
        now: Timestamp
    ) -> RiskManagement.Verdict {
        risk.check(slot, side, wished, at: price, stop: stop, purpose: purpose, ledger, now: now)
    }

    // MARK: Orders

    /// Sends an order.
    @discardableResult
    package func send(
        _ slot: InstrumentSlot,
        _ side: Side,
        _ lots: Lots,
        _ type: OrderType,
        purpose: OrderRequest.Purpose = .signal,
        at now: Timestamp
    ) -> OrderID {
        let request = OrderRequest(id: ids.next(), slot: slot, side, lots, type, purpose: purpose)
        let isNew = ledger.note(request, at: now)
        precondition(isNew, "a new name was used before")
        let question = Timestamp(nanoseconds: now.nanoseconds.saturatingSum(answerTimeout))
        firstQuestions.append((question, request.id))
        due = min(due, question)
        gateway.submit(request, at: now)
        return request.id
    }

    /// Sends the orders of a route; each is booked as it fills, whatever becomes of the others.
    ///
    /// - Throws: ``NumberError`` of kind `overflow`, and then nothing was sent.
    package func execute(
        _ slot: InstrumentSlot,
        _ side: Side,
        _ lots: Lots,
        _ touch: OrderRoute.Touch,
        purpose: OrderRequest.Purpose = .signal,
        at now: Timestamp
    ) throws(NumberError) -> [OrderID] {
        let legs = try options.route.legs(side, lots, touch, ledger.instruments[slot].priceStep)
        return legs.map { send(slot, side, $0.lots, $0.type, purpose: purpose, at: now) }
    }

    /// Asks for the end of an order, and again by ``checkAnswers(at:)`` until it has ended: the word may be lost, or reach the venue before
    /// the order does.
    ///
    /// Asked twice, it is said once.
    package func cancel(_ id: OrderID, at now: Timestamp) {
        guard let order = ledger.order(id), !order.status.isFinal, cancelling.insert(id).inserted else { return }
        gateway.cancel(id, of: order.request.slot, at: now)
        nextCancellations.append((now + options.askInterval, id))
        due = min(due, now + options.askInterval)
    }

    package func cancelAll(_ slot: InstrumentSlot? = nil, at now: Timestamp) {
        for order in ledger.openOrders where slot == nil || order.request.slot == slot { cancel(order.id, at: now) }
    }

    // MARK: Reports

    /// Books the next report that has come; nil when there is none.
    package func next(at now: Timestamp) -> (report: ExecutionReport, change: OrderLedger.Change)? {
        guard let report = gateway.nextReport(until: now) else { return nil }
        let change = ledger.apply(report)
        if change == .becameUnknown {
            nextQuestions.append((now + options.askInterval, report.order))
            due = min(due, now + options.askInterval)
        }
        // The venue has denied it, and its moment is over.
        if !ledger.revived.isEmpty { for id in ledger.takeRevived() { cancel(id, at: now) } }
        return (report, change)
    }

    /// Asks for orders of which nothing was heard in time, and again for the end of those that are to end; to be called now and then, at
    /// least every second.
    package func checkAnswers(at now: Timestamp) {
        guard due <= now else { return }
        while let first = firstQuestions.first, first.at <= now {
            _ = firstQuestions.popFirst()
            guard let order = ledger.order(first.order), order.status == .sent else { continue }
            let silence = ExecutionReport(
                order: order.id,
                slot: order.request.slot,
                .noAnswer,
                exchangeTime: now,
                receivedTime: now
            )
            _ = ledger.apply(silence)
            ask(order, at: now)
        }
        while let first = nextQuestions.first, first.at <= now {
            _ = nextQuestions.popFirst()
            guard let order = ledger.order(first.order), order.status == .unknown else { continue }
            ask(order, at: now)
        }
        while let first = nextCancellations.first, first.at <= now {
            _ = nextCancellations.popFirst()
            guard let order = ledger.order(first.order), !order.status.isFinal else {
                cancelling.remove(first.order)
                continue
            }
            gateway.cancel(order.id, of: order.request.slot, at: now)
            nextCancellations.append((now + options.askInterval, order.id))
        }
        due = min(
            firstQuestions.first?.at ?? Self.never,
            nextQuestions.first?.at ?? Self.never,
            nextCancellations.first?.at ?? Self.never
        )
    }

    private static let never = Timestamp(nanoseconds: .max)

    private func ask(_ order: Order, at now: Timestamp) {
        gateway.ask(about: order.id, of: order.request.slot, at: now)
        nextQuestions.append((now + options.askInterval, order.id))
    }
}
