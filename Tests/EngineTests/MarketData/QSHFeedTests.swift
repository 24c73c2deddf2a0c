import Engine
import Testing

@Suite("QSH")
struct QSHFeedTests {
    /// An order log of five records, which PyPI's qsh 0.8.2 reads as the books and the deal expected below.
    private static let log: [UInt8] = [
        0x51, 0x53, 0x63, 0x61, 0x6c, 0x70, 0x20, 0x48, 0x69, 0x73, 0x74, 0x6f, 0x72, 0x79, 0x20, 0x44, 0x61, 0x74,
        0x61, 0x04, 0x03, 0x61, 0x70, 0x70, 0x01, 0x63, 0x00, 0x00, 0xe4, 0xe8, 0x5e, 0xe5, 0xdb, 0x08, 0x01, 0x70,
        0x11, 0x50, 0x6c, 0x61, 0x7a, 0x61, 0x32, 0x3a, 0x53, 0x69, 0x5a, 0x33, 0x3a, 0x46, 0x3a, 0x31, 0x3a, 0x31,
        0x00, 0x0e, 0x16, 0x04, 0x64, 0x90, 0xbf, 0x05, 0x05, 0x01, 0x0e, 0x24, 0x04, 0x01, 0x02, 0x03, 0x01, 0x0e,
        0x14, 0x00, 0x01, 0x00, 0x02, 0x00, 0x7e, 0x28, 0x00, 0x7f, 0x00, 0x02, 0x01, 0x07, 0x92, 0xbf, 0x05, 0x00,
        0x12, 0x18, 0x04, 0x00, 0x00,
    ]

    @Test("the book of an order log is shown at the end of each transaction, a deal once, with the side that took")
    func orderLog() throws {
        var feed = try QSHFeed(Self.log)
        var writer = JSONLinesWriter()
        let text = String(decoding: try writer.write(&feed), as: UTF8.self)
        #expect(
            text == """
                {"ts":1700000000000000000,"secid":"SiZ3","bids":[[90000,5]],"asks":[]}
                {"ts":1700000000001000000,"secid":"SiZ3","bids":[[90000,5]],"asks":[[90002,3]]}
                {"ts":1700000000002000000,"secid":"SiZ3","price":90002,"qty":2,"side":"buy"}
                {"ts":1700000000002000000,"secid":"SiZ3","bids":[[90000,5]],"asks":[[90002,1]]}

                """
        )
    }

    @Test("a file that was cut is refused or shorter, and never a crash")
    func cuts() {
        for length in 0..<Self.log.count {
            let events = Result {
                var feed = try QSHFeed(Array(Self.log[..<length]))
                var count = 0
                while try feed.next() != nil { count += 1 }
                return count
            }
            if case .success(let count) = events { #expect(count < 4) }
        }
    }
}
