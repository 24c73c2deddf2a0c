import Analytics
import Market
import Testing
import Trading

@Suite("Study of a share")
struct ShareStudyTests {
    @Test("every column is the name of an indicator")
    func names() {
        #expect(StudyColumn.names.map(\.description) == StudyColumn.allCases.map(\.rawValue))
    }

    @Test("looks back by bars and never ahead")
    func looksBack() {
        let closes = (0..<70).map { 100 + Double($0) }
        let study = ShareStudy(DailyBars.closing(at: closes))
        #expect(study.bar()?.close == 169 && study.bar(back: 69)?.close == 100 && study.bar(back: 70) == nil)
        #expect(study[.average20] == 159.5 && study[.average20, back: 10] == 149.5)
        #expect(study[.average50, back: 21] == nil)
        // The last bar is not among those before it.
        #expect(study.highest(before: 20) == 169 && study.lowest(before: 20) == 147)
        let shorter = ShareStudy(Array(study.bars.dropLast()))
        #expect(shorter[.average20] == study[.average20, back: 1])
    }

    @Test("factors of the watchlist need their bars")
    func factors() {
        let closes = (0..<61).map { 100 + Double($0) }
        let study = ShareStudy(DailyBars.closing(at: closes))
        func value(_ factor: WatchlistFactor, _ study: ShareStudy) -> Double {
            factor.value(study.bars) { study[$0] } ?? .nan
        }
        #expect(abs(value(.momentum, study) - 0.6) < 1e-12)
        #expect(abs(value(.trend, study) - (160 / 135.5 - 1)) < 1e-12)
        #expect(value(.liquidity, study) == 150_500)
        #expect(value(.momentum, ShareStudy(Array(study.bars.dropLast()))).isNaN)
        #expect(value(.liquidity, ShareStudy(Array(study.bars.prefix(19)))).isNaN)
    }
}
