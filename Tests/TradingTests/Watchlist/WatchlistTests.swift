import Market
import Store
import Testing

@testable import Trading

@Suite("Watchlist")
struct WatchlistTests {
    private func ranking(_ codes: [String]) -> [RankedShare] {
        codes.enumerated().map { place, code in
            RankedShare(
                secid: SecID(code),
                close: 10 + Double(place),
                score: 100 - Double(place),
                rank: place + 1,
                parts: [:]
            )
        }
    }

    private func options(_ size: Int, exit: Int) -> WatchlistOptions {
        var options = WatchlistOptions()
        options.size = size
        options.exitRank = exit
        return options
    }

    @Test(
        "a share outranks those that are smaller, and half of the equal ones",
        arguments: [
            ([], []), ([5], [1]), ([1, 3, 2], [0, 1, 0.5]), ([2, 2, 1], [0.75, 0.75, 0]),
            ([1, 1, 1, 1], [0.5, 0.5, 0.5, 0.5]),
        ] as [([Double], [Double])]
    )
    func outranked(_ values: [Double], _ expected: [Double]) {
        #expect(WatchlistRanking.outranked(values) == expected)
    }

    @Test("a score is the weighted mean of the ranks, and a calm share ranks above a wild one")
    func scores() throws {
        func candidate(_ code: String, _ liquidity: Double, _ volatility: Double) throws -> WatchlistCandidate {
            try #require(
                WatchlistCandidate(
                    SecID(code),
                    close: 1,
                    factors: [.liquidity: liquidity, .trend: 0, .momentum: 0, .volatility: volatility]
                )
            )
        }
        let candidates = [try candidate("A", 1, 0.3), try candidate("B", 2, 0.2), try candidate("C", 3, 0.1)]
        let ranked = WatchlistRanking.ranked(candidates, weights: [.liquidity: 3, .volatility: 1])
        #expect(ranked.map(\.secid.text) == ["C", "B", "A"] && ranked.map(\.score) == [100, 50, 0])
        let calm = WatchlistRanking.ranked(
            [try candidate("A", 9, 0.5), try candidate("B", 1, 0.1)],
            weights: [.volatility: 1]
        )
        #expect(calm.map(\.secid.text) == ["B", "A"])
        let nothing = WatchlistRanking.ranked(candidates, weights: [:])
        #expect(nothing.map(\.secid.text) == ["A", "B", "C"] && nothing.allSatisfy { $0.score == 0 })
    }

    @Test("a share without one of the numbers is no candidate")
    func missingFactor() {
        #expect(WatchlistCandidate(SecID("A"), close: 1, factors: [.liquidity: 1]) == nil)
    }

    @Test("a share that enters stays until it ranks behind the rank of exit")
    func hysteresis() {
        var list = Watchlist()
        let day = DailyBars.day
        let options = options(2, exit: 3)
        var update = list.update(ranking(["A", "B", "C", "D"]), on: day(0), options)
        #expect(update.entered.map(\.secid.text) == ["A", "B"] && update.left.isEmpty)
        // B falls to place 3 and stays: C has no place.
        update = list.update(ranking(["A", "C", "B", "D"]), on: day(1), options)
        #expect(update.entered.isEmpty && update.left.isEmpty)
        #expect(list.members.map(\.secid.text) == ["A", "B"])
        // At place 4 it leaves, with the price it then has, and its place is given away.
        update = list.update(ranking(["A", "C", "D", "B"]), on: day(2), options)
        #expect(update.entered.map(\.secid.text) == ["C"])
        let left = update.left.first
        #expect(left?.secid == SecID("B") && left?.leftOn == day(2) && left?.leavingReason == "rank 4, beyond 3")
        #expect(left?.performance.map { abs($0 - (13.0 / 11 - 1)) < 1e-12 } == true)
        // Without a rank at all it leaves too.
        update = list.update(ranking(["C"]), on: day(3), options)
        #expect(update.left.map(\.secid.text) == ["A"] && list.members.map(\.secid.text) == ["C"])
    }

    @Test("a list that may be shorter loses its last")
    func smaller() {
        var list = Watchlist()
        _ = list.update(ranking(["A", "B", "C"]), on: DailyBars.day(0), options(3, exit: 5))
        let update = list.update(ranking(["C", "A", "B"]), on: DailyBars.day(1), options(1, exit: 5))
        #expect(list.members.map(\.secid.text) == ["C"] && update.left.map(\.secid.text) == ["B", "A"])
    }
}
