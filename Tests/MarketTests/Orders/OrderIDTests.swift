import Market
import TestKit
import Testing

@Suite("Order names")
struct OrderIDTests {
    @Test("are UUIDs of version 4 in lower case, and are read back")
    func text() throws {
        var sequence = OrderIDSequence(seed: 1)
        for _ in 0..<1_000 {
            let id = sequence.next()
            let text = id.description
            let digits = Array(text)
            #expect(digits[14] == "4" && "89ab".contains(digits[19]) && text == text.lowercased())
            #expect(OrderID(text) == id)
            #expect(OrderID(text.uppercased()) == id)
        }
    }

    @Test("are the same in every run of a seed, and never twice in one")
    func sequence() {
        var first = OrderIDSequence(seed: 9)
        var second = OrderIDSequence(seed: 9)
        let ids = (0..<10_000).map { _ in first.next() }
        #expect(ids == (0..<10_000).map { _ in second.next() })
        #expect(Set(ids).count == ids.count)
    }

    @Test(
        "are refused in any other form",
        arguments: [
            "", "0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f", "0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f00",
            "0f1e2d3c4b5a-4978-8796-a5b4c3d2e1f0-", "0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1fg",
            "0f1e2d3c-4b5a-4978-8796+a5b4c3d2e1f0",
        ]
    )
    func refused(text: String) {
        #expect(OrderID(text) == nil)
    }
}
