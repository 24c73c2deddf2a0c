import Testing

@testable import Learning

@Suite("Weights and calibration of members")
struct EnsembleFitTests {
    @Test("a member that knows more weighs more, and one that knows nothing weighs nothing")
    func weights() {
        // The second member is right where it is sure; the third says the same of everything.
        let good = (0..<400).map { $0.isMultiple(of: 5) ? 0.3 : 0.8 }
        let fair = (0..<400).map { $0.isMultiple(of: 3) ? 0.3 : 0.7 }
        let flat = [Double](repeating: 0.5, count: 400)
        let weights = StackingWeights.fit([fair, good, flat])
        #expect(abs(weights.reduce(0, +) - 1) < 1e-12 && weights.allSatisfy { $0 >= 0 })
        #expect(weights[1] > 0.5 && weights[2] < 0.01)
    }

    @Test("the weights are where the likelihood is greatest")
    func maximum() {
        let first = (0..<300).map { 0.2 + 0.6 * Double($0 * 7_919 % 101) / 101 }
        let second = (0..<300).map { 0.2 + 0.6 * Double($0 * 104_729 % 97) / 97 }
        func likelihood(_ weight: Double) -> Double {
            zip(first, second).reduce(0) { $0 - ClassificationMeasures.logarithm(weight * $1.0 + (1 - weight) * $1.1) }
        }
        let weight = StackingWeights.fit([first, second])[0]
        #expect((0...100).allSatisfy { likelihood(weight) <= likelihood(Double($0) / 100) + 1e-6 })
    }

    @Test("one member weighs everything; members that gave nothing weigh the same")
    func few() {
        #expect(StackingWeights.fit([[0.5, 0.4]]) == [1])
        #expect(StackingWeights.fit([[], []]) == [0.5, 0.5])
        #expect(StackingWeights.fit([[0, 0], [0, 0]]) == [0.5, 0.5])
    }

    @Test("probabilities that are too sure come closer to what happened")
    func calibration() throws {
        // Says 0.95 or 0.05, and is right two times in three.
        let said = (0..<300).map { $0.isMultiple(of: 2) ? [0.05, 0.95] : [0.95, 0.05] }
        let labels = (0..<300).map { ($0.isMultiple(of: 2) ? 1 : 0) ^ ($0 / 2 % 3 == 0 ? 1 : 0) }
        let calibration = try #require(MemberCalibration(said, labels: labels, classCount: 2))
        #expect(abs(calibration.apply([0.05, 0.95])[1] - 2.0 / 3) < 0.01)
        #expect(abs(calibration.apply([0.95, 0.05])[1] - 1.0 / 3) < 0.01)
        let three = try #require(
            MemberCalibration(
                (0..<300).map { _ in [0.98, 0.01, 0.01] },
                labels: (0..<300).map { $0 % 3 },
                classCount: 3
            )
        )
        #expect(three.apply([0.98, 0.01, 0.01]).allSatisfy { abs($0 - 1.0 / 3) < 0.01 })
    }
}
