import Analytics
import Market
import TestKit
import Testing

@Suite("Opening gaps")
struct OpeningGapTests {
    private func ranked(_ closes: [String: Double], _ opens: [String: Double], _ minimum: Double) -> [String] {
        func keyed(_ prices: [String: Double]) -> [SecID: Double] {
            Dictionary(uniqueKeysWithValues: prices.map { (SecID($0.key), $0.value) })
        }
        return OpeningGap.ranked(previousCloses: keyed(closes), opens: keyed(opens), minimum: minimum).map(\.secid.text)
    }

    @Test("ranks the largest first and equal ones by code")
    func order() {
        let closes = ["D": 100.0, "A": 100, "C": 100, "B": 100]
        #expect(ranked(closes, ["D": 110, "A": 105, "C": 120, "B": 110], 0.01) == ["C", "B", "D", "A"])
    }

    @Test(
        "lets the limit itself pass, whatever the rounding",
        arguments: [(1.1, 1.21), (100, 110), (3, 3.3), (0.7, 0.77)]
    )
    func limit(_ close: Double, _ open: Double) {
        #expect(ranked(["A": close], ["A": open], 0.1) == ["A"])
        #expect(ranked(["A": close], ["A": open * 0.9999], 0.1).isEmpty)
    }

    @Test("says nothing of a share without one of the prices or with a price of nothing")
    func absent() {
        #expect(ranked(["A": 100, "C": 0], ["B": 200, "C": 10], -1).isEmpty)
        #expect(OpeningGap(SecID("A"), previousClose: .nan, open: 1) == nil)
    }

    @Test("is no leader when it falls")
    func falls() {
        #expect(ranked(["A": 100], ["A": 99], 0).isEmpty)
        #expect(ranked(["A": 100], ["A": 99], -0.5) == ["A"])
    }

    @Test("agrees with a selection one by one", arguments: [1, 2, 3, 4] as [UInt64])
    func brute(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var closes: [String: Double] = [:]
        var opens: [String: Double] = [:]
        for number in 0..<200 {
            if number % 7 != 0 { closes["S\(number)"] = Double.random(in: 1...1000, using: &random) }
            if number % 5 != 0 { opens["S\(number)"] = Double.random(in: 1...1000, using: &random) }
        }
        var expected: [String] = []
        var left = opens
        while !left.isEmpty {
            var best: (name: String, gap: Double)?
            for (name, open) in left {
                guard let close = closes[name] else { continue }
                let gap = (open - close) / close
                if best.map({ gap > $0.gap }) ?? true { best = (name, gap) }
            }
            guard let best, best.gap >= 0.25 else { break }
            expected.append(best.name)
            left[best.name] = nil
        }
        #expect(!expected.isEmpty)
        #expect(ranked(closes, opens, 0.25) == expected)
    }
}
