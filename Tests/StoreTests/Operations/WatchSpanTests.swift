import Market
import Testing

@testable import Store

@Suite("Watch span")
struct WatchSpanTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        /// Seconds of the looks.
        let looks: [Int64]
        /// What the last of them says.
        let isAwake: Bool
        var testDescription: String { name }
    }

    static let rows = [
        Row(name: "the first look", looks: [0], isAwake: false),
        Row(name: "one short of a period", looks: [0, 30, 60, 89], isAwake: false),
        Row(name: "a whole period", looks: [0, 30, 60, 90], isAwake: true),
        Row(name: "looks as rare as allowed", looks: [0, 45, 90], isAwake: true),
        Row(name: "a stop of three minutes", looks: [0, 45, 90, 270], isAwake: false),
        Row(name: "the moment after it", looks: [0, 45, 90, 270, 271], isAwake: false),
        Row(name: "a period after it", looks: [0, 45, 90, 270, 300, 330, 360], isAwake: true),
        Row(name: "a stop of less than half a period", looks: [0, 45, 90, 134], isAwake: true),
        Row(name: "stop after stop", looks: [0, 46, 92, 138, 184, 230], isAwake: false),
        Row(name: "a clock that was set back", looks: [0, 45, 90, 30], isAwake: false),
        Row(name: "a period after that", looks: [0, 45, 90, 30, 60, 90, 120], isAwake: true),
        Row(name: "a clock that jumped ahead", looks: [0, 45, 90, 90_000], isAwake: false),
    ]

    @Test("judges after", arguments: rows)
    func looks(_ row: Row) {
        var span = WatchSpan(period: .seconds(90))
        let verdicts = row.looks.map { span.look(at: Timestamp(seconds: 1_000_000 + $0)) }
        #expect(verdicts.last == row.isAwake)
    }
}
