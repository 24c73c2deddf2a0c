import Analytics
import Market
import Testing

@Suite("Book features")
struct BookFeaturesTests {
    private func book(bids: [(String, Int64)], asks: [(String, Int64)]) throws -> OrderBook {
        var book = OrderBook(levelCount: 20)
        try book.replace(
            bids: bids.map { BookLevel(try #require(Price($0.0)), Lots($0.1)) },
            asks: asks.map { BookLevel(try #require(Price($0.0)), Lots($0.1)) }
        )
        return book
    }

    @Test("the values of one book, reckoned by hand")
    func single() throws {
        var features = BookFeatures()
        features.update(try book(bids: [("100", 30), ("99", 10)], asks: [("101", 10), ("103", 30)]))
        #expect(features[.mid] == 100.5)
        #expect(features[.spread] == 1)
        let bps: Double = 10_000 / 100.5
        #expect((features[.spreadBps] - bps).magnitude < 1e-12)
        #expect(features[.weightedMid] == 100.75)
        #expect(features[.imbalance1] == 0.5)
        #expect(features[.imbalance5] == 0)
        let weighted: Double = 10 / 60
        #expect(features[.imbalanceWeighted] == weighted)
        #expect(features[.bidVWAP5] == 99.75)
        #expect(features[.askVWAP5] == 102.5)
        #expect(features[.ofi] == 0)
        #expect(features[.mlofi2] == 0)
        #expect(features[.microprice].isNaN)
    }

    @Test("order flow: a better price joins whole, a worse one leaves whole, the same differs")
    func flow() throws {
        var features = BookFeatures()
        features.update(try book(bids: [("100", 30), ("99", 10)], asks: [("101", 10)]))
        features.update(try book(bids: [("100", 25), ("98", 4)], asks: [("102", 7)]))
        // Bid −5; the ask went up, so that its old 10 left: +10.
        #expect(features[.ofi] == 5)
        #expect(features[.mlofi1] == 5)
        #expect(features[.mlofi2] == -10)
        features.update(try book(bids: [("100.5", 3)], asks: [("101", 2)]))
        #expect(features[.ofi] == 1)
        #expect(features[.mlofi2] == -4)
    }

    @Test("an empty side leaves prices undefined and does not disturb what follows")
    func emptySide() throws {
        var features = BookFeatures()
        features.update(try book(bids: [("100", 30)], asks: []))
        #expect(features[.mid].isNaN)
        #expect(features[.imbalance1] == 1)
        #expect(features[.askVWAP5].isNaN)
        for step in 0..<6 { features.update(try book(bids: [("\(100 + step)", 1)], asks: [("\(102 + step)", 1)])) }
        #expect(features[.atr5] == 1)
    }

    @Test(
        "the micro-price of a book that always follows its imbalance leans that way, and of its mirror image the other way"
    )
    func microprice() throws {
        var sample = Microprice.Sample()
        for step in 0..<50 {
            sample.add(try book(bids: [("\(100 + step)", 95)], asks: [("\(101 + step)", 5)]))
        }
        let heavyBid = try book(bids: [("100", 95)], asks: [("101", 5)])
        let heavyAsk = try book(bids: [("101", 5)], asks: [("102", 95)])
        let table = try #require(sample.estimate())
        var features = BookFeatures(microprice: table)
        features.update(heavyBid)
        let up = features[.microprice] - 100.5
        features.update(heavyAsk)
        let down = features[.microprice] - 101.5
        #expect(up > 0)
        #expect(abs(up + down) < 1e-12)
    }
}
