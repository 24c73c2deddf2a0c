import Engine
import Testing

@Suite("Signal aggregation")
struct SignalAggregationTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var weights: [Double]
        var floor = 0.0
        var quorum = 0.5
        var scores: [Double?]
        var expected: Double?

        var testDescription: String { name }
    }

    static let cases = [
        Case(name: "the weighted mean", weights: [3, 1], scores: [1, -1], expected: 0.5),
        Case(name: "one member is all there is", weights: [7], scores: [-0.25], expected: -0.25),
        Case(
            name: "a missing member leaves its weight to the others",
            weights: [2, 1, 1],
            scores: [nil, 0.2, 0.4],
            expected: 0.3
        ),
        Case(name: "below the quorum", weights: [3, 1], scores: [nil, 1], expected: nil),
        Case(name: "just at the quorum", weights: [1, 1], scores: [nil, 1], expected: 1),
        Case(name: "a quorum of all", weights: [1, 1], quorum: 1, scores: [0.5, nil], expected: nil),
        Case(
            name: "nobody, though no quorum is asked for",
            weights: [1, 1],
            quorum: 0,
            scores: [nil, nil],
            expected: nil
        ),
        Case(
            name: "a member of no weight cannot speak alone",
            weights: [1, 0],
            quorum: 0,
            scores: [nil, 1],
            expected: nil
        ),
        // 0.1 + 0.8 · 0 and 0.1 + 0.8 · 1.
        Case(name: "a floor lets it", weights: [1, 0], floor: 0.1, quorum: 0.05, scores: [nil, 1], expected: 1),
        Case(
            name: "a floor takes from the others in proportion",
            weights: [0, 1],
            floor: 0.1,
            scores: [1, 0],
            expected: 0.1
        ),
    ]

    @Test("is", arguments: cases)
    func aggregates(_ example: Case) throws {
        let aggregation = SignalAggregation(weights: example.weights, floor: example.floor, quorum: example.quorum)
        let score = aggregation.score(of: ContiguousArray(example.scores))
        #expect((aggregation.weights.reduce(0, +) - 1).magnitude < 1e-12)
        guard let expected = example.expected else {
            #expect(score == nil)
            return
        }
        #expect((try #require(score) - expected).magnitude < 1e-12)
    }
}
