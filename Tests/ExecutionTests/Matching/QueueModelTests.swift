@testable import Execution
import Market
import TestKit
import Testing

@Suite("Queue model")
struct QueueModelTests {
    @Test("lets an order move up by none, all or its share of those who leave")
    func shares() {
        #expect(QueueModel.conservative.ahead(30, before: 100, after: 60) == 30)
        #expect(QueueModel.conservative.ahead(30, before: 100, after: 20) == 20, "the level holds no more")
        // Of 40 that leave 70 in 100 stood behind.
        #expect(abs(QueueModel.power(1).ahead(30, before: 100, after: 60) - 18) < 1e-9)
        // 70² of 70² + 30².
        #expect(abs(QueueModel.power(2).ahead(30, before: 100, after: 60) - (30 - 40 * (1 - 4900.0 / 5800))) < 1e-9)
        #expect(QueueModel.power(1).ahead(0, before: 100, after: 60) == 0)
        #expect(QueueModel.logarithm.ahead(100, before: 100, after: 60) == 60, "nobody stands behind")
    }

    @Test("never leaves fewer than none before an order, nor more than the level holds", arguments: 0..<10)
    func bounds(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<2_000 {
            let before = Double.random(in: 0...1_000, using: &random)
            let ahead = Double.random(in: 0...1_200, using: &random)
            let after = Double.random(in: 0...1_200, using: &random)
            for model in [QueueModel.conservative, .power(1), .power(3), .logarithm] {
                let new = model.ahead(ahead, before: before, after: after)
                #expect(new >= 0 && new <= ahead && new <= after)
            }
        }
    }
}
