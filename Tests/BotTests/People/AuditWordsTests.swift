import Market
import Store
import Testing

@testable import Bot

@Suite("Words of the audit trail")
struct AuditWordsTests {
    private static let now = Timestamp(seconds: 1_721_026_800)

    private func html(_ action: AuditAction, _ object: String, _ result: String?) -> String {
        let row = AuditEntry(
            at: Self.now,
            actor: "1 Анна",
            action: action,
            object: object,
            result: result.map(AuditResult.init(stored:))
        )
        return AuditWords(today: MoscowTime.date(of: Self.now), wording: Wording(.russian)).html(row)
    }

    @Test(
        "what waits or was declined is not called done",
        arguments: [
            ("done", "готово"), ("waits: command 7", "ждёт"), ("waits for 2", "ждёт"), ("declined", "отклонено"),
            ("refused: noRight", "отказано (прав уже нет)"), ("done: of 2", "готово"), ("edits 1–7", "готово"),
            ("given, 1 missing", "готово"), ("invitation 3", "готово"), ("was viewer", "готово"),
            ("refused: is viewer already", "отказано (роль уже не ниже)"),
            ("failed: ended twice", "сбой (дважды обрушило программу)"),
            // What the scheduler said is in English, and what another version wrote nobody can translate.
            ("refused: EQ1 is at work already", "отказано"), ("beamed up", "beamed up"),
            ("refused twice", "refused twice"),
        ] as [(String, String)]
    )
    func results(result: String, word: String) {
        #expect(html(.jobRun, "EQ1", result).hasSuffix("└ EQ1 · \(word)"))
    }

    @Test("a silence is named in the reader's language, whoever made it")
    func silences() {
        for object in ["all", "everything"] {
            #expect(html(.silenceSet, object, "done").hasSuffix("└ все источники · готово"))
        }
        #expect(html(.silenceEnd, "FO, everything", "done").hasSuffix("└ FO, все источники · готово"))
        let rule = AlertRule.staleness.title
        #expect(html(.silenceEnd, "staleness FO obstats", "done").contains("└ \(rule.russian) FO obstats · готово"))
    }
}
