import Market
import Platform
import Store
import Testing

@testable import Bot

@Suite("Chart of a share")
struct PricePlotTests {
    private func levels(points: Int) -> GapLeader.Levels {
        let path: [PricePath.Point] = (0..<points).map { (index: Int) in
            let isFirst = index == 0
            return PricePath.Point(
                at: Timestamp(seconds: Int64(index) * 60),
                price: 100 + Double(index % 7),
                vwap: 100,
                support: isFirst ? nil : 99,
                resistance: isFirst ? nil : 101
            )
        }
        return GapLeader.Levels(
            vwap: 100,
            support: 99,
            resistance: 101,
            from: nil,
            till: nil,
            path: PricePath(path)
        )
    }

    @Test("has a panel for each share, four at most", arguments: [(1, 796), (3, 1_336), (9, 1_756)])
    func panels(count: Int, height: Int) throws {
        let wording = Wording(.russian)
        let panel = try #require(PricePlot.Panel("CHMK", levels(points: 30), wording))
        let file = try #require(PricePlot(Array(repeating: panel, count: count), wording)).file(named: "gaps")
        #expect(file.name == "gaps.png")
        // IHDR: width and height are big-endian words at 16 and 20.
        func word(_ at: Int) -> Int { file.bytes[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
        #expect(word(16) == 1_280 && word(20) == height)
    }

    @Test("needs two prices; without them the message is text")
    func few() throws {
        #expect(PricePlot.Panel("CHMK", levels(points: 1), Wording(.russian)) == nil)
        let date = try #require(CivilDate("2025-07-28"))
        let report = ShareLevelsReport(ticker: "SBER", date: date, levels: levels(points: 1))
        let outgoing = try ShareLevelsScreen(report: report, replyTo: 3, wording: Wording(.english)).outgoing()
        guard case .text(let message, _, _) = outgoing else {
            Issue.record("\(outgoing)")
            return
        }
        #expect(message.html == "<b>SBER · VWAP · 28 Jul</b>\nVWAP 100.00 · S 99.00 · R 101.00")
        #expect(message.isSilent && message.replyTo == 3)
    }

    @Test(
        "is refused in the reader's words",
        arguments: [
            (nil, "SBER, 28.07: сделок не было"), (.unknownShare, "Акции SBER на бирже нет"),
            (.unavailable, "SBER: биржа не ответила, причина в журнале"), (.noCandles, "SBER, 28.07: нет свечей"),
        ] as [(ShareLevelsReport.Trouble?, String)]
    )
    func trouble(trouble: ShareLevelsReport.Trouble?, html: String) throws {
        let date = try #require(CivilDate("2025-07-28"))
        let report = ShareLevelsReport(ticker: "SBER", date: date, trouble: trouble)
        let outgoing = try ShareLevelsScreen(report: report, replyTo: nil, wording: Wording(.russian)).outgoing()
        #expect(outgoing == .text(RenderedMessage(html: html, isSilent: true), editing: nil, showing: nil))
    }
}
