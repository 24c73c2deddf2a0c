package import Market

/// Decides how much of a wish may become an order, and when trading stops.
///
/// A value without a clock: every instant is given, so that a replay decides as the live run did. What must survive a restart is
/// ``RiskState``.
package struct RiskManagement: Sendable {
    /// Why fewer lots than wished may be sent, or none; bounded, fit for a metric's label.
    package enum Refusal: String, Hashable, Sendable, CaseIterable {
        case stopped, reduceOnly, cooldown, orderRate, uncertain, position, exposure, grossExposure, nothingToClose
        case valueAtRisk, expectedShortfall
        /// More would be lost at the stop than one instrument may lose.
        case instrumentRisk
    }

    package struct Verdict: Hashable, Sendable {
        /// Zero when the order is refused.
        package let lots: Lots
        /// What kept it below the wish; nil when nothing did.
        package let limit: Refusal?

        package init(lots: Lots, limit: Refusal?) {
            self.lots = lots
            self.limit = limit
        }
    }

    package let limits: RiskLimits
    package private(set) var state: RiskState
    private let instruments: InstrumentTable
    private let dayLoss: Money
    private let instrumentExposure: Money
    private let grossExposure: Money
    private var marks: ContiguousArray<Price?>
    private var unrealised: ContiguousArray<Money>
    private var unrealisedSum = Money.zero
    /// Nil where no limit asks for it.
    private var tails: TailRisk?
    /// Of the positions as they were at the last fill or minute; nil while too little is known.
    package private(set) var tail: TailRisk.Measure?
    private var held: ContiguousArray<Position>

    package init(_ limits: RiskLimits, _ instruments: InstrumentTable) {
        self.limits = limits
        self.instruments = instruments
        state = RiskState(rate: OrderRate(most: limits.maxOrdersPerMinute), instruments: instruments.count)
        dayLoss = limits.dayLoss
        instrumentExposure = limits.instrumentExposure
        grossExposure = Money(units: limits.maxGrossExposure)
        marks = ContiguousArray(repeating: nil, count: instruments.count)
        unrealised = ContiguousArray(repeating: .zero, count: instruments.count)
        held = ContiguousArray(repeating: Position(), count: instruments.count)
        if limits.maxValueAtRisk > 0 || limits.maxExpectedShortfall > 0 {
            tails = TailRisk(horizon: limits.varHorizon, instruments: instruments.count)
        }
    }

    package var halts: Halts { state.halts }
    /// Since the first start: gains less losses and fees, open positions at their marks.
    package var equity: Money { state.realised + unrealisedSum }
    /// What the trading day has lost so far; negative for a gain.
    package var lossToday: Money { state.dayStart - equity }

    // MARK: Orders

    /// How many of the wished lots may be sent now.
    ///
    /// What only closes a position (purposes `stop` and `flatten`) is held up by neither rate nor pause, and in a full stop
    /// `flatten` still passes: it is what the kill switch sends.
    ///
    /// - Parameters:
    ///   - price: what a lot is worth at least, for the exposure: the limit, or the best price of the side it takes from.
    ///   - stop: where the position would be given up; nil where it has no stop, and then its risk has no bound but the other limits.
    package func check(
        _ slot: InstrumentSlot,
        _ side: Side,
        _ wished: Lots,
        at price: Price,
        stop: Price? = nil,
        purpose: OrderRequest.Purpose = .signal,
        _ ledger: OrderLedger,
        now: Timestamp
    ) -> Verdict {
        guard wished > .zero else { return Verdict(lots: .zero, limit: nil) }
        if state.halts.level == .stopped, purpose != .flatten { return Verdict(lots: .zero, limit: .stopped) }
        let held = side.sign * ledger[slot].lots.count
        let waiting = ledger.openLots(slot, side).count
        /// Lots that close what is held, those that other orders may close already left out.
        let closing = max(0, -held - waiting)
        if purpose != .signal { return Self.verdict(wished, most: closing, .nothingToClose) }
        if !state.rate.hasRoom(at: now) { return Verdict(lots: .zero, limit: .orderRate) }
        if let refusal = onlyClosing(slot, ledger, now) { return Self.verdict(wished, most: closing, refusal) }
        var most = Int128(limits.maxPosition) - Int128(held) - Int128(waiting)
        var refusal = Refusal.position
        let unit = max(instruments[slot].value(of: 1, at: price).magnitude, Money(attos: 1))
        let byExposure = instrumentExposure.attos / unit.attos - Int128(held) - Int128(waiting)
        if byExposure < most { (most, refusal) = (byExposure, .exposure) }
        let room = grossExposure - exposure(ledger, without: slot)
        let byGross = max(0, room.attos) / unit.attos - Int128(held) - Int128(waiting)
        if byGross < most { (most, refusal) = (byGross, .grossExposure) }
        if let stop, let byRisk = PositionSize.byRisk(price: price, stop: stop, instruments[slot], limits),
            byRisk - Int128(held) - Int128(waiting) < most
        {
            (most, refusal) = (byRisk - Int128(held) - Int128(waiting), .instrumentRisk)
        }
        // Closing is always allowed, also of a position that the limits would not allow any more.
        return Self.verdict(wished, most: max(Int64(clamping: most), closing), refusal)
    }

    /// Whether the order rate lets another one through.
    package func hasRoom(at now: Timestamp) -> Bool { state.rate.hasRoom(at: now) }

    /// Whether nothing may open now, whatever the instrument: a halt, the pause after losses, or what the positions may lose.
    package func isOnlyClosing(at now: Timestamp) -> Bool { state.halts.level != nil || pause(at: now) != nil }

    package mutating func noteSent(at now: Timestamp) {
        state.rate.count(at: now)
    }

    // MARK: Fills and marks

    /// Takes note of a fill that the ledger has booked.
    ///
    /// - Parameters:
    ///   - gain: what a closed part brought, as ``OrderLedger/Change/filled(_:gain:)`` says.
    ///   - position: as it is after the fill.
    package mutating func note(_ fill: Fill, gain: Money?, _ position: Position, at now: Timestamp) -> Halt? {
        let index = fill.slot.index
        let net = (gain ?? .zero) - fill.fee
        state.realised += net
        state.tripGains[index] += net
        let opened = fill.side.sign * position.lots.count
        // Flat, or turned round: that position is over. One bought in parts and sold in parts counts as one result.
        if gain != nil, opened >= 0 {
            closeTrip(state.tripGains[index], at: now)
            state.tripGains[index] = .zero
        }
        if marks[index] == nil { marks[index] = fill.price }
        if tails != nil {
            held[index] = position
            tail = tails?.measure(held, instruments.facts)
        }
        return remark(fill.slot, position, at: now)
    }

    /// Values a position anew.
    ///
    /// - Parameter price: the mid, or the price at which it could be closed.
    package mutating func mark(_ slot: InstrumentSlot, _ price: Price, _ position: Position, at now: Timestamp) -> Halt?
    {
        if tails != nil, tails?.sample(marks, at: now) == true { tail = tails?.measure(held, instruments.facts) }
        marks[slot.index] = price
        // A mark of an instrument that is not held changes nothing.
        guard !position.isFlat || unrealised[slot.index] != .zero else { return nil }
        return remark(slot, position, at: now)
    }

    /// Takes a reading of the volatility index, as a share of one.
    package mutating func observe(volatility: Double, at now: Timestamp) -> Halt? {
        // Written so that a reading that is no number stops as well.
        guard !(volatility <= limits.vixThreshold) else { return nil }
        return raise(
            Halt(
                .volatility,
                .reduceOnly,
                until: .person,
                who: "risk",
                why: "volatility \(volatility), \(limits.vixThreshold) is allowed",
                since: now
            )
        )
    }

    // MARK: Halts and days

    /// - Returns: The halt when it is news; it must then be journalled before anything else happens.
    package mutating func raise(_ halt: Halt) -> Halt? {
        state.halts.raise(halt) ? halt : nil
    }

    /// A person lets trading go on.
    package mutating func resume(_ cause: Halt.Cause) -> Halt? {
        state.halts.resume(cause)
    }

    /// Goes over to a trading day.
    ///
    /// What counts by the day begins anew, and halts that were for the day end; one that a person must end stays. A day that is not later
    /// than the last changes nothing.
    ///
    /// - Parameter equity: with which the day begins; that of now where none is given.
    /// - Returns: The halts that ended.
    package mutating func roll(to day: CivilDate, equity: Money? = nil) -> [Halt] {
        if let last = state.day, day <= last { return [] }
        let isFirst = state.day == nil
        state.day = day
        state.dayStart = equity ?? self.equity
        // A first start knows of no day that could have ended.
        guard !isFirst else { return [] }
        state.losses = 0
        state.cooldownEnd = nil
        return state.halts.rollDay()
    }

    /// Goes on from what was stored; positions are marked at their average price until the market says more.
    package mutating func restore(_ state: RiskState, _ ledger: OrderLedger) {
        self.state = state
        self.state.rate = OrderRate(most: limits.maxOrdersPerMinute)
        self.state.rate.restore(state.rate.counted)
        for index in unrealised.indices {
            unrealised[index] = .zero
            marks[index] = ledger.positions[index].averagePrice(lotValue: instruments.facts[index].lotValue)
        }
        held = ledger.positions
        unrealisedSum = .zero
    }

    // MARK: Inner

    private func onlyClosing(_ slot: InstrumentSlot, _ ledger: OrderLedger, _ now: Timestamp) -> Refusal? {
        if state.halts.level == .reduceOnly { return .reduceOnly }
        return pause(at: now) ?? (ledger.isUncertain(slot) ? .uncertain : nil)
    }

    /// What keeps everything from opening beside halts.
    private func pause(at now: Timestamp) -> Refusal? {
        if let end = state.cooldownEnd, now < end { return .cooldown }
        guard let tail else { return nil }
        if limits.maxValueAtRisk > 0, tail.valueAtRisk > limits.maxValueAtRisk { return .valueAtRisk }
        if limits.maxExpectedShortfall > 0, tail.expectedShortfall > limits.maxExpectedShortfall {
            return .expectedShortfall
        }
        return nil
    }

    private static func verdict(_ wished: Lots, most: Int64, _ refusal: Refusal) -> Verdict {
        most >= wished.count
            ? Verdict(lots: wished, limit: nil) : Verdict(lots: Lots(max(0, most)), limit: refusal)
    }

    /// What all instruments but one are worth at worst: with every order filled that makes a position larger.
    private func exposure(_ ledger: OrderLedger, without slot: InstrumentSlot) -> Money {
        var sum = Money.zero
        for index in marks.indices where index != slot.index {
            let other = InstrumentSlot(index)
            let held = ledger.positions[index].lots.count
            let long = held + ledger.openLots(other, .buy).count
            let short = ledger.openLots(other, .sell).count - held
            let lots = max(long, short, 0)
            guard lots > 0 else { continue }
            let mark = marks[index] ?? ledger.positions[index].averagePrice(lotValue: instruments[other].lotValue)
            sum += instruments[other].value(of: Lots(lots), at: mark ?? .zero).magnitude
        }
        return sum
    }

    private mutating func closeTrip(_ gain: Money, at now: Timestamp) {
        guard gain < .zero else {
            state.losses = 0
            return
        }
        state.losses += 1
        guard state.losses >= limits.maxConsecutiveLosses else { return }
        state.cooldownEnd = now + limits.lossCooldown
        state.losses = 0
    }

    private mutating func remark(_ slot: InstrumentSlot, _ position: Position, at now: Timestamp) -> Halt? {
        guard let mark = marks[slot.index] else { return nil }
        let new = position.unrealised(at: mark, lotValue: instruments[slot].lotValue)
        unrealisedSum += new - unrealised[slot.index]
        unrealised[slot.index] = new
        guard lossToday >= dayLoss, state.halts.level != .stopped else { return nil }
        return raise(
            Halt(
                .dailyLoss,
                .reduceOnly,
                until: .nextTradingDay,
                who: "risk",
                why: "the trading day has lost \(lossToday), \(dayLoss) are allowed",
                since: now
            )
        )
    }
}
