import Platform
import Testing

@Suite("Bounded text")
struct BoundedTextTests {
    @Test(
        "is cut between characters and loses what hides or reorders",
        arguments: [
            ("abc", 10, "abc"), ("abcdefgh", 6, "abc…"), ("привет, мир", 12, "прив…"), ("😀😀😀", 9, "😀…"),
            ("👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 30, "👨‍👩‍👧‍👦…"), ("a\u{0}b\u{1B}[31mc", 50, "ab[31mc"), ("a\nb\tc\r\nd", 50, "a b c  d"),
            ("a\u{202E}cba\u{2066}x\u{200B}y\u{FEFF}", 50, "acbaxy"), ("", 5, ""), ("abc", 3, "abc"),
        ]
    )
    func cut(text: String, limit: Int, expected: String) {
        #expect(text.bounded(to: limit) == expected)
        #expect(text.bounded(to: limit).utf8.count <= limit)
    }

    @Test("one letter under a million accents is cut as well")
    func accents() {
        let text = "a" + String(repeating: "\u{301}", count: 100_000)
        #expect(text.bounded(to: 100).utf8.count <= 100)
    }

    @Test("a list says how many more there were")
    func list() {
        #expect(["a", "b", "c"].bounded(entries: 2, to: 10) == ["a", "b", "… +1"])
        #expect(["a", "b"].bounded(entries: 2, to: 10) == ["a", "b"])
    }
}
