import Engine
import Market
import Testing

@Suite("Books with what came after them")
struct LabelledBooksTests {
    /// A book a second, of mid prices in cents; the spread is two cents.
    private func feed(_ mids: [Int]) -> JSONLinesFeed {
        func side(_ mid: Int, _ sign: Int) -> String {
            (1...3).map { level in
                let price = mid + sign * level
                return "[\(price / 100).\(price % 100 < 10 ? "0" : "")\(price % 100),\(level)]"
            }.joined(separator: ",")
        }
        let lines = mids.enumerated().map { number, mid in
            "{\"ts\":\((number + 1) * 1_000_000_000),\"secid\":\"SBER\",\"bids\":[\(side(mid, -1))],\"asks\":[\(side(mid, 1))]}"
        }
        return JSONLinesFeed(Array(lines.joined(separator: "\n").utf8))
    }

    /// Still until book 200, then a cent up each second.
    private let mids = (0..<300).map { 25_000 + max(0, $0 - 200) }

    @Test("a label is the mid's way at the end of the horizon, in spreads of the moment")
    func labels() throws {
        let labelled = try LabelledBooks(feed(mids), horizon: .time(.seconds(10)), threshold: 1, every: 1, most: 10_000)
        #expect(labelled.books == 300)
        let first = try #require(labelled.rows.first)
        #expect(first.features.count == StationaryFeatures.names.count && first.features.allSatisfy(\.isFinite))
        func row(_ second: Int) throws -> LabelledBooks.Row {
            try #require(labelled.rows.first { $0.start == Timestamp(seconds: Int64(second + 1)) })
        }
        // Ten seconds after book 193 the mid is three cents up; two cents are the spread, and not above it.
        #expect(try row(180).label == 0 && row(192).label == 0 && row(193).label == 1 && row(250).label == 1)
        #expect(try row(193).end == Timestamp(seconds: 204))
        let last = try row(250)
        #expect(abs(last.move - 10 / 25_050.0 * 10_000) < 1e-9 && abs(last.cost - 2 / 25_050.0 * 10_000) < 1e-9)
        // What the data does not reach has no row.
        #expect(labelled.rows.last?.start == Timestamp(seconds: 290))
        #expect(labelled.rows.allSatisfy { $0.end > $0.start })
    }

    @Test("a horizon in books ends that many books later; every N-th makes fewer rows")
    func books() throws {
        let all = try LabelledBooks(feed(mids), horizon: .books(5), threshold: 0.5, every: 1, most: 10_000)
        #expect(all.rows.last?.start == Timestamp(seconds: 295) && all.rows.last?.end == Timestamp(seconds: 300))
        let some = try LabelledBooks(feed(mids), horizon: .books(5), threshold: 0.5, every: 7, most: 10_000)
        #expect(some.rows.allSatisfy { ($0.start.nanoseconds / 1_000_000_000 - 1).isMultiple(of: 7) })
        #expect(some.rows.count == all.rows.count { ($0.start.nanoseconds / 1_000_000_000 - 1).isMultiple(of: 7) })
        #expect { try LabelledBooks(feed(mids), horizon: .books(5), threshold: 0.5, every: 1, most: 20) } throws: {
            "\($0)".contains("more than 20 rows; take every N-th book with --every")
        }
    }

    @Test("features of a row do not change with what comes later")
    func past() throws {
        let whole = try LabelledBooks(feed(mids), horizon: .books(1), threshold: 1, every: 1, most: 10_000).rows
        let part = try LabelledBooks(
            feed(Array(mids[..<230])),
            horizon: .books(1),
            threshold: 1,
            every: 1,
            most: 10_000
        ).rows
        #expect(!part.isEmpty && zip(whole, part).allSatisfy { $0.features == $1.features })
    }

    @Test("no feature has the price's level in it")
    func stationary() throws {
        let low = try LabelledBooks(feed(mids), horizon: .books(1), threshold: 1, every: 1, most: 10_000).rows
        // Twice the price with twice the steps is the same in parts of the price but for the spread.
        let high = try LabelledBooks(
            feed((0..<300).map { 50_000 + 2 * max(0, $0 - 200) }),
            horizon: .books(1),
            threshold: 1,
            every: 1,
            most: 10_000
        ).rows
        let place = try #require(StationaryFeatures.names.firstIndex(of: "return_10_bps"))
        #expect(abs(low[150].features[place] - high[150].features[place]) < 1e-9)
        let flow = try #require(StationaryFeatures.names.firstIndex(of: "ofi_10"))
        #expect(low[150].features[flow].isFinite && abs(low[150].features[flow]) < 20)
    }
}
