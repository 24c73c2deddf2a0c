import Platform
import Testing

@testable import Sandbox

@Suite("Styled text")
struct StyledTextTests {
    private func entity(_ type: String, _ offset: Int, _ length: Int) -> MessageEntity {
        MessageEntity(type: type, offset: offset, length: length)
    }

    @Test("entities become runs, by UTF-16 units, and emoji runs of their own")
    func runs() {
        let text = FormattedText(
            "🔴 FO: отстаёт\n/help",
            entities: [entity("bold", 0, 14), entity("bot_command", 15, 5)]
        )
        let lines = StyledText(text).lines
        #expect(lines.map(\.kind) == [.plain, .plain])
        #expect(lines[0].runs.map(\.text) == ["🔴", " FO: отстаёт"])
        #expect(lines[0].runs.map(\.face) == [.emoji, .sans])
        #expect(lines[0].runs.allSatisfy { $0.isBold })
        #expect(lines[1].runs == [StyledText.Run(text: "/help", isLink: true)])
    }

    @Test("a table keeps its empty lines and its kind")
    func table() {
        let lines = StyledText(FormattedText("a\nx 1\n\ny 2\nb", entities: [entity("pre", 2, 8)])).lines
        #expect(lines.map(\.kind) == [.plain, .pre, .pre, .pre, .plain])
        #expect(lines[1].runs.first?.face == .monospaced)
        #expect(lines[2].runs.allSatisfy { $0.text.isEmpty })
    }

    @Test(
        "what is a picture and what a letter",
        arguments: [("🔴", true), ("▶️", true), ("▶", false), ("1", false), ("Ж", false), ("👀", true), ("✖", false)]
    )
    func emoji(character: Character, expected: Bool) {
        #expect(StyledText.isEmoji(character) == expected)
    }

    @Test("lines are broken between words, tables never, nothing is lost")
    func breaking() throws {
        let ruler = try Canvas(width: 8, height: 8, background: Colour(0xFFFFFF))
        let words = "последняя свеча в 15:35, сейчас 15:49 по московскому времени"
        let plain = TextLayout(StyledText(FormattedText(words)), width: 300, ruler: ruler)
        #expect(plain.rows.count > 2)
        // A blank at the end of a line may stand out; it is not seen.
        #expect(plain.rows.allSatisfy { $0.width < 315 })
        #expect(plain.rows.flatMap(\.pieces).map(\.run.text).joined() == words)
        let table = FormattedText(words, entities: [entity("pre", 0, words.utf16.count)])
        #expect(TextLayout(StyledText(table), width: 300, ruler: ruler).rows.count == 1)
    }
}
