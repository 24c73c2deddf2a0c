import Engine
import Market
import Testing

@Suite("Look-ahead")
struct LookAheadCheckTests {
    private let whole: ContiguousArray<StrategyWish> = [.keep, .target(1), .target(1), .keep, .target(0), .keep]

    @Test("a decision that another end of the data changes is found, the first of them")
    func difference() {
        var check = LookAheadCheck(whole)
        check.compare(ContiguousArray(whole.prefix(3)), events: 5)
        #expect(check.isClean)
        check.compare([.keep, .target(1), .keep, .target(0)], events: 7)
        #expect(!check.isClean)
        #expect(check.done.map(\.difference) == [nil, 2])
        #expect(check.done.map(\.compared) == [3, 4])
    }

    @Test("more decisions on a part than on the whole are a difference")
    func tooMany() {
        var check = LookAheadCheck(ContiguousArray(whole.prefix(2)))
        check.compare(ContiguousArray(whole.prefix(3)), events: 3)
        #expect(check.done.map(\.difference) == [2])
    }

    @Test(
        "the data is cut evenly, and never before its first event",
        arguments: [
            (0, []), (1, []), (3, [1, 1, 2, 2]), (600, [100, 200, 300, 400, 500]),
        ]
    )
    func places(events: Int, places: [Int]) {
        #expect(LookAheadCheck.places(in: events) == places)
    }
}
