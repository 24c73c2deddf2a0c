import Execution
import Market
import TestKit
import Testing

@Suite("Risk management")
struct RiskManagementTests {
    private static let slot = PaperRig.slot
    private static let start = Timestamp(seconds: 1_700_000_000)

    /// One share a lot, so that figures are easy.
    private static func make(_ change: (inout RiskLimits) -> Void = { _ in }) throws -> (RiskManagement, OrderLedger) {
        var limits = RiskLimits()
        change(&limits)
        let instruments = try PaperRig().instruments
        return (RiskManagement(limits, instruments), OrderLedger(instruments))
    }

    private static func price(_ text: String) throws -> Price { try Price(text: text) }

    /// Books a fill in both.
    private static func trade(
        _ risk: inout RiskManagement,
        _ ledger: inout OrderLedger,
        _ side: Side,
        _ lots: Int64,
        _ text: String,
        number: UInt64,
        at now: Timestamp = start
    ) throws -> Halt? {
        let fill = Fill(
            order: OrderID(high: 9, low: number),
            slot: slot,
            side: side,
            price: try price(text),
            lots: Lots(lots),
            fee: .zero,
            liquidity: .taker,
            time: now,
            number: number
        )
        let request = OrderRequest(id: fill.order, slot: slot, side, Lots(lots), .market)
        _ = ledger.note(request, at: now)
        let change = ledger.apply(
            ExecutionReport(order: fill.order, slot: slot, .filled(fill), exchangeTime: now, receivedTime: now)
        )
        guard case .filled(_, let gain) = change else { return nil }
        return risk.note(fill, gain: gain, ledger[slot], at: now)
    }

    @Test("sizes by what the stop would lose, within position and exposure, and takes none where one lot is too many")
    func size() throws {
        let facts = try PaperRig().instruments[Self.slot]
        var limits = RiskLimits()
        limits.maxPosition = 1_000_000
        limits.maxExposurePct = 100
        limits.maxGrossExposure = 1e9
        let price = try Self.price("100")
        #expect(PositionSize.lots(price: price, stop: try Self.price("97"), facts, limits) == 8_333)
        #expect(PositionSize.lots(price: price, stop: try Self.price("103"), facts, limits) == 8_333)
        #expect(PositionSize.lots(price: price, stop: price, facts, limits) == .zero)
        #expect(
            PositionSize.lots(price: try Self.price("90000"), stop: try Self.price("60000"), facts, limits) == .zero
        )
        limits.maxPosition = 40
        #expect(PositionSize.lots(price: price, stop: try Self.price("97"), facts, limits) == 40)
        limits.maxPosition = 1_000_000
        limits.maxExposurePct = 0.5
        #expect(PositionSize.lots(price: price, stop: try Self.price("99.99"), facts, limits) == 2_500)
    }

    @Test("cuts an order to the position, counting what waits already")
    func position() throws {
        var (risk, ledger) = try Self.make()
        _ = try Self.trade(&risk, &ledger, .buy, 60, "100", number: 1)
        let waiting = OrderRequest(
            id: OrderID(high: 1, low: 1),
            slot: Self.slot,
            .buy,
            30,
            .limit(try Self.price("99"))
        )
        _ = ledger.note(waiting, at: Self.start)
        let verdict = risk.check(Self.slot, .buy, 50, at: try Self.price("100"), ledger, now: Self.start)
        #expect(verdict == .init(lots: 10, limit: .position))
        let sale = risk.check(Self.slot, .sell, 500, at: try Self.price("100"), ledger, now: Self.start)
        #expect(sale == .init(lots: 160, limit: .position))
    }

    @Test("cuts an order to the exposure of the instrument and of all")
    func exposure() throws {
        var (risk, ledger) = try Self.make { $0.maxExposurePct = 0.01 }
        #expect(
            risk.check(Self.slot, .buy, 90, at: try Self.price("100"), ledger, now: Self.start)
                == .init(lots: 50, limit: .exposure)
        )
        (risk, ledger) = try Self.make { $0.maxGrossExposure = 2_000 }
        #expect(
            risk.check(Self.slot, .sell, 90, at: try Self.price("100"), ledger, now: Self.start).lots == 20
        )
    }

    @Test("cuts an order to what its stop would lose, counting what is held; closing is not cut")
    func instrumentRisk() throws {
        // 500,000 · 0.001 = 500 roubles, 25 a lot.
        var (risk, ledger) = try Self.make { $0.maxRiskPerInstrument = 0.001 }
        _ = try Self.trade(&risk, &ledger, .buy, 15, "100", number: 1)
        let (price, stop) = (try Self.price("100"), try Self.price("75"))
        func verdict(_ side: Side, _ lots: Lots, _ stop: Price?) -> RiskManagement.Verdict {
            risk.check(Self.slot, side, lots, at: price, stop: stop, ledger, now: Self.start)
        }
        #expect(verdict(.buy, 10, stop) == .init(lots: 5, limit: .instrumentRisk))
        #expect(verdict(.buy, 5, stop) == .init(lots: 5, limit: nil))
        #expect(verdict(.buy, 10, nil) == .init(lots: 10, limit: nil), "without a stop there is no such figure")
        #expect(verdict(.buy, 10, price) == .init(lots: 10, limit: nil))
        #expect(verdict(.sell, 15, try Self.price("600")) == .init(lots: 15, limit: nil))
        #expect(
            verdict(.sell, 20, try Self.price("600")) == .init(lots: 16, limit: .instrumentRisk),
            "one of 500 short"
        )
    }

    /// Defect 5 of the original: its counter was only reset by an order, so that a full one let none through until midnight.
    @Test("lets orders through again when the oldest is a minute old")
    func rate() throws {
        var (risk, ledger) = try Self.make { $0.maxOrdersPerMinute = 3 }
        for second in 0..<3 { risk.noteSent(at: Self.start + .seconds(second)) }
        func verdict(_ seconds: Double) throws -> RiskManagement.Verdict {
            risk.check(Self.slot, .buy, 1, at: try Self.price("100"), ledger, now: Self.start + .seconds(seconds))
        }
        let full = try verdict(59.9)
        #expect(full == .init(lots: .zero, limit: .orderRate))
        let recovered = try verdict(60)
        #expect(recovered.lots == 1)
        risk.noteSent(at: Self.start + .seconds(60))
        let fullAgain = try verdict(60.5)
        #expect(fullAgain.limit == .orderRate)
        let recoveredAgain = try verdict(61)
        #expect(recoveredAgain.lots == 1)
        _ = try Self.trade(&risk, &ledger, .buy, 2, "100", number: 1)
        #expect(
            risk.check(Self.slot, .sell, 2, at: try Self.price("100"), purpose: .stop, ledger, now: Self.start).lots
                == 2,
            "a stop is not held up"
        )
    }

    /// Defect 14 of the original: the looser of the two limits counted.
    @Test(
        "stops opening at the tighter of the two daily losses",
        arguments: [(10_000, 0.02, 10_000), (50_000, 0.01, 5_000)]
    )
    func dailyLoss(absolute: Double, share: Double, tighter: Int) throws {
        var (risk, ledger) = try Self.make {
            $0.maxDailyLoss = absolute
            $0.dailyLossLimitPct = share
        }
        _ = risk.roll(to: try #require(CivilDate("2026-11-26")))
        let atOpening = try Self.trade(&risk, &ledger, .buy, 100, "1000", number: 1)
        #expect(atOpening == nil)
        let almost = try Self.price("\(1_000 - tighter / 100 + 1)")
        #expect(risk.mark(Self.slot, almost, ledger[Self.slot], at: Self.start) == nil)
        let halt = risk.mark(Self.slot, try Self.price("\(1_000 - tighter / 100)"), ledger[Self.slot], at: Self.start)
        #expect(halt?.cause == .dailyLoss && halt?.level == .reduceOnly && halt?.end == .nextTradingDay)
        let verdict = risk.check(Self.slot, .buy, 1, at: almost, ledger, now: Self.start)
        #expect(verdict == .init(lots: .zero, limit: .reduceOnly))
        #expect(risk.check(Self.slot, .sell, 500, at: almost, ledger, now: Self.start).lots == 100)
        #expect(risk.roll(to: try #require(CivilDate("2026-11-27"))).map(\.cause) == [.dailyLoss])
        #expect(risk.lossToday == .zero)
    }

    @Test("pauses after three positions closed at a loss, and a position bought and sold in parts is one")
    func cooldown() throws {
        var (risk, ledger) = try Self.make()
        var number: UInt64 = 0
        func lose() throws {
            for (side, price) in [(Side.buy, "100"), (.buy, "101"), (.sell, "99"), (.sell, "99.5")] {
                number += 1
                _ = try Self.trade(&risk, &ledger, side, 1, price, number: number)
            }
        }
        try lose()
        try lose()
        #expect(risk.state.losses == 2 && risk.state.cooldownEnd == nil)
        try lose()
        let end = Self.start + .minutes(15)
        #expect(risk.state.cooldownEnd == end)
        let price = try Self.price("100")
        #expect(risk.check(Self.slot, .buy, 1, at: price, ledger, now: end - .seconds(1)).limit == .cooldown)
        #expect(risk.check(Self.slot, .buy, 1, at: price, ledger, now: end).lots == 1)
    }

    @Test(
        "stops opening on high volatility, or a reading that is no number, until a person resumes",
        arguments: [0.41, .nan]
    )
    func volatility(reading: Double) throws {
        var (risk, ledger) = try Self.make()
        #expect(risk.observe(volatility: 0.4, at: Self.start) == nil)
        #expect(risk.observe(volatility: reading, at: Self.start)?.cause == .volatility)
        _ = risk.roll(to: try #require(CivilDate("2026-11-26")))
        _ = risk.roll(to: try #require(CivilDate("2026-11-27")))
        let price = try Self.price("100")
        #expect(risk.check(Self.slot, .buy, 1, at: price, ledger, now: Self.start).limit == .reduceOnly)
        #expect(risk.resume(.volatility) != nil)
        #expect(risk.check(Self.slot, .buy, 1, at: price, ledger, now: Self.start).lots == 1)
    }

    @Test("opens nothing where an order's fate is unknown, and closes nothing twice")
    func uncertain() throws {
        var (risk, ledger) = try Self.make()
        _ = try Self.trade(&risk, &ledger, .buy, 3, "100", number: 1)
        let request = OrderRequest(id: OrderID(high: 1, low: 1), slot: Self.slot, .sell, 2, .market)
        _ = ledger.note(request, at: Self.start)
        _ = ledger.apply(
            ExecutionReport(
                order: request.id,
                slot: Self.slot,
                .noAnswer,
                exchangeTime: Self.start,
                receivedTime: Self.start
            )
        )
        let price = try Self.price("100")
        #expect(risk.check(Self.slot, .buy, 1, at: price, ledger, now: Self.start).limit == .uncertain)
        #expect(
            risk.check(Self.slot, .sell, 3, at: price, purpose: .stop, ledger, now: Self.start)
                == .init(lots: 1, limit: .nothingToClose)
        )
    }

    @Test("remembers halts, losses, the pause and the rate over a restart")
    func restart() throws {
        var (risk, ledger) = try Self.make { $0.maxOrdersPerMinute = 2 }
        _ = risk.roll(to: try #require(CivilDate("2026-11-26")))
        for number in 0..<3 {
            _ = try Self.trade(&risk, &ledger, .buy, 1, "100", number: UInt64(number * 2 + 1))
            _ = try Self.trade(&risk, &ledger, .sell, 1, "99", number: UInt64(number * 2 + 2))
        }
        _ = risk.raise(Halt(.drift, .reduceOnly, until: .person, who: "drift", why: "KS", since: Self.start))
        risk.noteSent(at: Self.start)
        risk.noteSent(at: Self.start)
        var again = RiskManagement(risk.limits, ledger.instruments)
        again.restore(risk.state, ledger)
        #expect(again.state == risk.state && again.equity == risk.equity && again.lossToday == Money(units: 3))
        _ = again.resume(.drift)
        let later = Self.start + .minutes(15)
        let price = try Self.price("100")
        #expect(again.check(Self.slot, .buy, 1, at: price, ledger, now: Self.start).limit == .orderRate)
        #expect(again.check(Self.slot, .buy, 1, at: price, ledger, now: later - .seconds(1)).limit == .cooldown)
        #expect(again.check(Self.slot, .buy, 1, at: price, ledger, now: later).lots == 1)
    }

    /// Defect 6 of the original: its limits read the wall clock, so that a replay stopped after as many orders as fit into real minutes.
    @Test("decides by the instants that it is given, whenever those are")
    func noClock() throws {
        func decisions(from start: Timestamp) throws -> [RiskManagement.Verdict] {
            var (risk, ledger) = try Self.make { $0.maxOrdersPerMinute = 5 }
            var random = SeededRandom(seed: 3)
            var verdicts: [RiskManagement.Verdict] = []
            var now = start
            for number in 0..<200 {
                now = now + .seconds(Int.random(in: 1...30, using: &random))
                let side: Side = Bool.random(using: &random) ? .buy : .sell
                let price = "\(Int.random(in: 95...105, using: &random))"
                let verdict = risk.check(Self.slot, side, 9, at: try Self.price(price), ledger, now: now)
                verdicts.append(verdict)
                guard verdict.lots > .zero else { continue }
                risk.noteSent(at: now)
                _ = try Self.trade(&risk, &ledger, side, verdict.lots.count, price, number: UInt64(number), at: now)
            }
            return verdicts
        }
        let first = try decisions(from: Timestamp(seconds: 0))
        let second = try decisions(from: Timestamp(seconds: 4_000_000_000))
        #expect(first == second && Set(first.map(\.limit)).count > 2)
    }
}
