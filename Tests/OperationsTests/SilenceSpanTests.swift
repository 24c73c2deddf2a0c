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
            ("25:00", nil), ("ч", nil), ("99999999999999999999", nil), ("-5", nil),
            ("1.5h", .minutes(90)), ("1,5 часа", .minutes(90)), ("2 часа", .minutes(120)), ("2 hours", .minutes(120)),
            ("1ч30м", .minutes(90)), ("1 ч 30 мин", .minutes(90)), ("час", .minutes(60)), ("полчаса", .minutes(30)),
            ("на 2 часа", .minutes(120)), ("for half an hour", .minutes(30)), ("сутки", .minutes(1_440)),
            ("до 14:30", .minutes(270)), ("until 14:30", .minutes(270)), ("до 14.30", .minutes(270)),
            ("until 18", .minutes(480)), ("до 9:30", .minutes(1_410)), ("до завтра 10:00", .minutes(1_440)),
            ("until tomorrow 9:00", .minutes(1_380)), ("до 16.07 9:00", .minutes(1_380)),
            ("до конца сессии", .sessionEnd), ("until end of session", .sessionEnd), ("until session end", .sessionEnd),
            ("до закрытия", .sessionEnd), ("до открытия", .tomorrowOpen), ("до завтра", .tomorrowOpen),
            ("until tomorrow", .tomorrowOpen), ("until the next open", .tomorrowOpen),
            ("до", nil), ("until soon", nil), ("на", nil), ("до 25:00", nil), ("до 20.07 9:00", nil), ("1.001h", nil),
        ] as [(String, SilenceSpan?)]
    )
    func words(word: String, span: SilenceSpan?) {
        #expect(SilenceSpan(word, at: Self.now) == span)
    }

    @Test(
        "what is to be silent, how long and why are told apart",
        arguments: [
            ("fo obstats 60 vendor at work", "FO obstats 60 vendor at work"), ("FO до 14:30", "FO - 270 "),
            ("FO/obstats until 14:30 chat with moex", "FO obstats 270 chat with moex"),
            ("фьючерсы на 2 часа регламент", "FO - 120 регламент"), ("fo 60 мин регламент", "FO - 60 регламент"),
            ("60 fo", "FO - 60 "), ("60 futures desk", "- - 60 futures desk"), ("все полчаса", "- - 30 "),
            ("obstats до 18 until they answer", "- obstats 480 until they answer"), ("fo 60 stop", "FO - 60 stop"),
            ("2ч", "- - 120 "), ("60 fo eq", nil), ("vendor 60", nil), ("fo", nil), ("fo off", nil), ("", nil),
        ] as [(String, String?)]
    )
    func wishes(_ text: String, _ said: String?) {
        let wish = SilenceWish(text.split(separator: " ").map(String.init), at: Self.now)
        let shown = wish.map { wish -> String in
            let minutes = if case .minutes(let count) = wish.span { "\(count)" } else { "\(wish.span)" }
            return "\(wish.market?.rawValue ?? "-") \(wish.endpoint?.rawValue ?? "-") \(minutes) \(wish.reason)"
        }
        #expect(shown == said)
    }
}
