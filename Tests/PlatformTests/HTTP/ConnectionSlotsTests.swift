import Testing

@testable import Platform

@Suite("Connection slots")
struct ConnectionSlotsTests {
    @Test("lets as many in as the limit says, per host, and the rest in order")
    func order() {
        var slots = ConnectionSlots<Int>(limit: 2)
        let entered = (1...5).map { slots.enter($0, host: "a") }
        #expect(entered == [true, true, false, false, false])
        let other = slots.enter(6, host: "b")
        #expect(other)
        // Two and one are busy; four still waits, so its leaving is nobody's turn.
        let next = [2, 4, 1, 3, 5, 5].map { slots.leave($0, host: "a") }
        #expect(next == [3, nil, 5, nil, nil, nil])
        let again = slots.enter(7, host: "a")
        #expect(again)
    }

    @Test("never leaves anybody waiting beside a free slot", arguments: 1...20)
    func noStarvation(_ seed: Int) {
        var random = UInt64(seed)
        var slots = ConnectionSlots<Int>(limit: 3)
        var busy: [Int] = []
        var waiting: [Int] = []
        for id in 0..<500 {
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let dice = Int(random >> 33)
            if dice % 2 == 0 {
                if slots.enter(id, host: "a") { busy.append(id) } else { waiting.append(id) }
            } else if dice % 5 == 0, !waiting.isEmpty {
                let gone = waiting.remove(at: dice / 10 % waiting.count)
                let next = slots.leave(gone, host: "a")
                #expect(next == nil)
            } else if !busy.isEmpty {
                let gone = busy.remove(at: dice / 10 % busy.count)
                let next = slots.leave(gone, host: "a")
                #expect(next == waiting.first)
                if next != nil { busy.append(waiting.removeFirst()) }
            }
            #expect(waiting.isEmpty || busy.count == 3)
        }
    }
}
