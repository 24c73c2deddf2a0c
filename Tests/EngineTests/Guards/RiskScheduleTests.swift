import Engine
import Execution
import Market
import Testing

@Suite("What is cut back by the clock")
struct RiskScheduleTests {
    private static var limits: RiskLimits {
        var limits = RiskLimits()
        limits.maxGrossExposure = 1_000
        limits.capitalBase = 1_000
        limits.maxExposurePct = 0.5
        limits.maxRiskPerInstrument = 0.1
        return limits.scaled(by: LotScale.perLot)
    }

    /// Whole lots and roubles by slot; negative for short.
    private static func holdings(_ positions: [(lots: Int64, value: Double)]) -> [RiskSchedule.Holding] {
        positions.enumerated().map { index, position in
            RiskSchedule.Holding(InstrumentSlot(index), LotScale.lots(position.lots), value: position.value)
        }
    }

    @Test(
        "an instrument may grow by a quarter, then it is cut to its limit in whole lots; the largest where only the sum is too much"
    )
    func oversized() {
        func cuts(_ positions: [(lots: Int64, value: Double)]) -> [RiskSchedule.Cut] {
            RiskSchedule.oversized(Self.holdings(positions), Self.limits)
        }
        #expect(cuts([(10, 625)]).isEmpty)
        // 500 of 700 roubles are 7.1 of ten lots.
        let single = RiskSchedule.Cut(slot: InstrumentSlot(0), kept: LotScale.lots(7), reason: .exposure)
        #expect(cuts([(10, 700), (-3, 100)]) == [single])
        #expect(cuts([(-10, 700)]) == [single])
        // 1,260 of 1,000: what is too much of all is a share of 260/500 of the largest.
        #expect(
            cuts([(10, 480), (-10, 500), (4, 280)])
                == [RiskSchedule.Cut(slot: InstrumentSlot(1), kept: LotScale.lots(4), reason: .grossExposure)]
        )
        #expect(cuts([(10, 480), (-10, 500), (4, 270)]).isEmpty)
        // A limit of lots that has become lower.
        #expect(
            cuts([(150, 400)])
                == [RiskSchedule.Cut(slot: InstrumentSlot(0), kept: LotScale.lots(100), reason: .exposure)]
        )
    }

    @Test("of two positions and more the heavier side's largest is cut until the rest is in balance")
    func hedge() throws {
        func cut(_ positions: [(lots: Int64, value: Double)]) -> RiskSchedule.Cut? {
            RiskSchedule.hedge(Self.holdings(positions), Self.limits)
        }
        #expect(cut([(10, 400)]) == nil)
        #expect(cut([(1_000, 300), (-1_000, 200)]) == nil)
        // A share of 0.2 of all; brute force over every smaller position.
        for positions: [(lots: Int64, value: Double)] in [
            [(1_000, 400), (-1_000, 200)], [(1_000, 100), (-1_000, 450), (-1_000, 120)], [(700, 350), (100, 50)],
        ] {
            let found = try #require(cut(positions))
            let index = found.slot.index
            let price = positions[index].value / Double(abs(positions[index].lots))
            let expected = stride(from: abs(positions[index].lots), through: 0, by: -1).first { kept in
                var (net, gross) = (0.0, 0.0)
                for (place, position) in positions.enumerated() {
                    let value = place == index ? Double(kept) * price : position.value
                    net += position.lots > 0 ? value : -value
                    gross += value
                }
                return abs(net) <= 0.2 * gross
            }
            #expect(found.kept == LotScale.lots(expected ?? 0) && found.reason == .hedge)
        }
    }

    @Test("each look has its own interval, and one that is off never comes")
    func intervals() {
        let start = Timestamp(seconds: 1_000)
        var options = RiskSchedule.Options()
        options.hedging = .seconds(300)
        var schedule = RiskSchedule(options, at: start)
        var looks = 0
        func look(_ seconds: Int64) -> [RiskSchedule.Reason] {
            schedule.look(
                {
                    looks += 1
                    return Self.holdings([(10, 400), (-10, 100)])
                },
                Self.limits,
                at: start + .seconds(seconds)
            ).map(\.reason)
        }
        #expect(look(9).isEmpty && looks == 0)
        #expect(look(10).isEmpty && look(19).isEmpty && looks == 1)
        #expect(look(300) == [.hedge] && looks == 3)
        options.positionCheck = nil
        options.hedging = nil
        schedule = RiskSchedule(options, at: start)
        #expect(look(86_400).isEmpty && looks == 3)
    }
}
