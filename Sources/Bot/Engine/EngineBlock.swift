import Market
import Operations
import Store

/// What screens say of the trading engine below the portfolio of the daily jobs.
struct EngineBlock {
    let engine: EngineAnswer
    let now: Timestamp
    let wording: Wording

    private var today: CivilDate { MoscowTime.date(of: now) }
    private var reading: EngineReading { engine.reading }

    /// How it is, and what halts it; HTML.
    var head: [String] {
        let title = wording.html(EnginePhrase.title, ["state": state])
        return ["<b>\(title)</b>"] + halts + clock + wideSpreads
    }

    /// Positions with what they have brought.
    var positions: [String] {
        guard !engine.positions.isEmpty else { return ["⚪ \(wording.html(EnginePhrase.noPositions))"] }
        let shown = engine.positions.prefix(Self.mostPositions)
        let rest = engine.positions.count - shown.count
        return shown.flatMap { TripLines(trip: $0, wording: wording).short } + (rest > 0 ? ["+\(rest)"] : [])
    }

    /// Orders that may still trade.
    var orders: [String] {
        guard !reading.orders.isEmpty else { return ["⚪ \(wording.html(EnginePhrase.noOrders))"] }
        let shown = reading.orders.prefix(Self.mostOrders)
        let rest = reading.orders.count - shown.count
        return shown.map(order) + (rest > 0 ? ["+\(rest)"] : [])
    }

    /// What the day and all days have brought.
    var gains: [String] {
        let closed =
            engine.closed.all == 0
            ? wording.html(EnginePhrase.noneClosed)
            : wording.html(
                EnginePhrase.closedToday,
                ["count": wording.grouped(engine.closed.all), "lost": wording.grouped(engine.closed.lost)]
            )
        return [
            wording.html(EnginePhrase.day, ["gain": wording.gain(reading.dayGain)]), closed,
            wording.html(EnginePhrase.inAll, ["gain": wording.gain(reading.totalGain)]),
        ]
    }

    /// Today's in numbers, and the latest.
    var signals: [String] {
        let totals = engine.signalTotals
        guard totals.count > 0 else { return ["⚪ \(wording.html(EnginePhrase.noSignals))"] }
        var head = wording.html(EnginePhrase.signals, ["count": wording.grouped(totals.count)])
        if let confidence = totals.meanConfidence {
            head += ", \(wording.html(EnginePhrase.confidence, ["value": wording.decimal(confidence, places: 2)]))"
        }
        return [head]
            + engine.signals.prefix(Self.mostSignals).map { signal in
                let side = signal.direction > 0 ? EnginePhrase.long : signal.direction < 0 ? .short : .flat
                let size = signal.direction == 0 ? "" : " · \(wording.lots(abs(signal.lots)))"
                let sure = signal.confidence.map { " · \(wording.decimal($0, places: 2))" } ?? ""
                return HTMLText.escape(
                    "\(wording.clock(signal.at, today: today)) \(signal.instrument) \(wording.text(side))\(size)\(sure)"
                )
            }
    }

    /// What it trades, where and since when.
    var strategy: [String] {
        let place =
            reading.account.map { wording.html(EnginePhrase.onAccount, ["account": $0]) }
            ?? wording.html(EnginePhrase.onPaper)
        var lines = [
            "\(wording.html(EnginePhrase.strategy, ["name": reading.strategy])), \(place)",
            wording.html(EnginePhrase.instruments, ["codes": SecID.shortened(reading.instruments.map { SecID($0) })]),
        ]
        if let start = reading.startedAt {
            lines.append(wording.html(EnginePhrase.since, ["time": wording.moscow(start, today: today)]))
        }
        lines.append(
            wording.html(
                EnginePhrase.counts,
                ["books": wording.grouped(reading.books), "orders": wording.grouped(reading.orderCount)]
            )
        )
        if !reading.detail.isEmpty {
            lines.append(HTMLText.escape(wording.technical(reading.detail) ?? reading.detail))
        }
        return lines
    }

    // MARK: Inner

    private static let mostPositions = 10
    private static let mostOrders = 20
    private static let mostSignals = 8

    private var state: String {
        if engine.isSilent {
            return wording.text(EnginePhrase.silent, ["since": wording.clock(reading.at, today: today)])
        }
        let level = engine.halts.map(\.level).max()
        let phrase: EnginePhrase =
            switch reading.phase {
            case .starting: .starting
            case .running where level == .stopped: .halted
            case .running where level == .reduceOnly: .reduces
            case .running: .running
            case .resting: .resting
            case .failed: .failed
            case .stopped: .stopped
            }
        return wording.text(phrase)
    }

    private var halts: [String] {
        guard !engine.halts.isEmpty else { return [] }
        return engine.halts.map { halt in
            let cause = halt.cause == .person ? wording.name(of: halt.who) : wording.text(halt.cause.title)
            return wording.html(EnginePhrase.halt, ["cause": cause, "since": wording.clock(halt.since, today: today)])
        } + [wording.html(EnginePhrase.resumeHint)]
    }

    private var clock: [String] {
        guard let skew = reading.clockSkew, reading.isAtWork else { return [] }
        let span = wording.duration(.seconds(Int64(skew.magnitude.rounded(.up))))
        return [wording.html(skew > 0 ? EnginePhrase.clockAhead : .clockBehind, ["span": span])]
    }

    /// Nothing where it does not trade: what it saw then is not what is.
    private var wideSpreads: [String] {
        guard reading.phase == .running, !engine.isSilent, let spreads = reading.wideSpreads,
            let widest = spreads.map(\.basisPoints).max()
        else { return [] }
        let codes = SecID.shortened(spreads.map { SecID($0.instrument) })
        return [wording.html(EnginePhrase.wideSpread, ["codes": codes, "bps": wording.grouped(Int(widest.rounded()))])]
    }

    private func order(_ order: EngineReading.WorkingOrder) -> String {
        wording.html(
            EnginePhrase.order,
            [
                "side": wording.text(order.side == .buy ? PortfolioPhrase.buy : .sell), "name": order.instrument,
                "lots": wording.lots(order.lots - order.filled),
                "price": order.price.map { wording.price($0) } ?? wording.text(EnginePhrase.atMarket),
            ]
        )
    }
}

extension CommandRequest {
    /// What the trading engine does; nil where none was ever configured.
    func engine() async throws -> EngineAnswer? {
        try await EngineAnswer(
            at: now,
            silence: context.options.health.scheduler,
            engine: context.store.engine,
            portfolio: context.store.portfolio
        )
    }

    /// The same as lines of a screen; empty where none was ever configured.
    func engineLines(_ lines: (EngineBlock) -> [String]) async throws -> [String] {
        try await engine().map { lines(EngineBlock(engine: $0, now: now, wording: wording)) } ?? []
    }
}

extension Wording {
    /// `+1 234 ₽`.
    func gain(_ amount: Money) -> String {
        (amount > .zero ? "+" : "") + money(amount, of: .moex)
    }

    /// `лотов 3`; a fraction where there is one.
    func lots(_ count: Double) -> String {
        let number = Int(exactly: count).map { grouped($0) } ?? decimal(count, places: 4)
        return text(PortfolioPhrase.lots, ["count": number])
    }
}
