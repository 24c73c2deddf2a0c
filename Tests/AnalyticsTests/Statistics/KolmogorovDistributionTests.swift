import Testing

@testable import Analytics

/// Expected values: `scipy.stats.kstwo.sf(distance, count)` of scipy 1.17.
@Suite("Kolmogorov's distribution")
struct KolmogorovDistributionTests {
    @Test(
        "agrees with scipy whichever method is used",
        arguments: [
            (4, 0.1, 1.0), (4, 0.3, 0.7708), (4, 0.4, 0.4374), (4, 0.8, 0.0032), (50, 0.1, 0.6623112704658186),
            (120, 0.05, 0.910263694858373), (120, 0.25, 4.283039195002836e-07), (5_000, 0.004, 0.9999977369528622),
            (5_000, 0.012, 0.4639912166690192), (5_000, 0.03, 0.00024159234422666817),
            (2_000_000, 0.0006, 0.46737858083717476),
        ]
    )
    func tail(_ count: Int, _ distance: Double, _ expected: Double) {
        let tail = KolmogorovDistribution(count: count).tail(distance)
        #expect(abs(tail - expected) < 1e-8 * expected)
    }

    @Test("falls from 1 to 0")
    func ends() {
        for count in [1, 2, 139, 141, 100_001] {
            let distribution = KolmogorovDistribution(count: count)
            #expect(distribution.tail(0) == 1)
            #expect(distribution.tail(1) == 0)
            let tails = (0...50).map { distribution.tail(Double($0 * $0) / 2_500) }
            #expect(zip(tails, tails.dropFirst()).allSatisfy { $0 >= $1 - 1e-9 }, "\(count)")
        }
    }
}
