import Market
import Operations
import Store
import Testing

@Suite("Length of a silence")
struct SilenceSpanTests {
    /// Ten o'clock in Moscow.
    static let now = Timestamp(seconds: 1_721_026_800)

    @Test(
        "is read as people write it, in the chat and on the command line",
        arguments: [
            ("60", .minutes(60)), ("30m", .minutes(30)), ("30мин", .minutes(30)), ("2h", .minutes(120)),
            ("2ч", .minutes(120)), ("48ч", .minutes(2_880)), ("14:30", .minutes(270)), ("9:30", .minutes(1_410)),
            ("session", .sessionEnd), ("открытие", .tomorrowOpen), ("0", nil), ("49ч", nil), ("2881", nil),
            ("25:00", nil), ("ч", nil), ("1.5h", nil), ("99999999999999999999", nil), ("-5", nil),
        ] as [(String, SilenceSpan?)]
    )
    func words(word: String, span: SilenceSpan?) {
        #expect(SilenceSpan(word, at: Self.now) == span)
    }
}
