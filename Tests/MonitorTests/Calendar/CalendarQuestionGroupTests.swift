import Market
import Monitor
import Store
import Testing

/// Markets that disagree with the exchange at once are one message.
@Suite("Calendar question in the alert book")
struct CalendarQuestionGroupTests {
    @Test("three markets ask once and close once; one alone speaks for itself", arguments: [1, 2, 3])
    func asked(_ count: Int) {
        var book = BookBench()
        let keys = AlgoPackSegment.allCases.prefix(count).map { AlertKey(.calendarMismatch, market: $0) }
        book.see(keys.map { .bad($0, value: 1, limit: 0) })
        #expect(book.heard == [count > 1 ? "post digest \(Array(1...count))" : "post 1"])
        book.see(keys.map { .good($0) })
        #expect(book.heard.count == 2 && book.heard.last == "recovered 1")
    }
}
