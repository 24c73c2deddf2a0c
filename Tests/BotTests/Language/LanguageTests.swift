import Market
import Store
import Testing

@testable import Bot

@Suite("Language")
struct LanguageTests {
    @Test("every catalogue of the sources is read here")
    func complete() throws {
        #expect(try Set(Catalogues.all.compactMap { $0.first.map { "\(type(of: $0))" } }) == Catalogues.declared())
    }

    @Test("both languages say every sentence, with the same places")
    func catalogues() {
        for catalogue in Catalogues.all { #expect(!catalogue.isEmpty) }
        for (name, texts) in sentences {
            #expect(!texts.russian.isEmpty && !texts.english.isEmpty, "\(name)")
            #expect(places(texts.russian) == places(texts.english), "\(name)")
            #expect(!texts.english.contains(where: isCyrillic), "\(name)")
        }
    }

    /// Those of the catalogues and those that stand in an entry of their own.
    private var sentences: [(name: String, texts: Texts)] {
        var all = Catalogues.all.flatMap(\.self).map { (name: "\(type(of: $0)).\($0.rawValue)", texts: $0.texts) }
        all += Notice.Kind.allCases.map { (name: $0.rawValue, texts: $0.words.texts) }
        all += AuditAction.allCases.map { (name: $0.rawValue, texts: $0.title) }
        all += AlertRule.allCases.map { (name: $0.rawValue, texts: $0.title) }
        for (rule, wording) in RuleWordings.all { all += wording.texts.map { (name: rule.rawValue, texts: $0) } }
        return all
    }

    @Test("no line begins or ends with a blank and no sentence has a stray brace")
    func tidy() {
        for texts in sentences.map(\.texts) {
            for text in [texts.russian, texts.english] {
                #expect(text == text.trimmed)
                #expect(text.count { $0 == "{" } == text.count { $0 == "}" })
            }
        }
    }

    @Test(
        "Russian counts",
        arguments: [
            (0, "0 слотов"), (1, "1 слот"), (2, "2 слота"), (5, "5 слотов"), (11, "11 слотов"), (14, "14 слотов"),
            (21, "21 слот"), (22, "22 слота"), (111, "111 слотов"), (1_000_001, "1 000 001 слот"),
        ]
    )
    func plurals(_ count: Int, _ text: String) {
        #expect(plain(Wording(.russian).count(count, .slot)) == text)
    }

    @Test("English counts")
    func englishPlurals() {
        #expect(plain(Wording(.english).count(1, .alert)) == "1 alert")
        #expect(plain(Wording(.english).count(11_200, .alert)) == "11,200 alerts")
    }

    @Test(
        "spans",
        arguments: [
            (0, "0 с", "0 s"), (119, "119 с", "119 s"), (120, "2 мин", "2 min"), (599, "10 мин", "10 min"),
            (949, "15 мин", "15 min"), (950, "16 мин", "16 min"),
            (60, "1 мин", "1 min"), (3_589, "59 мин", "59 min"), (3_590, "1 ч", "1 h"),
            (6_900, "1 ч 55 мин", "1 h 55 min"),
            (7_200, "2 ч", "2 h"), (7_500, "2 ч 5 мин", "2 h 5 min"), (172_800, "2 дн", "2 d"), (-5, "0 с", "0 s"),
        ]
    )
    func spans(_ seconds: Int, _ russian: String, _ english: String) {
        #expect(plain(Wording(.russian).duration(.seconds(seconds))) == russian)
        #expect(plain(Wording(.english).duration(.seconds(seconds))) == english)
    }

    @Test(
        "a first line has few characters for a span, and agrees with the lines below it",
        arguments: [
            (3_000, "50 мин", "50 min"), (6_900, "1 ч 55 м", "1 h 55 m"), (7_500, "2 ч 5 м", "2 h 5 m"),
            (14_400, "4 ч", "4 h"),
            (86_000, "23 ч", "23 h"),
        ]
    )
    func shortSpans(_ seconds: Int, _ russian: String, _ english: String) {
        #expect(plain(Wording(.russian).shortDuration(.seconds(seconds))) == russian)
        #expect(plain(Wording(.english).shortDuration(.seconds(seconds))) == english)
    }

    @Test(
        "a measured figure keeps its seconds up to an hour",
        arguments: [
            (59, "59 с", "59 s"), (119, "119 с", "119 s"), (120, "2 мин", "2 min"), (671, "11 мин 11 с", "11 min 11 s"),
            (600, "10 мин", "10 min"), (3_599, "59 мин 59 с", "59 min 59 s"), (6_911, "1 ч 55 мин", "1 h 55 min"),
        ]
    )
    func figures(seconds: Int, russian: String, english: String) {
        #expect(plain(Wording(.russian).figure(.seconds(seconds))) == russian)
        #expect(plain(Wording(.english).figure(.seconds(seconds))) == english)
    }

    @Test(
        "decimals",
        arguments: [
            (1.25, 1, "1,3", "1.3"), (-0.04, 1, "0,0", "0.0"), (12.0, 0, "12", "12"), (0.005, 2, "0,01", "0.01"),
        ]
    )
    func decimals(_ number: Double, _ places: Int, _ russian: String, _ english: String) {
        #expect(Wording(.russian).decimal(number, places: places) == russian)
        #expect(Wording(.english).decimal(number, places: places) == english)
    }

    @Test("values are escaped in messages and not in toasts")
    func escaping() {
        let wording = Wording(.english)
        #expect(wording.html(AuditPhrase.titleOf, ["word": "a < b & c"]) == "Actions: a &lt; b &amp; c")
        #expect(wording.text(AuditPhrase.titleOf, ["word": "a < b"]) == "Actions: a < b")
        #expect(wording.text(AuditPhrase.titleOf, ["word": "{word}"]) == "Actions: {word}")
    }

    @Test("a table is never wider than a phone")
    func table() {
        var table = TextTable([.left, .right, .right], header: ["Источник", "Слот", "Выход"])
        table.add([String(repeating: "длинный", count: 9), "10:05", "0:42"])
        table.add(["FO obstats", "10:05", "12:42"])
        #expect(table.lines.allSatisfy { $0.count <= TextTable.maximumWidth })
        #expect(table.lines[2].hasSuffix("10:05 12:42"))
        for _ in 0..<40 { table.add(["x", "", ""]) }
        #expect(table.leftOut == 17)
    }

    private func places(_ text: String) -> [String] {
        text.matches(of: /\{[a-z]+\}/).map { String($0.output) }.sorted()
    }

    private func isCyrillic(_ character: Character) -> Bool {
        character.unicodeScalars.contains { (0x400...0x4FF).contains($0.value) }
    }

    private func plain(_ text: String) -> String { text.replacing("\u{A0}", with: " ") }
}
