import Execution
import Market
import TestKit
import Testing

/// Ten thousand random trading days: whatever the market and a wild strategy do, the limits hold.
@Suite("Random days", .timeLimit(.minutes(5)))
struct RandomDaysTests {
    @Test("see no order past a limit, no stop on the wrong side, and no order of a halted house", arguments: 0..<20)
    func days(block: UInt64) throws {
        let instruments = try PaperRig().instruments
        var seen = Seen()
        for day in 0..<500 {
            try Self.day(seed: block * 500 + UInt64(day), instruments, &seen)
        }
        // The days were wild enough to test anything.
        #expect(seen.sent > 700 && seen.refused > 200 && seen.halted > 40 && seen.cooldowns > 5, "\(seen)")
    }

    struct Seen {
        var sent = 0
        var refused = 0
        var halted = 0
        var cooldowns = 0
    }

    private static let slot = PaperRig.slot

    private static func day(seed: UInt64, _ instruments: InstrumentTable, _ seen: inout Seen) throws {
        var random = SeededRandom(seed: seed)
        var limits = RiskLimits()
        limits.maxPosition = Int.random(in: 5...60, using: &random)
        limits.maxDailyLoss = Double.random(in: 20...400, using: &random)
        limits.capitalBase = Double.random(in: 2_000...20_000, using: &random)
        limits.maxGrossExposure = Double.random(in: 500...8_000, using: &random)
        limits.maxOrdersPerMinute = Int.random(in: 3...20, using: &random)
        limits.maxConsecutiveLosses = Int.random(in: 2...4, using: &random)
        var risk = RiskManagement(limits, instruments)
        var ledger = OrderLedger(instruments)
        _ = risk.roll(to: CivilDate("2026-11-26") ?? .init(dayNumber: 0))
        var ids = OrderIDSequence(seed: seed)
        var now = Timestamp(seconds: 1_700_000_000)
        var sent: [Timestamp] = []
        var steps: Int64 = 10_000
        let step = instruments[slot].priceStep
        var open: [OrderRequest] = []
        var isHalted = false
        var number: UInt64 = 0
        for _ in 0..<24 {
            now = now + .seconds(Int.random(in: 1...20, using: &random))
            steps = max(100, steps + Int64.random(in: -150...150, using: &random))
            let price = try Price(nanos: steps * step.size.nanos)
            if risk.mark(slot, price, ledger[slot], at: now) != nil { isHalted = true }
            if Int.random(in: 0..<200, using: &random) == 0 {
                isHalted =
                    risk.observe(volatility: Double.random(in: 0.3...0.6, using: &random), at: now) != nil || isHalted
            }
            if Int.random(in: 0..<150, using: &random) == 0 {
                _ = risk.raise(Halt(.person, .stopped, until: .person, who: "test", why: "test", since: now))
                isHalted = true
            }
            let side: Side = Bool.random(using: &random) ? .buy : .sell
            let wished = Lots(Int64.random(in: 1...80, using: &random))
            let before = ledger[slot].lots.count
            let verdict = risk.check(slot, side, wished, at: price, ledger, now: now)
            holds(verdict.lots >= .zero && verdict.lots <= wished)
            if risk.state.cooldownEnd.map({ now < $0 }) == true { seen.cooldowns += 1 }
            if verdict.lots == .zero {
                seen.refused += 1
            } else {
                seen.sent += 1
                risk.noteSent(at: now)
                sent.append(now)
                holds(risk.halts.level != .stopped)
                holds(
                    sent.count <= limits.maxOrdersPerMinute
                        || now - sent[sent.count - limits.maxOrdersPerMinute - 1] >= .seconds(60)
                )
                let request = OrderRequest(id: ids.next(), slot: slot, side, verdict.lots, .limit(price))
                let isNew = ledger.note(request, at: now)
                holds(isNew)
                open.append(request)
                let held = ledger[slot].lots.count
                let long = held + ledger.openLots(slot, .buy).count
                let short = ledger.openLots(slot, .sell).count - held
                let closesOnly = side.sign * before < 0 && verdict.lots.count <= abs(before)
                if isHalted || !closesOnly {
                    let worst = side == .buy ? long : short
                    holds(worst <= limits.maxPosition)
                    let value = instruments[slot].value(of: Lots(max(worst, 0)), at: price)
                    holds(value <= limits.instrumentExposure && value <= Money(units: limits.maxGrossExposure))
                }
                if isHalted { holds(closesOnly, "a halt lets nothing open") }
                let stop = try ProtectiveStop(
                    side,
                    entry: price,
                    averageRange: Double.random(in: 0...3, using: &random),
                    spread: step.size,
                    step: step
                )
                holds(side == .buy ? stop.price < price : stop.price > price)
            }
            if isHalted { seen.halted += 1 }
            // Some of what is open fills, in parts, or is cancelled.
            if let index = open.indices.randomElement(using: &random) {
                let request = open[index]
                let remaining = ledger.order(request.id)?.remaining.count ?? 0
                number += 1
                let event: ExecutionReport.Event
                if Int.random(in: 0..<4, using: &random) == 0 {
                    event = .cancelled
                } else {
                    event = .filled(
                        Fill(
                            order: request.id,
                            slot: slot,
                            side: request.side,
                            price: price,
                            lots: Lots(Int64.random(in: 1...remaining, using: &random)),
                            fee: Money(units: 0.1),
                            liquidity: .taker,
                            time: now,
                            number: number
                        )
                    )
                }
                let report = ExecutionReport(order: request.id, slot: slot, event, exchangeTime: now, receivedTime: now)
                if case .filled(let fill, let gain) = ledger.apply(report) {
                    if risk.note(fill, gain: gain, ledger[slot], at: now) != nil { isHalted = true }
                }
                if ledger.order(request.id)?.status.isFinal == true { open.remove(at: index) }
            }
            holds(abs(ledger[slot].lots.count) <= limits.maxPosition)
            let worth = instruments[slot].value(of: ledger[slot].lots, at: price)
            _ = risk.mark(slot, price, ledger[slot], at: now)
            holds(risk.equity == ledger[slot].cash + worth - ledger[slot].fees)
            holds(risk.lossToday < limits.dayLoss || risk.halts.level != nil, "past the day's loss trading goes on")
        }
    }
}

/// A check that costs nothing while it holds: there are millions.
private func holds(_ condition: Bool, _ what: Comment = "a limit", line: Int = #line) {
    guard !condition else { return }
    Issue.record(what, sourceLocation: SourceLocation(fileID: #fileID, filePath: #filePath, line: line, column: 1))
}
