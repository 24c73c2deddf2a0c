import Engine
import Market
import Platform
import Testing

@Suite("Binary format of market data")
struct BinaryFeedTests {
    private static let lines = """
        {"ts":1,"secid":"SBER","bids":[[301.26,10],[301.2,0.00005]],"asks":[[301.27,0.3]]}
        {"ts":2,"secid":"GAZP","price":170.5,"qty":3,"side":"sell"}
        {"ts":3,"secid":"SBER","bids":[[301.26,10],[301.2,0.00005]],"asks":[[301.27,0.3]],"signal":-1}
        {"ts":4,"secid":"SBER","bids":[[301.2,7]],"asks":[]}

        """

    private func binary() throws -> [UInt8] {
        var feed = JSONLinesFeed(Array(Self.lines.utf8))
        var writer = BinaryWriter()
        return try writer.write(&feed)
    }

    private func lines(_ bytes: [UInt8]) throws -> String {
        let folder = try TemporaryFolder(prefix: "binary-feed")
        defer { folder.remove() }
        try FileBytes.create("\(folder.path)/x.mbk", bytes)
        var feed = try BinaryFeed(try MappedFile("\(folder.path)/x.mbk"))
        var writer = JSONLinesWriter()
        return String(decoding: try writer.write(&feed), as: UTF8.self)
    }

    @Test("JSON lines come back as they were")
    func roundTrip() throws {
        #expect(try lines(try binary()) == Self.lines)
    }

    @Test("a file that was cut anywhere, or has one bit changed, is refused")
    func damage() throws {
        let whole = try binary()
        for length in stride(from: 0, to: whole.count, by: 7) {
            #expect(throws: FeedError.self) { try lines(Array(whole[..<length])) }
        }
        for place in whole.indices {
            var damaged = whole
            damaged[place] ^= 4
            #expect(throws: FeedError.self) { try lines(damaged) }
        }
    }
}
