import Engine
import Testing

@Suite("Walk forward")
struct WalkForwardTests {
    @Test("parts follow each other without a gap, each trained on everything before it", arguments: [4, 5, 17, 1_000])
    func windows(events: Int) throws {
        let windows = try #require(WalkForward(folds: 3).windows(of: events))
        #expect(windows.count == 3 && windows.last?.test.upperBound == events)
        for window in windows {
            #expect(window.training == 0..<window.test.lowerBound && !window.test.isEmpty)
        }
        for (window, next) in zip(windows, windows.dropFirst()) {
            #expect(window.test.upperBound == next.test.lowerBound)
        }
    }

    @Test("fewer events than parts are no folds")
    func few() {
        #expect(WalkForward(folds: 3).windows(of: 3) == nil)
        #expect(WalkForward(folds: 1).windows(of: 0) == nil)
    }
}
