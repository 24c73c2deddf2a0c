package import Market
package import Platform
package import Store

/// What the trading engine does: the one answer of chat, command line and web.
package struct EngineAnswer: Sendable {
    /// As it was written last.
    package let reading: EngineReading
    /// By instrument.
    package let positions: [EngineTrip]
    /// Positions that were closed today, and how many of them at a loss.
    package let closed: (all: Int, lost: Int)
    /// The latest signals of its strategies, newest first.
    package let signals: [EngineSignal]
    /// Those of today.
    package let signalTotals: EngineSignalTotals
    /// In force, or to be so as soon as it runs: its own, and a person's from the store.
    package let halts: [Halt]
    /// Nothing was heard of it for too long, though it should run.
    package let isSilent: Bool

    /// - Parameter silence: the longest that nothing may be heard of it; the scheduler's own.
    /// - Returns: nil where none was ever configured.
    package init?(at now: Timestamp, silence: Duration, engine: EngineStore, portfolio: PortfolioStore) async throws {
        guard let reading = try await engine.reading() else { return nil }
        self.reading = reading
        positions = try await engine.openTrips()
        let today = MoscowTime.instant(MoscowTime.date(of: now), .midnight)
        closed = try await engine.closedCount(since: today)
        signals = try await engine.signals(limit: Self.shownSignals)
        signalTotals = try await engine.signalTotals(since: today)
        var halts = Halts()
        for halt in reading.halts { _ = halts.raise(halt.halt) }
        for halt in try await portfolio.halts(of: .engine).all { _ = halts.raise(halt) }
        self.halts = halts.all
        isSilent = reading.phase != .stopped && reading.at.duration(to: now) > silence
    }

    private static let shownSignals = 20

    /// Whether somebody is there who takes what is asked.
    package var takesRequests: Bool { reading.isAtWork && !isSilent }

    /// `silent`, or the phase: `starting`, `running`, `resting`, `failed`, `stopped`.
    package var state: String { isSilent ? "silent" : reading.phase.rawValue }

    /// For a terminal; times in Moscow.
    package var lines: [String] {
        let place = reading.account.map { "account \($0)" } ?? "paper"
        let detail = reading.detail.isEmpty ? "" : ": \(reading.detail)"
        var lines = [
            "Engine: \(state)\(detail)",
            "  \(reading.strategy) on \(place), \(reading.instruments.joined(separator: " ")), "
                + "as of \(MoscowTime.text(reading.at))",
            "  today \(reading.dayGain), in all \(reading.totalGain); \(closed.all) positions closed today, "
                + "\(closed.lost) at a loss; \(reading.orderCount) orders, \(reading.fillCount) fills since its start",
        ]
        if signalTotals.count > 0 {
            let confidence = signalTotals.meanConfidence.map { ", confidence \(($0 * 100).rounded() / 100)" } ?? ""
            lines.append(
                "  \(signalTotals.count) signals today, \(signalTotals.long) long, \(signalTotals.short) short\(confidence)"
            )
        }
        if let reserve = reading.reserve { lines.append("  on the reserve channel \(reserve)") }
        if let skew = reading.clockSkew {
            lines.append("  its clock is \((skew * 10).rounded() / 10) s ahead of the broker's")
        }
        for spread in reading.wideSpreads ?? [] {
            lines.append(
                "  wide spread: \(spread.instrument), \(Int(spread.basisPoints.rounded())) bps since \(MoscowTime.text(spread.since))"
            )
        }
        lines += positions.map { trip in
            let side = trip.side == .buy ? "long" : "short"
            let stop = trip.stop.map { ", stop \($0)" } ?? ""
            return
                "  \(trip.instrument) \(side) \(Self.text(trip.lots)) lots, \(Self.text(trip.entry)) -> \(Self.text(trip.mark))"
                + "\(stop), \(trip.gain)"
        }
        lines += reading.orders.map { order in
            "  order \(order.side.rawValue) \(order.instrument) \(Self.text(order.lots)) lots at "
                + "\(order.price.map { "\($0)" } ?? "market"), \(Self.text(order.filled)) filled, \(order.status)"
        }
        lines += halts.map { "  halted: \($0.cause.rawValue) (\($0.level.rawValue)) by \($0.who): \($0.why)" }
        return lines
    }

    /// Money and prices are decimal texts, exact; lots are numbers; instants RFC 3339 in UTC.
    package var json: JSON {
        [
            "state": .string(state), "detail": .string(reading.detail), "at": .string(RFC3339.text(reading.at)),
            "started_at": reading.startedAt.json, "strategy": .string(reading.strategy),
            "instruments": .strings(reading.instruments), "account": reading.account.json,
            "reserve_channel": reading.reserve.json,
            "day_gain": .string("\(reading.dayGain)"), "total_gain": .string("\(reading.totalGain)"),
            "clock_ahead_seconds": reading.clockSkew.map { .double($0) } ?? .null,
            "closed_today": .int(Int64(closed.all)), "lost_today": .int(Int64(closed.lost)),
            "books": .int(Int64(reading.books)), "orders_sent": .int(Int64(reading.orderCount)),
            "fills": .int(Int64(reading.fillCount)),
            "signals": [
                "today": .int(Int64(signalTotals.count)), "long": .int(Int64(signalTotals.long)),
                "short": .int(Int64(signalTotals.short)),
                "mean_confidence": signalTotals.meanConfidence.map { .double($0) } ?? .null,
                "latest": .array(signals.map(\.json)),
            ],
            "wide_spreads": .array(
                (reading.wideSpreads ?? []).map { spread in
                    [
                        "instrument": .string(spread.instrument), "bps": .double(spread.basisPoints),
                        "since": .string(RFC3339.text(spread.since)),
                    ]
                }
            ),
            "positions": .array(positions.map(\.json)),
            "orders": .array(
                reading.orders.map { order in
                    [
                        "id": .string(order.id), "instrument": .string(order.instrument),
                        "side": .string(order.side.rawValue), "lots": .double(order.lots),
                        "filled": .double(order.filled), "price": order.price.map { .string("\($0)") } ?? .null,
                        "status": .string(order.status), "sent_at": .string(RFC3339.text(order.sentAt)),
                    ]
                }
            ),
            "halts": .array(
                halts.map { halt in
                    [
                        "cause": .string(halt.cause.rawValue), "level": .string(halt.level.rawValue),
                        "who": .string(halt.who), "why": .string(halt.why),
                        "since": .string(RFC3339.text(halt.since)),
                    ]
                }
            ),
        ]
    }

    /// Without a fraction where there is none.
    private static func text(_ lots: Double) -> String { Int64(exactly: lots).map { "\($0)" } ?? "\(lots)" }

    private static func text(_ price: Price?) -> String { price.map { "\($0)" } ?? "-" }
}

extension EngineTrip {
    package var json: JSON {
        func text(_ value: (some CustomStringConvertible)?) -> JSON { value.map { .string("\($0)") } ?? .null }
        return [
            "number": .int(number), "instrument": .string(instrument), "side": .string(side.rawValue),
            "lots": .double(lots), "most_lots": .double(mostLots), "entry": text(entry), "mark": text(mark),
            "stop": text(stop), "gain": text(gain), "opened_at": .string(RFC3339.text(openedAt)),
            "closed_at": closedAt.json,
        ]
    }
}
