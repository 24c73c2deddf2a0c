import Testing
import Trading

@Suite("Grouped numbers")
struct GroupedNumberTests {
    @Test(
        "are written as the seed's log lines have them",
        arguments: [
            (4_997.324, 2, "4 997.32"), (5_009.53, 2, "5 009.53"), (3.84, 2, "3.84"), (0.005, 2, "0.01"),
            (1_234_567.0, 0, "1 234 567"), (999.999, 2, "1 000.00"), (-12_345.5, 1, "-12 345.5"), (0, 2, "0.00"),
            (-0.001, 2, "0.00"), (1e20, 2, "1e+20"),
        ]
    )
    func text(_ value: Double, _ decimals: Int, _ expected: String) {
        #expect(GroupedNumber.text(value, decimals: decimals) == expected)
    }
}
